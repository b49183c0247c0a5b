# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which municipality is it, and where does it end? Also for extracts whose edge cuts through the boundary."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import shapely
from django.utils.translation import gettext as _

from nahdran.places.mapdata import AreaRecord, Bounds, Geometry, RawAddress
from nahdran.places.osm.addresses import middle
from nahdran.places.osm.errors import UnableToReadExtract
from nahdran.places.osm.reader import Extract, OsmBoundary
from nahdran.places.rules import name_key, words

_MUNICIPALITY_LEVEL = 8
_COUNTY_LEVEL = 6
_KEY_TAG, _KEY_DIGITS = "de:amtlicher_gemeindeschluessel", 8
_TITLES = {"stadt", "gemeinde", "markt", "marktgemeinde", "hansestadt", "kreisstadt"}


def find_municipality(
    extract: Extract, addresses: Sequence[RawAddress], name: str | None
) -> tuple[AreaRecord, list[AreaRecord]]:
    """The municipality (by name, else the one with most addresses) and its neighbours."""
    candidates = [_as_area(item, extract, addresses) for item in extract.boundaries if _is_municipality(item)]
    if not candidates:
        raise UnableToReadExtract(
            "no_boundary", _("Die Datei enthält keine Gemeindegrenze (boundary=administrative, admin_level=8).")
        )
    chosen = _by_name(candidates, name) if name else _by_addresses(candidates, addresses)
    if chosen.boundary is None:
        raise UnableToReadExtract(
            "no_boundary",
            _("Von %(name)s enthält die Datei zu wenig, um die Grenze zu bestimmen.") % {"name": chosen.name},
        )
    return chosen, [item for item in candidates if item is not chosen]


def complete_polygon(boundary: OsmBoundary, extract: Extract) -> Geometry | None:
    """The area that osmium assembled, holes and exclaves included; None where ways are missing."""
    return next((area.geometry for area in extract.areas if area.id == boundary.id), None)


def _is_municipality(item: OsmBoundary) -> bool:
    """Level 8; or level 6 for a town that is its own district: its official key has eight digits, that of a district five."""
    if item.level == _COUNTY_LEVEL:
        return len(item.tags.get(_KEY_TAG, "")) == _KEY_DIGITS
    return item.level == _MUNICIPALITY_LEVEL


def _as_area(item: OsmBoundary, extract: Extract, addresses: Sequence[RawAddress]) -> AreaRecord:
    polygon = complete_polygon(item, extract) or _closed_at_edge(item, extract, addresses)
    point = middle(polygon) if polygon is not None else _named_point(item, extract)
    return AreaRecord(source=item.id, name=item.tags["name"], boundary=polygon, lon=point.x, lat=point.y)


def _named_point(item: OsmBoundary, extract: Extract) -> Geometry:
    """Where a municipality lies of which only a piece of the boundary is known: at its place name, else at that piece."""
    for point in extract.points:
        if "place" in point.tags and point.tags.get("name") == item.tags["name"]:
            return shapely.Point(point.lon, point.lat)
    if item.lines:
        return shapely.point_on_surface(shapely.union_all(item.lines))
    west, south, east, north = frame_of(extract)
    return shapely.Point((west + east) / 2, (south + north) / 2)


def frame_of(extract: Extract) -> Bounds:
    """The edge of the extract: as its header says, else around everything in it."""
    if extract.box:
        return extract.box
    shapes = [item.geometry for item in (*extract.lines, *extract.areas)]
    shapes += list(shapely.points([(point.lon, point.lat) for point in extract.points])) if extract.points else []
    west, south, east, north = shapely.total_bounds(shapes)
    return float(west), float(south), float(east), float(north)


def _closed_at_edge(item: OsmBoundary, extract: Extract, addresses: Sequence[RawAddress]) -> Geometry | None:
    """What the known pieces of the boundary cut out of the extract, as far as the addresses there say the municipality's name."""
    if not item.lines:
        return None
    frame = shapely.box(*frame_of(extract))
    pieces = shapely.intersection(shapely.union_all(item.lines), frame)
    if pieces.is_empty:
        return None
    cut = shapely.union_all([pieces, frame.exterior, *_bridges(pieces, frame)])
    faces = list(shapely.polygonize([cut]).geoms)
    own = [face for face in faces if _is_own(face, item.tags["name"], addresses)]
    return shapely.union_all(own) if own else None


def _bridges(pieces: Geometry, frame: Geometry) -> list[Geometry]:
    """Straight lines between loose ends that do not reach the edge of the extract, and from a last one to that edge."""
    merged = shapely.line_merge(pieces)
    ends = Counter(end for line in shapely.get_parts(merged) for end in (line.coords[0], line.coords[-1]))
    loose = [shapely.Point(end) for end, count in ends.items() if count == 1]
    loose = [end for end in loose if frame.exterior.distance(end) > 1e-7]
    bridges = []
    while len(loose) > 1:
        end = loose.pop()
        other = min(loose, key=end.distance)
        loose.remove(other)
        bridges.append(shapely.LineString([end, other]))
    return bridges + [shapely.shortest_line(end, frame.exterior) for end in loose]


def _is_own(face: Geometry, name: str, addresses: Sequence[RawAddress]) -> bool:
    shapely.prepare(face)
    inside = shapely.contains_xy(face, [item.lon for item in addresses], [item.lat for item in addresses])
    cities = Counter(
        words(addresses[index].city)[:1] == words(name)[:1]
        for index in np.flatnonzero(inside).tolist()
        if addresses[index].city
    )
    return cities[True] > cities[False]


def _by_addresses(candidates: list[AreaRecord], addresses: Sequence[RawAddress]) -> AreaRecord:
    def count(item: AreaRecord) -> tuple[int, float]:
        if item.boundary is None:
            return -1, 0.0
        shapely.prepare(item.boundary)
        inside = shapely.contains_xy(item.boundary, [a.lon for a in addresses], [a.lat for a in addresses])
        return int(np.count_nonzero(inside)), item.boundary.area

    return max(candidates, key=count)


def _by_name(candidates: list[AreaRecord], name: str) -> AreaRecord:
    wanted = _bare(name)
    for item in candidates:
        if _bare(item.name) == wanted:
            return item
    known = ", ".join(sorted(item.name for item in candidates))
    raise UnableToReadExtract(
        "unknown_name",
        _("„%(name)s“ kommt in der Datei nicht vor. Es gibt: %(known)s.") % {"name": name, "known": known},
    )


def _bare(name: str) -> str:
    parts = words(name)
    return name_key(" ".join(part for part in parts if part not in _TITLES) or name)
