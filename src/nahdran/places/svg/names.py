# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names on a drawn picture: settlements and water, streets along their longest visible piece, never one upon another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import atan2, degrees, hypot

from django.utils.html import escape

from nahdran.places import cartography as c
from nahdran.places.svg.frame import Frame

Paint = Callable[[str], str]
_FONT = 'font-family="Fira Sans,sans-serif"'
# How wide a letter is, as a share of its size. A little too wide keeps names apart.
_LETTER = 0.56


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    x: float
    y: float
    size: float
    weight: int
    angle: float = 0
    halo: str = "ground"
    colour: str = "label"
    italic: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The room it takes; a turned name takes the room around it."""
        half_width, half_height = len(self.text) * self.size * _LETTER / 2, self.size * 0.65
        if abs(self.angle) > 15:
            half_height = max(half_height, half_width * abs(self.angle) / 90)
        return self.x - half_width, self.y - half_height, self.x + half_width, self.y + half_height


def names(tiles: list, frame: Frame, paint: Paint) -> Iterator[str]:
    """The most important first; what has no room is left out."""
    taken: list[tuple[float, float, float, float]] = []
    seen: set[str] = set()
    for name in _wanted(tiles, frame):
        left, top, right, bottom = name.box
        if name.text in seen or left < 2 or top < 2 or right > frame.width - 2 or bottom > frame.height - 2:
            continue
        if any(left < r and right > l and top < b and bottom > t for l, t, r, b in taken):  # noqa: E741
            continue
        seen.add(name.text)
        taken.append(name.box)
        yield _drawn(name, paint)


def _wanted(tiles: list, frame: Frame) -> Iterator[_Name]:
    weights = {1: 600, 2: 500, 3: 400, 4: 400}
    for rank in (1, 2, 3, 4):
        if c.PLACE_ZOOM[rank] <= frame.zoom < 16.5:
            size = c.at_zoom(c.PLACE_SIZE[rank], frame.zoom, 1)
            for text, x, y in _points(tiles, frame, "place", "name", rank):
                yield _Name(text, x, y, size, weights[rank])
    if frame.zoom >= c.POI_ZOOM:
        for text, x, y in _points(tiles, frame, "poi", "name", None):
            yield _Name(text, x, y - 4, c.at_zoom(c.POI_SIZE, frame.zoom, 1), 400)
    if frame.zoom >= 11:
        size = c.at_zoom(c.WATER_NAME_SIZE, frame.zoom, 1)
        yield from _along(tiles, frame, "waterway", size, halo="ground", colour="water-label", italic=True)
    if frame.zoom >= c.STREET_NAME_ZOOM:
        size = c.at_zoom(c.STREET_NAME_SIZE, frame.zoom, 1)
        yield from _along(tiles, frame, "road", size, halo="road", colour="label", italic=False)
    if frame.zoom >= c.HOUSE_NUMBER_ZOOM:
        for text, x, y in _points(tiles, frame, "housenumber", "number", None):
            yield _Name(text, x, y, c.at_zoom(c.HOUSE_NUMBER_SIZE, frame.zoom, 1), 400, halo="house")


def _points(tiles: list, frame: Frame, layer: str, field: str, rank: int | None) -> Iterator[tuple[str, float, float]]:
    for shapes, left, top in tiles:
        for shape in shapes.get(layer, ()):
            if rank is None or shape.properties.get("rank") == rank:
                x, y = shape.parts[0][0]
                yield str(shape.properties.get(field, "")), left + x * frame.scale, top + y * frame.scale


def _along(
    tiles: list, frame: Frame, layer: str, size: float, *, halo: str, colour: str, italic: bool
) -> Iterator[_Name]:
    """One name for each street or river, on the longest straight piece that can carry it; long pieces first."""
    best: dict[str, tuple[float, _Name]] = {}
    for shapes, left, top in tiles:
        for shape in shapes.get(layer, ()):
            text = str(shape.properties.get("name") or "")
            if not text:
                continue
            for part in shape.parts:
                for (x1, y1), (x2, y2) in _straights(part, frame.scale):
                    length = hypot(x2 - x1, y2 - y1) * frame.scale
                    angle = (degrees(atan2(y2 - y1, x2 - x1)) + 90) % 180 - 90
                    x, y = left + (x1 + x2) / 2 * frame.scale, top + (y1 + y2) / 2 * frame.scale
                    fits = length >= len(text) * size * _LETTER * 0.9 and 0 < x < frame.width and 0 < y < frame.height
                    if fits and length > best.get(text, (0,))[0]:
                        best[text] = length, _Name(text, x, y, size, 400, angle, halo, colour, italic)
    for _, name in sorted(best.values(), key=lambda item: -item[0]):
        yield name


def _straights(part: tuple[tuple[int, int], ...], scale: float) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Pieces of a line that leave the straight by less than a few pixels: from each start as far as it goes."""
    start = 0
    while start < len(part) - 1:
        end = start + 1
        while end + 1 < len(part) and _bend(part, start, end + 1) * scale < 4:
            end += 1
        yield part[start], part[end]
        start = end


def _bend(part: tuple[tuple[int, int], ...], start: int, end: int) -> float:
    (x1, y1), (x2, y2) = part[start], part[end]
    length = hypot(x2 - x1, y2 - y1) or 1
    return max(abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length for x, y in part[start + 1 : end])


def _drawn(name: _Name, paint: Paint) -> str:
    turn = f' transform="rotate({name.angle:.1f} {name.x:.1f} {name.y:.1f})"' if name.angle else ""
    style = ' font-style="italic"' if name.italic else ""
    return (
        f'<text x="{name.x:.1f}" y="{name.y + name.size * 0.35:.1f}" {_FONT} font-size="{name.size:.1f}" font-weight="{name.weight}"{style} '
        f'text-anchor="middle" fill="{paint(name.colour)}" stroke="{paint(name.halo)}" stroke-width="{max(3, name.size / 4.5):.1f}" '
        f'stroke-linejoin="round" paint-order="stroke"{turn}>{escape(name.text)}</text>'
    )
