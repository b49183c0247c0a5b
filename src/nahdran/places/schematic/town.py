# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A whole schematic town as ``MapData``: villages one after the other, then boundaries, addresses and everything that is drawn."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import shapely
from django.utils.text import slugify

from nahdran.kit.text import fold
from nahdran.places.gazetteer import DistrictFinder, Gazetteer
from nahdran.places.mapdata import AreaRecord, Feature, Geometry, MapData, PlaceRecord, RawAddress, RawStreet
from nahdran.places.outline import outline_features
from nahdran.places.schematic.houses import Builder
from nahdran.places.schematic.names import street_names
from nahdran.places.schematic.plan import TOWNS, Plan
from nahdran.places.schematic.streets import Village
from nahdran.places.schematic.village import Settlement, grow_village, reach
from nahdran.places.settlements import settlement_districts

ATTRIBUTION = "Schematische Karte"
_HALF_STREET_M = 5.0
_SMALLEST_BUILT_M2, _SMALLEST_GAP_M2 = 2000, 16_000
_RANKS = {"city": 1, "town": 1, "medium": 2, "small": 3}
_PLACE_ZOOM = {1: 9, 2: 10, 3: 11}

__all__ = ["TOWNS", "read_town"]


def read_town(slug: str) -> MapData:
    """The same for every call: all chance comes from a generator that is seeded by the town's name."""
    return _Town(Plan(slug)).data()


class _Town:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.settlements = [Settlement.of(item, plan.point(item["at"])) for item in plan.data["districts"]]
        self.villages: dict[str, Village] = {}
        self.builder: Builder
        self.spots: dict[str, Geometry] = {}

    def data(self) -> MapData:
        self._grow()
        self._build()
        built = self._built()
        municipality = self._area(self.plan.data["name"], "", self.plan.outline, self.plan.centre)
        districts = settlement_districts(municipality, self._centres(), [self.plan.degrees(shape) for shape in built])
        finder = DistrictFinder(districts)
        gazetteer = Gazetteer(town=self.plan.data["name"], lat=municipality.lat, districts=finder)
        gazetteer.build(self._raw_streets(), self._raw_addresses())
        neighbours = [self._area(item["name"], "neighbour", None, item["at"]) for item in self.plan.data["neighbours"]]
        return MapData(
            municipality=municipality,
            neighbours=neighbours,
            districts=districts,
            streets=list(gazetteer.streets.values()),
            addresses=gazetteer.addresses,
            places=list(self._places(finder)),
            features=[*outline_features(municipality, neighbours, districts), *self._features(built)],
            attribution=ATTRIBUTION,
            is_schematic=True,
        )

    def _grow(self) -> None:
        """Large places first: where two meet, the larger one keeps its ground."""
        barriers = self.plan.barriers()
        own = {name for item in self.settlements for name in (*item.first_names, item.main_street)}
        names = iter(street_names(own | {way.name for way in self.plan.roads}, self.plan.random))
        for settlement in sorted(self.settlements, key=lambda item: -reach(item)):
            village = grow_village(settlement, self.plan.roads, names, barriers, self.plan.random)
            self.villages[settlement.name] = village
            ground = shapely.union_all([street.line for street in village.streets]).buffer(70)
            barriers = barriers.union(ground)

    def _build(self) -> None:
        roads = [street.line.buffer(_HALF_STREET_M) for village in self.villages.values() for street in village.streets]
        roads += [way.line.buffer(7.5) for way in (*self.plan.roads, *self.plan.motorways)]
        water = [way.line.buffer(22 if way.kind == "river" else 8) for way in self.plan.rivers] + self.plan.lakes
        rails = [line.buffer(10) for line in self.plan.rails]
        self.builder = Builder([*roads, *water, *rails], self.plan.random)
        for settlement in self.settlements:
            streets = self.villages[settlement.name].streets
            taken: dict[str, set[str]] = {}
            for landmark in settlement.landmarks:
                street = next((item for item in streets if item.name == landmark.street), streets[0])
                shape = self.builder.place_landmark(landmark, street)
                taken.setdefault(street.name, set()).add(landmark.number)
                if shape is not None:
                    self.spots[landmark.name] = shape
            for street in streets:
                self.builder.build_along(street, taken.get(street.name, set()))

    def _built(self) -> list[Geometry]:
        """Built-up areas: around the houses, with soft edges."""
        around = shapely.union_all(shapely.buffer([house.shape for house in self.builder.houses], 42))
        soft = around.buffer(-22).simplify(4)
        return [_without_gardens(part) for part in shapely.get_parts(soft) if part.area > _SMALLEST_BUILT_M2]

    def _area(self, name: str, prefix: str, boundary: Geometry | None, position: list[float]) -> AreaRecord:
        source = "/".join(
            part for part in ("demo", self.plan.slug, prefix, slugify(fold(name)) if prefix else "") if part
        )
        return AreaRecord(
            source, name, self.plan.degrees(boundary) if boundary is not None else None, position[0], position[1]
        )

    def _centres(self) -> list[AreaRecord]:
        return [self._area(item["name"], "district", None, item["at"]) for item in self.plan.data["districts"]]

    def _raw_streets(self) -> Iterator[RawStreet]:
        for village in self.villages.values():
            for street in village.streets:
                yield RawStreet(street.name, self.plan.degrees(street.line))
        for way, line in self._open_roads():
            if way.name:
                yield RawStreet(way.name, self.plan.degrees(line.intersection(self.plan.outline.buffer(200))))

    def _open_roads(self) -> Iterator[tuple[Any, Geometry]]:
        """Through roads outside the villages, where they carry their own names."""
        inside = [
            street.line.buffer(1) for village in self.villages.values() for street in village.streets if street.is_main
        ]
        taken = shapely.union_all(inside)
        for way in self.plan.roads:
            for part in shapely.get_parts(way.line.difference(taken)):
                if part.length > 5:
                    yield way, part

    def _raw_addresses(self) -> Iterator[RawAddress]:
        owners: dict[str, list[Village]] = defaultdict(list)
        for village in self.villages.values():
            for name in {street.name for street in village.streets}:
                owners[name].append(village)
        for index, house in enumerate(self.builder.houses):
            centre = self.plan.degrees(shapely.centroid(house.shape))
            village = min(owners[house.street], key=lambda item: house.shape.distance(shapely.Point(item.centre)))
            yield RawAddress(
                source=f"demo/{self.plan.slug}/house/{index}",
                house_number=house.number,
                street=house.street,
                place="",
                postcode=self.plan.data["postcode"],
                city=village.name,
                lon=centre.x,
                lat=centre.y,
            )

    def _places(self, finder: DistrictFinder) -> Iterator[PlaceRecord]:
        for item in self._centres():
            yield PlaceRecord(item.source, item.name, "settlement", item.source, item.lon, item.lat)
        for name, shape in self.spots.items():
            centre = self.plan.degrees(shapely.centroid(shape))
            district = finder.at(centre.x, centre.y)
            source = f"demo/{self.plan.slug}/place/{slugify(fold(name))}"
            yield PlaceRecord(source, name, "poi", district.source if district else None, centre.x, centre.y)

    def _features(self, built: list[Geometry]) -> Iterator[Feature]:
        yield from (self._drawn("wood", wood, {"kind": kind}) for kind, wood in self.plan.woods)
        yield from (self._drawn("built", shape, {"kind": "homes"}) for shape in built)
        yield from (self._drawn("water", lake, {"kind": "water"}) for lake in self.plan.lakes)
        for river in self.plan.rivers:
            yield self._drawn(
                "waterway", river.line, {"class": river.kind, "name": river.name}, 0 if river.kind == "river" else 10
            )
        for house in self.builder.houses:
            yield self._drawn("building", house.shape, {"kind": "public" if house.is_public else "house"}, 13)
            yield self._drawn("housenumber", shapely.centroid(house.shape), {"number": house.number}, 15)
        yield from self._roads()
        yield from (self._drawn("rail", line, {"class": "rail"}, 9) for line in self.plan.rails)
        for item in self.plan.data["districts"]:
            rank = _RANKS[item["size"]]
            yield Feature("place", shapely.Point(item["at"]), {"name": item["name"], "rank": rank}, _PLACE_ZOOM[rank])
        for name, shape in self.spots.items():
            yield self._drawn("poi", shapely.centroid(shape), {"name": name, "kind": "public"}, 14)

    def _roads(self) -> Iterator[Feature]:
        for village in self.villages.values():
            for street in village.streets:
                kind, zoom = ("main", 9) if street.is_main else ("street", 12)
                yield self._drawn("road", street.line, {"class": kind, "name": street.name}, zoom)
        for way, line in self._open_roads():
            yield self._drawn("road", line, {"class": "main", "name": way.name, "ref": way.ref}, 9)
        for way in self.plan.motorways:
            yield self._drawn("road", way.line, {"class": "motorway", "ref": way.ref}, 9)

    def _drawn(self, layer: str, shape: Geometry, properties: dict[str, Any], min_zoom: int = 0) -> Feature:
        return Feature(layer, self.plan.degrees(shape), properties, min_zoom)


def _without_gardens(area: Geometry) -> Geometry:
    """Small gaps between the rows of houses are gardens, not open land."""
    return shapely.Polygon(
        area.exterior, [hole for hole in area.interiors if shapely.Polygon(hole).area > _SMALLEST_GAP_M2]
    )
