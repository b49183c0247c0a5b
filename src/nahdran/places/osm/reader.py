# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One pass over an extract: every object that we draw, search or measure, as plain values with shapely geometries."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import osmium
import osmium.filter
import osmium.geom
import osmium.io
import osmium.osm
import shapely
from django.utils.translation import gettext as _

from nahdran.places.mapdata import Bounds, Geometry
from nahdran.places.osm.errors import UnableToReadExtract

ENDINGS = (".osm", ".osm.gz", ".osm.bz2", ".pbf", ".xml")
# An extract of a municipality has a few megabytes, of a large city some fifty. More is a state or a country.
MAX_BYTES = 500_000_000
MAX_OBJECTS = 60_000_000
_BOUNDARY_LEVELS = {"6", "8", "9", "10", "11"}
# Only objects with one of these keys are looked at in Python; the rest is coordinates and stays in the C++ part.
_KEYS = (
    "addr:housenumber", "highway", "railway", "waterway", "building", "landuse", "natural", "leisure", "amenity", "tourism", "place", "boundary",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OsmPoint:
    id: str
    tags: dict[str, str]
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class OsmShape:
    """A line or an area."""

    id: str
    tags: dict[str, str]
    geometry: Geometry


@dataclass(frozen=True, slots=True)
class OsmBoundary:
    """An administrative relation with those of its ways that the extract holds."""

    id: str
    tags: dict[str, str]
    lines: list[Geometry]
    is_complete: bool

    @property
    def level(self) -> int:
        return int(self.tags["admin_level"])


@dataclass(slots=True)
class Extract:
    box: Bounds | None = None
    points: list[OsmPoint] = field(default_factory=list)
    lines: list[OsmShape] = field(default_factory=list)
    areas: list[OsmShape] = field(default_factory=list)
    boundaries: list[OsmBoundary] = field(default_factory=list)


def read(path: Path) -> Extract:
    """Everything of interest in the file. Raises ``UnableToReadExtract`` with a sentence when that is not possible."""
    _check_file(path)
    try:
        return _Reader(path).run()
    except UnableToReadExtract:
        raise
    # osmium raises plain RuntimeError, and for some broken archives OSError or InvalidLocationError, always with its own words.
    except (RuntimeError, OSError, ValueError, osmium.InvalidLocationError) as error:
        raise UnableToReadExtract(
            "broken",
            _("Die Datei %(file)s lässt sich nicht lesen. Sie ist beschädigt oder unvollständig (%(error)s).")
            % {"file": path.name, "error": error},
        ) from error


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise UnableToReadExtract("missing", _("Die Datei %(file)s gibt es nicht.") % {"file": path})
    if not path.name.endswith(ENDINGS):
        raise UnableToReadExtract(
            "format",
            _("Die Endung von %(file)s ist unbekannt. Möglich sind %(endings)s.")
            % {"file": path.name, "endings": ", ".join(ENDINGS[:4])},
        )
    size = path.stat().st_size
    if size == 0:
        raise UnableToReadExtract("empty", _("Die Datei %(file)s ist leer.") % {"file": path.name})
    if size > MAX_BYTES:
        raise UnableToReadExtract(
            "too_large",
            _(
                "Die Datei %(file)s ist mit %(size)d MB zu groß für eine Gemeinde. "
                "Schneiden Sie vorher den Bereich der Gemeinde mit einem Rand von einigen Kilometern aus."
            )
            % {"file": path.name, "size": size // 1_000_000},
        )


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.result = Extract()
        self.shapes = osmium.geom.WKBFactory()
        self.member_lines: dict[int, Geometry] = {}
        self.relations: list[tuple[str, dict[str, str], list[int]]] = []

    def run(self) -> Extract:
        with osmium.io.Reader(str(self.path)) as reader:
            box = reader.header().box()
            if box.valid():
                low, high = box.bottom_left, box.top_right
                self.result.box = (low.lon, low.lat, high.lon, high.lat)
        self._read_relations()
        for item in self._objects():
            self._take(item)
        self.result.boundaries = [
            OsmBoundary(
                source,
                tags,
                [self.member_lines[way] for way in ways if way in self.member_lines],
                all(w in self.member_lines for w in ways),
            )
            for source, tags, ways in self.relations
        ]
        if not self.result.lines and not self.result.points and not self.result.areas:
            raise UnableToReadExtract(
                "empty",
                _("In der Datei %(file)s stehen keine Straßen, Gebäude oder Adressen.") % {"file": self.path.name},
            )
        return self.result

    def _read_relations(self) -> None:
        relations: Iterator[Any] = iter(osmium.FileProcessor(str(self.path), osmium.osm.RELATION))
        for relation in relations:
            tags = relation.tags
            if (
                tags.get("boundary") == "administrative"
                and tags.get("admin_level") in _BOUNDARY_LEVELS
                and "name" in tags
            ):
                ways = [
                    member.ref for member in relation.members if member.type == "w" and member.role in ("outer", "")
                ]
                self.relations.append((f"relation/{relation.id}", dict(tags), ways))

    def _objects(self) -> Iterator[Any]:
        """Nodes, ways and areas with a tag of interest, and the ways that make boundaries, which often carry no tag at all."""
        boundary_ways = {way for _, _, ways in self.relations for way in ways}
        wanted = osmium.filter.KeyFilter(*_KEYS)
        wanted.enable_for(osmium.osm.NODE | osmium.osm.AREA | osmium.osm.RELATION)
        processor = osmium.FileProcessor(str(self.path)).with_areas().with_filter(wanted)
        items: Iterator[Any] = iter(processor)
        for count, item in enumerate(items):
            if count > MAX_OBJECTS:
                raise UnableToReadExtract(
                    "too_large",
                    _("Die Datei %(file)s enthält mehr, als zu einer Gemeinde gehört.") % {"file": self.path.name},
                )
            if item.is_way():
                if item.id in boundary_ways and (line := self._line(item)) is not None:
                    self.member_lines[item.id] = line
                if not any(key in item.tags for key in ("highway", "railway", "waterway")):
                    continue
            yield item

    def _take(self, item: Any) -> None:
        if item.is_node():
            if item.location.valid():
                self.result.points.append(
                    OsmPoint(f"node/{item.id}", dict(item.tags), item.location.lon, item.location.lat)
                )
        elif item.is_way():
            line = self._line(item)
            if line is not None:
                self.result.lines.append(OsmShape(f"way/{item.id}", dict(item.tags), line))
        elif item.is_area():
            kind = "way" if item.from_way() else "relation"
            geometry: Geometry = shapely.from_wkb(self.shapes.create_multipolygon(item))
            geometry = geometry.geoms[0] if len(geometry.geoms) == 1 else geometry
            self.result.areas.append(OsmShape(f"{kind}/{item.orig_id()}", dict(item.tags), geometry))

    def _line(self, way: Any) -> Geometry | None:
        """The way's line; None for a way that the edge of the extract has cut down to one point or less."""
        points = [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
        line = shapely.LineString(points) if len(points) > 1 else None
        return line if line is not None and line.length > 0 else None
