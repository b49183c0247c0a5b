# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody wants to hear, before it is a row: place, topic, words and rhythm, checked and in one spelling.

Made by the forms of the apps above from checked input; operations turn it into a subscription.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from nahdran.kit.text import clean_line
from nahdran.notices.enums import Hears, Rhythm, Shape
from nahdran.places.drawn import Corner, polygon_of
from nahdran.places.metric import degrees_around

RADII_M = (100, 250, 500, 1000, 2000, 5000)
_DIGITS = 6


@dataclass(frozen=True, kw_only=True)
class Wish:
    """``ring``: corners of a drawn area, longitude first. Only what belongs to ``shape`` counts."""

    source: str
    shape: Shape = Shape.TOWN
    district_id: int | None = None
    lon: float | None = None
    lat: float | None = None
    metres: int | None = None
    place: str = ""
    ring: tuple[Corner, ...] = ()
    topic: str = ""
    words: str = ""
    hears: Hears = Hears.NEW
    rhythm: Rhythm = Rhythm.DAILY
    weekday: int = 0
    hour: int = 7

    def columns(self) -> dict[str, Any]:
        """What a subscription keeps of it. Raises CrossingLines."""
        return {
            "source": self.source,
            "shape": self.shape,
            "topic": self.topic,
            "words": clean_line(self.words)[:100],
            "hears": self.hears,
            **self._where(),
        }

    def timing(self) -> dict[str, Any]:
        return {"rhythm": self.rhythm, "weekday": self.weekday, "hour": self.hour}

    def _where(self) -> dict[str, Any]:
        if self.shape == Shape.DISTRICT:
            return {"district_id": self.district_id}
        if self.shape == Shape.CIRCLE and self.lon is not None and self.lat is not None and self.metres:
            over_lon, over_lat = degrees_around(self.lat, self.metres)
            return {
                "lon": round(self.lon, _DIGITS),
                "lat": round(self.lat, _DIGITS),
                "metres": self.metres,
                "place": self.place[:200],
                "west": self.lon - over_lon,
                "south": self.lat - over_lat,
                "east": self.lon + over_lon,
                "north": self.lat + over_lat,
            }
        if self.shape == Shape.AREA:
            west, south, east, north = polygon_of(self.ring).bounds
            return {"ring": [list(c) for c in self.ring], "west": west, "south": south, "east": east, "north": north}
        return {}


def print_of(columns: dict[str, Any]) -> str:
    """The same wish has the same print, however often it is asked."""
    told = {name: columns[name] for name in sorted(columns) if name not in {"place", "west", "south", "east", "north"}}
    return sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
