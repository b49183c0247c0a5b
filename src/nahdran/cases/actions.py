# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the audit log calls the steps of a case."""

from django.utils.translation import gettext_lazy as _

from nahdran.audit.registry import ActionType, actions

for key, label in {
    "cases.opened": _("Vorgang eröffnet"),
    "cases.status": _("Status geändert"),
    "cases.answered": _("Antwort gesendet"),
    "cases.noted": _("Notiz geschrieben"),
    "cases.received": _("Nachricht erhalten"),
    "cases.assigned": _("Person zugewiesen"),
    "cases.handed_over": _("Vorgang weitergegeben"),
    "cases.confidential": _("Als vertraulich gekennzeichnet"),
    "cases.confidential_lifted": _("Vertraulichkeit aufgehoben"),
    "cases.attached": _("Datei angehängt"),
    "cases.linked": _("Vorgänge verbunden"),
    "cases.follow_up": _("Wiedervorlage gesetzt"),
    "cases.forgotten": _("Personendaten gelöscht"),
    "cases.access_renewed": _("Zugang erneuert"),
    "cases.template": _("Antwortbaustein geändert"),
    "cases.contact_changed": _("Kontaktdaten geändert"),
}.items():
    actions.register(key, ActionType(key, label))
