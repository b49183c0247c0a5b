# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The built-in roles in words; their rights come from the apps (``rights.default_rights``)."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class BuiltInRole(NamedTuple):
    key: str
    name: Any
    description: Any


BUILT_IN_ROLES = (
    BuiltInRole("administrator", _("Administration"), _("Darf alles, auch Personen und Rollen einrichten.")),
    BuiltInRole("lead", _("Leitung"), _("Verteilt die Arbeit einer Einheit und sieht Auswertungen.")),
    BuiltInRole("clerk", _("Sachbearbeitung"), _("Bearbeitet Vorgänge.")),
    BuiltInRole("service", _("Service-Center"), _("Nimmt Anliegen auf und gibt Auskunft.")),
    BuiltInRole("editor", _("Redaktion"), _("Pflegt die Seiten der Stadt.")),
    BuiltInRole("auditor", _("Datenschutz und Revision"), _("Liest das Protokoll.")),
)
