# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""GeoJSON as the same kind of table that a CSV file is: a column for each property, and one with the point of the object."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely.errors import ShapelyError
from shapely.geometry import shape

from nahdran.assets.enums import Grid
from nahdran.files.table import UnableToRead
from nahdran.kit.text import clean_line

MAX_BYTES = 60_000_000
MAX_OBJECTS = 250_000
POINT = "geometrie"
_MAX_COLUMNS = 60
_MAX_CELL = 300


@dataclass(frozen=True, slots=True)
class Converted:
    """``data`` is a CSV file in UTF-8; ``grid`` is what the file says of its coordinates."""

    data: bytes
    grid: str


def looks_like_geojson(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def as_table(data: bytes) -> Converted:
    """Raises UnableToRead with a sentence that helps."""
    if len(data) > MAX_BYTES:
        raise UnableToRead(_("Die Datei ist größer als 60 MB. Bitte teilen Sie sie auf."))
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnableToRead(
            _("Diese Datei ist kein lesbares GeoJSON. Bitte speichern Sie sie noch einmal, oder nehmen Sie CSV.")
        ) from error
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list) or not features:
        raise UnableToRead(_("In der Datei steht keine Sammlung von Objekten (FeatureCollection)."))
    if len(features) > MAX_OBJECTS:
        raise UnableToRead(_("Die Datei hat mehr als 250.000 Objekte. Bitte teilen Sie sie auf."))
    objects = [item if isinstance(item, dict) else {} for item in features]
    columns = _columns(objects)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*columns, POINT])
    writer.writerows(_rows(objects, columns))
    return Converted(text.getvalue().encode(), _grid(whole.get("crs")))


def _columns(objects: list[dict[str, Any]]) -> list[str]:
    """The names of all properties in the order in which they appear; ``id`` first where objects carry one."""
    names: dict[str, None] = {"id": None} if any("id" in item for item in objects) else {}
    for item in objects:
        properties = item.get("properties")
        for name in properties if isinstance(properties, dict) else ():
            if len(names) < _MAX_COLUMNS and clean_line(name) and name != POINT:
                names.setdefault(name)
    return list(names)


def _rows(objects: list[dict[str, Any]], columns: list[str]) -> Iterator[list[str]]:
    for item in objects:
        properties = item.get("properties")
        known = properties if isinstance(properties, dict) else {}
        values = {"id": item.get("id")} | known
        yield [*(_cell(values.get(name)) for name in columns), _point(item.get("geometry"))]


def _cell(value: Any) -> str:
    """One line without a line break, so that the number of a row is the number of its object. Nested values stay out."""
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean_line(str(value))[:_MAX_CELL]


def _point(geometry: Any) -> str:
    """A point as it is, of anything else a place on or in it. Empty for what is no geometry."""
    try:
        found = shape(geometry)
        place = found if isinstance(found, shapely.Point) else found.representative_point()
        return "" if place.is_empty else f"POINT({place.x:.7f} {place.y:.7f})"
    except (ShapelyError, shapely.errors.GEOSException, ValueError, TypeError, AttributeError, KeyError, IndexError):
        return ""


def _grid(crs: Any) -> str:
    """Old files name their grid in a member that the standard no longer knows."""
    said = json.dumps(crs) if crs else ""
    return next((grid for grid in (Grid.UTM32, Grid.UTM33) if grid.value in said), Grid.DEGREES)
