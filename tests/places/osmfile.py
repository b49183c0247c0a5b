# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes small OpenStreetMap files by hand, so that a test shows what is in its extract."""

from pathlib import Path
from xml.sax.saxutils import quoteattr


class OsmFile:
    """Collects nodes, ways and relations; ``write`` makes an .osm file of them."""

    def __init__(self, bounds: tuple[float, float, float, float] | None = None) -> None:
        self.bounds = bounds
        self.nodes: list[str] = []
        self.ways: list[str] = []
        self.relations: list[str] = []
        self.last = 0

    def node(self, lon: float, lat: float, **tags: str) -> int:
        self.last += 1
        self.nodes.append(f'<node id="{self.last}" lon="{lon}" lat="{lat}" version="1">{_tags(tags)}</node>')
        return self.last

    def way(self, points: list[tuple[float, float]], *, closed: bool = False, **tags: str) -> int:
        refs = [self.node(lon, lat) for lon, lat in points]
        return self.way_of(refs + refs[:1] if closed else refs, **tags)

    def way_of(self, refs: list[int], **tags: str) -> int:
        self.last += 1
        nodes = "".join(f'<nd ref="{ref}"/>' for ref in refs)
        self.ways.append(f'<way id="{self.last}" version="1">{nodes}{_tags(tags)}</way>')
        return self.last

    def house(self, lon: float, lat: float, street: str, number: str, **tags: str) -> int:
        points = [(lon, lat), (lon + 1e-4, lat), (lon + 1e-4, lat + 1e-4), (lon, lat + 1e-4)]
        address = {"addr__street": street, "addr__housenumber": number}
        return self.way(
            points, closed=True, building="yes", **({key: value for key, value in address.items() if value} | tags)
        )

    def relation(self, ways: list[int], **tags: str) -> int:
        self.last += 1
        members = "".join(f'<member type="way" ref="{way}" role="outer"/>' for way in ways)
        self.relations.append(f'<relation id="{self.last}" version="1">{members}{_tags(tags)}</relation>')
        return self.last

    def boundary(self, ways: list[int], name: str, level: int = 8) -> int:
        return self.relation(ways, type="boundary", boundary="administrative", admin_level=str(level), name=name)

    def write(self, path: Path) -> Path:
        bounds = ""
        if self.bounds:
            west, south, east, north = self.bounds
            bounds = f'<bounds minlat="{south}" minlon="{west}" maxlat="{north}" maxlon="{east}"/>'
        content = "".join([bounds, *self.nodes, *self.ways, *self.relations])
        path.write_text(f'<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">{content}</osm>', encoding="utf-8")
        return path


def _tags(tags: dict[str, str]) -> str:
    """``addr__street`` stands for ``addr:street``."""
    return "".join(f"<tag k={quoteattr(key.replace('__', ':'))} v={quoteattr(value)}/>" for key, value in tags.items())


def small_town() -> OsmFile:
    """Kleindorf: a square with a main village, the hamlet Aue without street names, a river, a wood, a town hall; beside it Nebenort."""
    file = OsmFile(bounds=(6.98, 49.98, 7.12, 50.12))
    corners = [file.node(7.0, 50.0), file.node(7.1, 50.0), file.node(7.1, 50.1), file.node(7.0, 50.1)]
    edge = file.way_of([corners[1], corners[2]])
    file.boundary([file.way_of([corners[2], corners[3], corners[0], corners[1]]), edge], "Kleindorf")
    # Of the neighbour only the common edge and a bit more is in the extract.
    file.boundary([edge, file.way_of([corners[1], file.node(7.15, 50.0)]), 999_999], "Nebenort")
    file.node(7.03, 50.05, place="village", name="Kleindorf")
    file.node(7.08, 50.08, place="hamlet", name="Aue")
    file.way([(7.02, 50.05), (7.03, 50.051), (7.04, 50.05)], highway="secondary", name="Hauptstraße", ref="L 1")
    file.way([(7.03, 50.051), (7.03, 50.06)], highway="residential", name="Gartenweg")
    file.way([(7.0, 50.02), (7.1, 50.03)], highway="motorway", ref="A 99")
    file.way([(7.0, 50.07), (7.1, 50.072)], waterway="river", name="Klein")
    file.way([(7.05, 50.01), (7.07, 50.01), (7.07, 50.03), (7.05, 50.03)], closed=True, landuse="forest")
    file.way([(7.02, 50.045), (7.045, 50.045), (7.045, 50.06), (7.02, 50.06)], closed=True, landuse="residential")
    town = {"addr__city": "Kleindorf", "addr__postcode": "12345"}
    for index, number in enumerate(["1", "3", "5", "7a"]):
        file.house(7.021 + index * 0.004, 50.0505, "Hauptstraße", number, **town)
    file.house(7.0215, 50.0495, "Hauptstraße", "2;4", **town)
    file.house(7.031, 50.055, "Gartenweg", "1", **town)
    file.house(7.08, 50.0801, "", "4", addr__place="Aue", **town)
    file.house(7.034, 50.0522, "Hauptstraße", "10", amenity="townhall", name="Rathaus", **town)
    # A shop in a house with the same address.
    file.node(
        7.02105, 50.05055, shop="bakery", name="Bäckerei", addr__street="Hauptstraße", addr__housenumber="1", **town
    )
    file.house(7.11, 50.05, "Fremde Straße", "1", addr__city="Nebenort", addr__postcode="54321")
    return file
