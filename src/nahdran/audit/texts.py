# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words of the log that belong to no single app."""

from django.utils.translation import gettext_lazy as _

YES, NO = _("ja"), _("nein")

# Under these names several apps keep the details of an entry.
DETAILS = {
    "active": _("in Gebrauch"),
    "added": _("hinzugefügt"),
    "change": _("Änderung"),
    "date": _("Datum"),
    "fields": _("Felder"),
    "from": _("vorher"),
    "key": _("Titel"),
    "kind": _("Art"),
    "kinds": _("Anzahl"),
    "language": _("Sprache"),
    "name": _("Name"),
    "reason": _("Grund"),
    "removed": _("entfernt"),
    "search": _("Suche"),
    "source": _("Quelle"),
    "status": _("Stand"),
    "title": _("Titel"),
    "to": _("nachher"),
    "type": _("Art"),
    "unit": _("Einheit"),
    "what": _("Daten"),
}

# The search of the log itself, as its form names it.
SEARCH = {
    "person": _("Person"),
    "gegenstand": _("Gegenstand"),
    "aktion": _("Aktion"),
    "von": _("Von"),
    "bis": _("Bis"),
}

# Who acted, where it was nobody who signs in.
ACTORS = {
    "?": _("unbekannt"),
    "Import": _("Import"),
    "Konsole": _("Konsole"),
    "Regel": _("Regel"),
    "Zeitplan": _("Zeitplan"),
}

# Which personal data somebody looked at. Stored in German, as it always was.
LOOKS = {
    "Vorgang": _("Vorgang"),
    "Nachricht mit Empfänger": _("Nachricht mit Empfänger"),
}

LANGUAGES = {"de": _("Deutsch"), "en": _("Englisch")}
