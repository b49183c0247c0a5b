# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""From pieces of streets and house numbers to streets with their addresses. Serves every import alike.

Two streets of the same name in different villages are two streets; one street through three villages is one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import shapely

from nahdran.places.mapdata import AddressRecord, AreaRecord, Geometry, RawAddress, RawStreet, StreetRecord
from nahdran.places.metric import LocalMetres
from nahdran.places.rules import name_key

# Pieces of one name closer than this are one street (a crossing, a bridge, a field between).
_SAME_STREET_M = 400
# A house farther from every street of its name belongs to another street of that name, one that is not drawn.
_OWN_STREET_M = 1500
_POINT_EVERY_M = 40


class DistrictFinder:
    """Which district a point lies in, for many points at once."""

    def __init__(self, districts: Sequence[AreaRecord]) -> None:
        self.districts = [item for item in districts if item.boundary is not None]
        boundaries: list[Geometry] = [item.boundary for item in self.districts]
        self._tree = shapely.STRtree(boundaries)

    def find(self, lons: Sequence[float], lats: Sequence[float]) -> list[AreaRecord | None]:
        result: list[AreaRecord | None] = [None] * len(lons)
        if self.districts and lons:
            for point, area in self._tree.query(shapely.points(lons, lats), predicate="intersects").T:
                result[point] = result[point] or self.districts[area]
        return result

    def at(self, lon: float, lat: float) -> AreaRecord | None:
        return self.find([lon], [lat])[0]


class Gazetteer:
    """Collects the streets of one municipality. ``town`` is the name that stands where an address has no town."""

    def __init__(self, *, town: str, lat: float, districts: DistrictFinder) -> None:
        self.town = town
        self.metres = LocalMetres(lat)
        self.finder = districts
        self.streets: dict[str, StreetRecord] = {}
        self.addresses: list[AddressRecord] = []

    def build(self, streets: Iterable[RawStreet], addresses: Iterable[RawAddress]) -> None:
        lines, houses = defaultdict(list), defaultdict(list)
        names: dict[str, Counter] = defaultdict(Counter)
        for street in streets:
            lines[name_key(street.name)].append(street.line)
            names[name_key(street.name)][street.name] += 1
        for address in addresses:
            name = address.street or address.place
            houses[name_key(name)].append(address)
            names[name_key(name)][name] += 1
        for key, spellings in names.items():
            self._one_name(key, spellings.most_common(1)[0][0], lines[key], houses[key])

    def _one_name(self, key: str, name: str, lines: list[Geometry], houses: list[RawAddress]) -> None:
        flat = [self.metres.flat(line) for line in lines]
        groups = [(index, [flat[i] for i in members]) for index, members in enumerate(_clusters(flat, _SAME_STREET_M))]
        belongs: dict[str, list[RawAddress]] = defaultdict(list)
        shapes: dict[str, list[Geometry]] = defaultdict(list)
        district_of = {}
        for _, group in groups:
            district = self._district_of_lines(group)
            source = f"street/{district.source if district else '-'}/{key}"
            shapes[source] += group
            district_of[source] = district
        for address, district in zip(
            houses, self.finder.find([h.lon for h in houses], [h.lat for h in houses]), strict=True
        ):
            source = self._nearest(address, shapes) or f"street/{district.source if district else '-'}/{key}"
            district_of.setdefault(source, district)
            belongs[source].append(address)
            self._add_address(address, source, district)
        for source, district in district_of.items():
            self.streets[source] = self._street(source, name, district, shapes.get(source, []), belongs[source])

    def _nearest(self, address: RawAddress, shapes: dict[str, list[Geometry]]) -> str | None:
        if not shapes:
            return None
        point = self.metres.flat(shapely.Point(address.lon, address.lat))
        source, lines = min(shapes.items(), key=lambda item: float(shapely.distance(point, item[1]).min()))
        return source if float(shapely.distance(point, lines).min()) <= _OWN_STREET_M else None

    def _district_of_lines(self, lines: list[Geometry]) -> AreaRecord | None:
        """The district that most of the street lies in."""
        middles = [self.metres.degrees(line.interpolate(0.5, normalized=True)) for line in lines]
        shares: Counter = Counter()
        by_source = {}
        found = self.finder.find([point.x for point in middles], [point.y for point in middles])
        for line, district in zip(lines, found, strict=True):
            if district is not None:
                shares[district.source] += line.length
                by_source[district.source] = district
        return by_source[shares.most_common(1)[0][0]] if shares else None

    def _add_address(self, address: RawAddress, source: str, district: AreaRecord | None) -> None:
        self.addresses.append(
            AddressRecord(
                source=address.source,
                street=source,
                house_number=address.house_number,
                postcode=address.postcode,
                place=address.city or self.town,
                district=district.source if district else None,
                lon=address.lon,
                lat=address.lat,
            )
        )

    def _street(
        self, source: str, name: str, district: AreaRecord | None, lines: list[Geometry], houses: list[RawAddress]
    ) -> StreetRecord:
        points = [self.metres.degrees(point) for line in lines for point in _points_along(line)]
        if not points:
            points = [shapely.Point(house.lon, house.lat) for house in houses]
        middle = shapely.MultiPoint(points).centroid
        nearest = min(points, key=middle.distance)
        return StreetRecord(
            source=source,
            name=name,
            district=district.source if district else None,
            place=_most_common(house.city for house in houses) or self.town,
            postcode=_most_common(house.postcode for house in houses),
            is_place=not lines and not any(house.street for house in houses),
            lon=nearest.x,
            lat=nearest.y,
            points=tuple((point.x, point.y) for point in points) if lines else (),
        )


def _most_common(values: Iterable[str]) -> str:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else ""


def _clusters(shapes: list[Geometry], within: float) -> list[list[int]]:
    """Indexes of shapes that hang together with gaps of at most ``within``."""
    leader = list(range(len(shapes)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    if len(shapes) > 1:
        for one, other in shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=within).T:
            leader[find(int(one))] = find(int(other))
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(len(shapes)):
        groups[find(index)].append(index)
    return list(groups.values())


def _points_along(line: Geometry) -> list[Geometry]:
    steps = max(1, int(line.length // _POINT_EVERY_M))
    distances = (np.arange(steps) + 0.5) / steps
    return list(shapely.line_interpolate_point(line, distances, normalized=True))
