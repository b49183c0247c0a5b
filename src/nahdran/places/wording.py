# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the map and the place field say. The browser gets these sentences from here, so they are translated like all others."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from nahdran.org.queries import town


def responsible(district: str) -> str:
    """Inside the town, as in "Ortsteil Birk. Hier ist die Stadt zuständig"."""
    here = _responsible_here()
    return _("Ortsteil %(district)s. %(here)s") % {"district": district, "here": here} if district else here


def onward() -> str:
    """Outside: where to turn to. The town's own sentence, else the number that every authority in Germany shares."""
    own = town().neighbours_hint.strip()
    return own or _(
        "Bitte wenden Sie sich an die Verwaltung dort. Unter der Behördennummer 115 hilft man Ihnen weiter."
    )


def outside(hint: str) -> str:
    return f"{hint} {onward()}".strip()


def _responsible_here() -> str:
    name, short = town().name, town().short_name
    if name.startswith("Stadt"):
        return _("Hier ist die Stadt zuständig.")
    if name.startswith("Gemeinde"):
        return _("Hier ist die Gemeinde zuständig.")
    return _("Das gehört zu %(town)s.") % {"town": short}


def _map_words() -> dict[str, str]:
    return {
        "pictures": _("Ihr Browser zeigt die Karte als einfaches Bild. Alles andere geht wie gewohnt."),
        "group": _("{count} Einträge nah beieinander, Gruppe öffnen"),
        "moreInList": _("{count} weitere stehen in der Liste."),
        "close": _("Schließen"),
        "pointsFailed": _("Die Einträge ließen sich gerade nicht laden. In der Liste finden Sie sie auch."),
        "locating": _("Ihr Standort wird bestimmt."),
        "far": _("Sie sind gerade nicht in %(town)s.") % {"town": town().short_name},
        "rough": _("Ihr Gerät kennt den Standort nur auf etwa {distance} genau."),
        "refused": _("Ihr Gerät hat den Standort nicht freigegeben."),
        "unavailable": _("Ihr Gerät kennt den Standort gerade nicht."),
        "slow": _("Der Standort ließ sich nicht rechtzeitig bestimmen."),
        "missing": _("Dieser Browser kann den Standort nicht bestimmen."),
    }


def _picker_words() -> dict[str, str]:
    other_ways = _("Suchen Sie die Adresse, oder verschieben Sie die Karte.")
    words = _map_words()
    for key in ("far", "refused", "unavailable", "slow", "missing"):
        words[key] = f"{words[key]} {other_ways}"
    words["rough"] += " " + _("Verschieben Sie die Karte, bis die Nadel richtig steht.")
    return words | {
        "oneHit": _("1 Vorschlag. Mit der Pfeiltaste nach unten wählen Sie ihn aus."),
        "hits": _("{count} Vorschläge. Mit den Pfeiltasten wählen Sie einen aus."),
        "noHits": _("Dazu gibt es keine Adresse. Prüfen Sie die Schreibweise, oder verschieben Sie die Karte."),
        "searchFailed": _(
            "Die Suche antwortet gerade nicht. Verschieben Sie die Karte, oder versuchen Sie es gleich noch einmal."
        ),
        "here": _("Ortsteil %(district)s. %(here)s") % {"district": "{district}", "here": _responsible_here()},
        "hereTown": _responsible_here(),
        "onward": onward(),
        "placeSet": _("Der Ort ist gesetzt: {place}"),
        "unnamed": _("Punkt auf der Karte"),
        "nameFailed": _("Die Adresse ließ sich gerade nicht ermitteln. Der Punkt auf der Karte zählt trotzdem."),
        "noMap": _("Die Karte lässt sich gerade nicht zeigen. Suchen Sie stattdessen die Adresse."),
    }


def map_texts(more: Mapping[str, Any] | None = None) -> str:
    """The words of ``<nd-map>`` as JSON for its attribute; ``more`` replaces some."""
    return json.dumps(_map_words() | dict(more or {}), ensure_ascii=False)


def picker_texts() -> str:
    return json.dumps(_picker_words(), ensure_ascii=False)


def area_texts(otherwise: Any) -> str:
    """The words of ``<nd-area-picker>``; ``otherwise`` names the way without a map."""
    words = _map_words() | {
        "none": _("Noch keine Ecke. Ein Gebiet braucht mindestens drei."),
        "few": _("{count} von mindestens 3 Ecken."),
        "some": _("{count} Ecken, {size}."),
        "full": _("Mehr als {most} Ecken gehen nicht."),
        "crossing": _("Die Linien kreuzen sich. Verschieben oder löschen Sie eine Ecke."),
        "corner": _("Ecke {number} von {count}. Mit den Pfeiltasten verschieben, mit Entfernen löschen."),
        "removed": _("Ecke gelöscht."),
        "noMap": f"{_('Die Karte lässt sich gerade nicht zeigen.')} {otherwise}",
    }
    return json.dumps(words, ensure_ascii=False)
