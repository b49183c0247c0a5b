# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a column probably means, by its name: names that known systems and GeoReport files use. Only a proposal; the person decides."""

from nahdran.kit.text import fold
from nahdran.takeover.enums import Field

_NAMES: dict[Field, tuple[str, ...]] = {
    Field.NUMBER: (
        "service_request_id",
        "id",
        "nummer",
        "meldungsnummer",
        "vorgangsnummer",
        "vorgang",
        "ticket",
        "uuid",
        "request_id",
        "fallnummer",
        "lfd nr",
        "report id",
        "nid",
    ),
    Field.CATEGORY: (
        "service_name",
        "category",
        "kategorie",
        "art",
        "rubrik",
        "service",
        "thema",
        "hauptkategorie",
        "unterkategorie",
        "subcategory",
        "service_code",
        "mangelart",
        "problem",
    ),
    Field.TEXT: (
        "description",
        "beschreibung",
        "text",
        "meldung",
        "detail",
        "details",
        "beschreibungstext",
        "body",
        "inhalt",
    ),
    Field.OPENED: (
        "requested_datetime",
        "created",
        "created_at",
        "erstellt",
        "erstellt am",
        "eingang",
        "eingangsdatum",
        "gemeldet",
        "gemeldet am",
        "datum",
        "meldedatum",
        "confirmed",
        "erstellung",
        "version",
    ),
    Field.CLOSED: (
        "closed_date",
        "closed",
        "closed_at",
        "abgeschlossen",
        "abgeschlossen am",
        "erledigt am",
        "erledigt",
        "fixed",
        "abschluss",
        "datum_statusaenderung",
    ),
    Field.STATUS: ("status", "state", "zustand", "bearbeitungsstand", "stand", "status_description", "detailed_status"),
    Field.ANSWER: (
        "status_notes",
        "antwort",
        "statuskommentar",
        "status_kommentar",
        "rueckmeldung",
        "kommentar",
        "bemerkung",
        "statusinformation",
        "status_note",
    ),
    Field.LAT: ("lat", "latitude", "breite", "breitengrad", "geografische breite", "y", "wgs84_lat"),
    Field.LON: ("long", "lon", "lng", "longitude", "laenge", "laengengrad", "geografische laenge", "x", "wgs84_lon"),
    Field.POINT: (
        "geo",
        "wkt",
        "geometrie",
        "geometry",
        "koordinaten",
        "koordinate",
        "position",
        "the_geom",
        "latlon",
        "coordinates",
    ),
    Field.ADDRESS: (
        "address",
        "adresse",
        "strasse",
        "anschrift",
        "ort",
        "location",
        "adress",
        "strasse und hausnummer",
    ),
    Field.NOTE: (
        "ortsbeschreibung",
        "ergaenzung",
        "lage",
        "hinweis zum ort",
        "ortsangabe",
        "beschreibung der oertlichkeit",
    ),
    Field.NAME: ("name", "requestor_name", "melder", "meldende person", "absender"),
    Field.EMAIL: ("email", "e-mail", "mail", "autor_email", "absender e-mail"),
    Field.PHONE: ("phone", "telefon", "tel", "telefonnummer"),
}
# Personal data comes along only if somebody wants it.
_NEVER_PROPOSED = frozenset({Field.NAME, Field.EMAIL, Field.PHONE})


def proposed_columns(columns: tuple[str, ...], kept: dict[str, str] | None = None) -> dict[str, str]:
    """{field: column}. What was chosen for the same system the last time comes first."""
    found: dict[str, str] = {field: column for field, column in (kept or {}).items() if column in columns}
    taken = set(found.values())
    folded = {_plain(column): column for column in reversed(columns)}
    for field, names in _NAMES.items():
        if field in found or field in _NEVER_PROPOSED:
            continue
        for name in names:
            column = folded.get(_plain(name))
            if column is not None and column not in taken:
                found[field] = column
                taken.add(column)
                break
    return found


def closest(word: str, offered: dict[str, str]) -> str:
    """The key whose label reads like ``word``, or nothing. ``offered`` is {key: label}."""
    wanted = _plain(word)
    labels = {_plain(label): key for key, label in offered.items()}
    if wanted in labels:
        return labels[wanted]
    inside = [key for label, key in labels.items() if wanted and (wanted in label or label in wanted)]
    return inside[0] if len(inside) == 1 else ""


def _plain(text: str) -> str:
    return " ".join(fold(text).replace("_", " ").replace("-", " ").replace(".", " ").split())
