# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hand-made plan of a town, read from its file and turned into metres around its centre."""

import json
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import shapely.ops

from nahdran.places.mapdata import Geometry
from nahdran.places.metric import LocalMetres
from nahdran.places.schematic.curves import Point, blob, smooth_line, smooth_ring

_FOLDER = Path(__file__).parent / "towns"
TOWNS = tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


@dataclass(frozen=True, slots=True)
class Way:
    """A road, river or railway; ``kind`` is its class on the map."""

    name: str
    ref: str
    kind: str
    line: Geometry


# A stream that ends nearer than this to the river flows into it.
_MOUTH_M = 1300


class Plan:
    """All geometries in metres on a flat map; ``degrees`` turns them back."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.data: dict[str, Any] = json.loads((_FOLDER / f"{slug}.json").read_text(encoding="utf-8"))
        self.centre = self.data["center"]
        self._metres = LocalMetres(self.centre[1])
        self.random = np.random.default_rng(sum(ord(sign) << (7 * index % 40) for index, sign in enumerate(slug)))

    def point(self, position: list[float]) -> Point:
        flat = self._metres.flat(shapely.Point(position))
        return flat.x, flat.y

    def degrees(self, geometry: Geometry) -> Geometry:
        return self._metres.degrees(geometry)

    @cached_property
    def outline(self) -> Geometry:
        return smooth_ring([self.point(p) for p in self.data["outline"]])

    @cached_property
    def woods(self) -> list[tuple[str, Geometry]]:
        """Drawn rings, or patches given by a middle and two radii."""
        result = []
        for item in self.data["woods"]:
            if isinstance(item, dict):
                result.append((item["kind"], blob(self.point(item["at"]), item["radius"], self.random)))
            else:
                result.append(("wood", smooth_ring([self.point(p) for p in item])))
        return result

    @cached_property
    def lakes(self) -> list[Geometry]:
        return [smooth_ring([self.point(p) for p in ring]) for ring in self.data["lakes"]]

    @cached_property
    def rivers(self) -> list[Way]:
        """Streams that end near the river are led into it."""
        ways = [Way(item["name"], "", item["class"], self._line(item["line"])) for item in self.data["rivers"]]
        main = ways[0].line
        return [way if way.line.equals(main) else replace(way, line=_led_into(way.line, main)) for way in ways]

    @cached_property
    def roads(self) -> list[Way]:
        return [Way(item["name"], item["ref"], "main", self._line(item["line"])) for item in self.data["roads"]]

    @cached_property
    def motorways(self) -> list[Way]:
        return [Way("", item["ref"], "motorway", self._line(item["line"])) for item in self.data["motorways"]]

    @cached_property
    def rails(self) -> list[Geometry]:
        return [self._line(line) for line in self.data["rails"]]

    def barriers(self) -> Geometry:
        """Where no street of a village goes: water, woods, railways, motorways and what lies outside."""
        shapes = [way.line.buffer(45 if way.kind == "river" else 12) for way in self.rivers]
        shapes += [way.line.buffer(60) for way in self.motorways] + [line.buffer(22) for line in self.rails]
        shapes += [lake.buffer(20) for lake in self.lakes] + [wood for kind, wood in self.woods]
        west, south, east, north = self.outline.bounds
        beyond = shapely.box(west - 3000, south - 3000, east + 3000, north + 3000).difference(self.outline.buffer(-40))
        return shapely.union_all([*shapes, beyond])

    def _line(self, points: list[list[float]]) -> Geometry:
        return smooth_line([self.point(p) for p in points])


def _led_into(stream: Geometry, river: Geometry) -> Geometry:
    end = shapely.Point(stream.coords[-1])
    if stream.intersects(river) or end.distance(river) > _MOUTH_M:
        return stream
    before = np.array(stream.coords[-2])
    mouth = shapely.ops.nearest_points(river, end)[0]
    way = np.array([mouth.x, mouth.y]) - np.array(stream.coords[-1])
    # A little downhill of the straight line, as water flows.
    halfway = np.array(stream.coords[-1]) + way * 0.5 + (np.array(stream.coords[-1]) - before) * 0.6
    return shapely.LineString([*stream.coords, tuple(halfway), (mouth.x, mouth.y)])
