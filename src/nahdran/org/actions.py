# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the audit log calls changes of the organisation."""

from django.utils.translation import gettext_lazy as _

from nahdran.audit.registry import ActionType, actions

for key, label in {
    "org.town": _("Angaben der Stadt geändert"),
    "org.unit": _("Einheit geändert"),
    "org.member_added": _("Person in eine Einheit aufgenommen"),
    "org.member_removed": _("Person aus einer Einheit genommen"),
    "org.closure": _("Schließtag geändert"),
    "org.text": _("Text geändert"),
}.items():
    actions.register(key, ActionType(key, label))
