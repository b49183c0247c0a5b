# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One row of a file becomes a record of ours, or a fault. Pure: asks no database."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nahdran.assets.enums import Field, Grid
from nahdran.assets.numbers import MAX_NUMBER, comparable
from nahdran.files.columns import plain, proposed
from nahdran.files.table import Row
from nahdran.kit.text import clean_line
from nahdran.places.coordinates import both_of, from_utm, numbers, position

MAX_EXTRA = 12
_MAX_VALUE = 120
_NAMES: Mapping[str, tuple[str, ...]] = {
    Field.NUMBER: (
        "nummer", "nr", "mastnummer", "mast nr", "leuchtennummer", "laternennummer", "leuchtennr", "lampennummer", "ref", "number",
        "objektnummer", "inventarnummer", "banknummer", "standortnummer", "standort nr", "bezeichner", "kennung", "objectid", "id", "fid",
    ),
    Field.LON: ("lon", "long", "lng", "longitude", "laenge", "laengengrad", "x", "ostwert", "rechtswert", "east", "easting", "e", "utm_e"),
    Field.LAT: ("lat", "latitude", "breite", "breitengrad", "y", "nordwert", "hochwert", "north", "northing", "n", "utm_n"),
    Field.POINT: ("geometrie", "geometry", "wkt", "geo", "the_geom", "koordinaten", "position", "latlon", "coordinates"),
    Field.LABEL: ("bezeichnung", "name", "label", "typ", "art", "beschreibung"),
    Field.NOTICE: ("hinweis", "meldehinweis"),
}  # fmt: skip
# What may name a person does not come along by itself.
_PERSONAL = (
    "mail",
    "telefon",
    "phone",
    "ansprechpartner",
    "melder",
    "bearbeiter",
    "geaendert von",
    "erstellt von",
    "user",
)


@dataclass(frozen=True, slots=True)
class Record:
    """A row that can be taken in, as far as the row alone can tell."""

    number: str
    key: str
    label: str
    notice: str
    lon: float
    lat: float
    attributes: dict[str, str]
    checksum: str


class BadRow(Exception):
    """``code`` is one of ``texts.FAULTS``; ``value`` what stood there."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(code)
        self.code, self.value = code, value[:60]


def proposed_columns(columns: Sequence[str], kept: Mapping[str, str]) -> dict[str, str]:
    """{field: column}; what was chosen for this list the last time comes first."""
    found = proposed(columns, _NAMES, kept)
    if Field.POINT in found:
        # One place is enough.
        found.pop(Field.LON, None)
        found.pop(Field.LAT, None)
    return found


def proposed_extra(columns: Sequence[str], chosen: Mapping[str, str]) -> list[str]:
    """What else could come along: a few columns that are not used otherwise and do not sound like a person."""
    left = [column for column in columns if column not in chosen.values()]
    return [column for column in left if not any(word in plain(column) for word in _PERSONAL)][:MAX_EXTRA]


class Reader:
    """Reads rows by {field: column}; ``extra`` columns come along as they are."""

    def __init__(
        self, columns: Sequence[str], chosen: Mapping[str, str], extra: Sequence[str], grid: str, scheme: str
    ) -> None:
        places = {name: place for place, name in enumerate(columns)}
        self.places = {field: places[column] for field, column in chosen.items() if column in places}
        self.extra = [(name, places[name]) for name in extra if name in places][:MAX_EXTRA]
        self.grid, self.scheme = grid, scheme

    def key(self, row: Row) -> str:
        return comparable(self._value(row, Field.NUMBER), self.scheme)

    def read(self, row: Row) -> Record:
        """Raises BadRow."""
        number = self._value(row, Field.NUMBER)
        if not number:
            raise BadRow("no_number")
        if len(number) > MAX_NUMBER:
            raise BadRow("long_number", number)
        key = self.key(row)
        if not key:
            raise BadRow("no_signs", number)
        lon, lat = self._place(row)
        label, notice = self._value(row, Field.LABEL)[:120], self._value(row, Field.NOTICE)[:300]
        pairs = [(name[:40], clean_line(row.cells[place])[:_MAX_VALUE]) for name, place in self.extra]
        attributes = {name: value for name, value in pairs if value}
        said = repr((number, label, notice, lon, lat, sorted(attributes.items())))
        return Record(number, key, label, notice, lon, lat, attributes, hashlib.sha256(said.encode()).hexdigest())

    def _value(self, row: Row, field: Field) -> str:
        place = self.places.get(field)
        return clean_line(row.cells[place]) if place is not None else ""

    def _place(self, row: Row) -> tuple[float, float]:
        first, second = self._value(row, Field.LON), self._value(row, Field.LAT)
        shown = f"{first} {second}".strip()
        if not shown:
            shown = self._value(row, Field.POINT)
            first, second = both_of(shown) or ("", "")
        if not shown:
            raise BadRow("no_place")
        found = in_degrees(first, second, self.grid)
        if found is None:
            raise BadRow("bad_place", shown)
        return round(found[0], 7), round(found[1], 7)


def in_degrees(first: str, second: str, grid: str) -> tuple[float, float] | None:
    """Longitude and latitude of a pair as the file writes it."""
    if grid == Grid.DEGREES:
        return position(first, second)
    pair = numbers(first, second)
    return from_utm(*pair, zone=int(grid) - 25800) if pair else None


def probable_grid(pair: tuple[str, str] | None, said: str = Grid.DEGREES) -> str:
    """What the coordinates of the first row look like."""
    found = numbers(*pair) if pair else None
    if found is None or (abs(found[0]) <= 180 and abs(found[1]) <= 90):
        return Grid.DEGREES
    if found[0] >= 33_000_000:
        return Grid.UTM33
    return said if said != Grid.DEGREES else Grid.UTM32
