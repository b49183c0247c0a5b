# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The built-in roles in words; their rights come from the apps (``rights.default_rights``)."""

import re
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext_noop as _

from nahdran.kit.language import HOUSE, Worded, reader_language


class BuiltInRole(NamedTuple):
    """In German, as it is stored."""

    key: str
    name: str
    description: str


BUILT_IN_ROLES = (
    BuiltInRole("administrator", _("Administration"), _("Darf alles, auch Personen und Rollen einrichten.")),
    BuiltInRole("lead", _("Leitung"), _("Verteilt die Arbeit einer Einheit und sieht Auswertungen.")),
    BuiltInRole("clerk", _("Sachbearbeitung"), _("Bearbeitet Vorgänge.")),
    BuiltInRole("service", _("Servicecenter"), _("Nimmt Anliegen auf und gibt Auskunft.")),
    BuiltInRole("editor", _("Redaktion"), _("Pflegt die Seiten der Stadt.")),
    BuiltInRole("auditor", _("Datenschutz und Revision"), _("Liest das Protokoll.")),
)
_OURS = {role.key: {role.name, role.description} for role in BUILT_IN_ROLES}


# A citizen's account in the log: by number, never by name.
_CITIZEN = re.compile(r"Bürgerkonto (\d+)")


def in_words(key: str, stored: str) -> Worded:
    """Our own words of a role in the reader's language; what the town has worded itself stays as it is."""
    if stored in _OURS.get(key, ()):
        return Worded(translation.gettext(stored), reader_language())
    return Worded(stored, HOUSE)


def role_in_words(stored: str) -> Worded:
    """The key of a role, or a name it once had."""
    for role in BUILT_IN_ROLES:
        if stored in {role.key, role.name}:
            return Worded(translation.gettext(role.name), reader_language())
    return Worded(stored, HOUSE)


def person_in_words(audit_label: str) -> str:
    """A person as the log has named them. Names of people are of no language."""
    found = _CITIZEN.fullmatch(audit_label)
    return translation.gettext(_("Bürgerkonto %(number)s")) % {"number": found[1]} if found else audit_label
