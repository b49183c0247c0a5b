# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts a picture together: ground, roads, borders, names, pins. Colours are custom properties inside a page, values outside."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from nahdran.places import cartography as c
from nahdran.places.svg.frame import Frame
from nahdran.places.svg.names import names
from nahdran.places.svg.pins import Pin, pin_alone, pin_in_page
from nahdran.places.svg.squares import Square, squares_in_page
from nahdran.places.tiles.grid import fitting_zoom
from nahdran.places.tiles.reader import TileShape, tile_shapes

# A colour by the name of its token.
Paint = Callable[[str], str]
_TOKENS = {"public": "var(--nd-tint-5)", "accent": "var(--nd-accent)", "water-label": "var(--nd-map-label)"}
_MARGIN = 0.94


def in_page(token: str) -> str:
    return _TOKENS.get(token, f"var(--nd-map-{token})")


@lru_cache(maxsize=64)
def cutout(
    path: Path,
    frame: Frame,
    colours: tuple[tuple[str, str], ...] = (),
    *,
    pin: str = "",
    dark: bool = False,
    label: str = "",
) -> SafeString:
    """The surroundings of the middle of ``frame``, with a pin there. With ``colours`` it stands alone as a picture."""
    paint: Paint = dict(colours).__getitem__ if colours else in_page
    body = "".join(_map(path, frame, paint))
    if pin:
        middle = (frame.width / 2, frame.height / 2)
        if colours:
            body += pin_alone(pin, *middle, accent=paint("accent"), edge=paint("pin-edge"), dark=dark)
        else:
            body += pin_in_page(Pin(frame.lon, frame.lat, pin, label), *middle)
    return _document(frame, body, label, is_image=True, stands_alone=bool(colours))


def overview(
    path: Path,
    bounds: tuple[float, float, float, float],
    pins: Sequence[Pin],
    *,
    label: str,
    size: tuple[int, int] = (800, 760),
) -> SafeString:
    """The whole town inside a page. Pins are drawn from north to south, so that the tips stay visible; their order is the reading order."""
    width, height = size
    zoom = fitting_zoom(bounds, int(width * _MARGIN), int(height * _MARGIN))
    frame = Frame((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2, round(zoom, 3), width, height)
    drawn = "".join(pin_in_page(pin, *frame.pixel(pin.lon, pin.lat)) for pin in sorted(pins, key=lambda pin: -pin.lat))
    return _document(frame, _overview_ground(path, frame) + drawn, label, is_image=False, stands_alone=False)


def covered(path: Path, frame: Frame, squares: Sequence[Square], *, label: str) -> SafeString:
    """A window on the map under squares with numbers, for inside a page. What it shows must be told in words beside it."""
    body = _overview_ground(path, frame) + squares_in_page(squares, frame)
    return _document(frame, body, label, is_image=True, stands_alone=False)


def scene(
    path: Path,
    frame: Frame,
    pins: Sequence[Pin],
    *,
    label: str,
    colours: tuple[tuple[str, str], ...] = (),
    dark: bool = False,
) -> SafeString:
    """A window on the map with many pins. With ``colours`` it stands alone as a picture; inside a page the pins are spoken one by one."""
    spots = [(pin, *frame.pixel(pin.lon, pin.lat)) for pin in sorted(pins, key=lambda pin: -pin.lat)]
    if not colours:
        drawn = "".join(pin_in_page(pin, x, y) for pin, x, y in spots)
        return _document(frame, _overview_ground(path, frame) + drawn, label, is_image=False, stands_alone=False)
    paint: Paint = dict(colours).__getitem__
    edge, accent = paint("pin-edge"), paint("accent")
    body = _scene_ground(path, frame, colours) + "".join(
        pin_alone(pin.tone, x, y, accent=accent, edge=edge, dark=dark, inscription=pin.inscription)
        for pin, x, y in spots
    )
    return _document(frame, body, label, is_image=True, stands_alone=True)


@lru_cache(maxsize=16)
def _scene_ground(path: Path, frame: Frame, colours: tuple[tuple[str, str], ...]) -> str:
    return "".join(_map(path, frame, dict(colours).__getitem__))


@lru_cache(maxsize=8)
def _overview_ground(path: Path, frame: Frame) -> str:
    return f'<g aria-hidden="true">{"".join(_map(path, frame, in_page))}</g>'


def _document(frame: Frame, body: str, label: str, *, is_image: bool, stands_alone: bool) -> SafeString:
    root = ['xmlns="http://www.w3.org/2000/svg"', f'viewBox="0 0 {frame.width} {frame.height}"']
    if stands_alone:
        root += [f'width="{frame.width}"', f'height="{frame.height}"']
    else:
        root.append('preserveAspectRatio="xMidYMid slice"')
    root.append(f'role="{"img" if is_image else "group"}" aria-label="{escape(label)}"')
    # Every text inside went through escape(); everything else is numbers and constants.
    return mark_safe(f"<svg {' '.join(root)}>{body}</svg>")  # noqa: S308


def _map(path: Path, frame: Frame, paint: Paint) -> Iterator[str]:
    tiles = [(tile_shapes(path, frame.tile_zoom, x, y), left, top) for x, y, left, top in frame.tiles()]
    canvas = _Canvas(frame, tiles)
    yield f'<rect width="{frame.width}" height="{frame.height}" fill="{paint("beyond")}"/>'
    for layer, token, wanted in _AREAS:
        yield canvas.areas(layer, paint(token), wanted)
    for kind, stops in reversed(c.WATERWAY_WIDTH.items()):
        yield canvas.lines("waterway", paint("water"), c.at_zoom(stops, frame.zoom), "class", kind, after=stops[0][0])
    if frame.zoom >= c.BUILDING_OPACITY[0][0]:
        fade = c.at_zoom(c.BUILDING_OPACITY, frame.zoom, 1)
        yield f'<g opacity="{fade:.2f}">'
        yield canvas.areas("building", paint("house"), {"house"})
        yield canvas.areas("building", paint("public"), {"public"}) + "</g>"
    yield from _roads(canvas, frame, paint)
    yield from _borders(canvas, frame, paint)
    yield from names(canvas.tiles, frame, paint)


_AREAS: tuple[tuple[str, str, set[str]], ...] = (
    ("land", "ground", set()), ("wood", "wood", set()), ("built", "built", set()), ("water", "water", set()),
)  # fmt: skip


def _roads(canvas: "_Canvas", frame: Frame, paint: Paint) -> Iterator[str]:
    path = c.ROAD_WIDTH["path"]
    yield canvas.lines(
        "road", paint("road-edge"), c.at_zoom(path, frame.zoom), "class", "path", after=path[0][0], dashes="5 3"
    )
    edge = 2 * c.at_zoom(c.ROAD_EDGE, frame.zoom, 1)
    kinds = [kind for kind in ("minor", "street", "main", "motorway") if frame.zoom >= c.ROAD_WIDTH[kind][0][0]]
    for kind in kinds:
        token = "motorway-edge" if kind == "motorway" else "road-edge"
        yield canvas.roads(paint(token), c.at_zoom(c.ROAD_WIDTH[kind], frame.zoom) + edge, kind)
    for kind in kinds:
        token = "motorway" if kind == "motorway" else "road"
        yield canvas.roads(paint(token), c.at_zoom(c.ROAD_WIDTH[kind], frame.zoom), kind)
    if frame.zoom >= 11:
        yield canvas.roads(paint("road"), c.at_zoom(((11, 0.6), (17, 2)), frame.zoom), "motorway")
    yield canvas.lines(
        "rail", paint("label"), c.at_zoom(c.RAIL_WIDTH, frame.zoom), "class", "rail", dashes="9 5", opacity=0.55
    )


def _borders(canvas: "_Canvas", frame: Frame, paint: Paint) -> Iterator[str]:
    width = c.at_zoom(c.DISTRICT_WIDTH, frame.zoom)
    yield canvas.lines("boundary", paint("border"), width, "kind", "neighbour", opacity=0.45)
    if frame.zoom < 15.5:
        yield canvas.lines("boundary", paint("border"), width, "kind", "district", dashes="1 6")
    yield canvas.lines("boundary", paint("border"), c.at_zoom(c.BORDER_WIDTH, frame.zoom), "kind", "municipality")


class _Canvas:
    """Paths of one layer from all tiles of the window. Tiles keep their own units; widths are divided by the scale instead."""

    def __init__(self, frame: Frame, tiles: list) -> None:
        self.frame = frame
        self.tiles = tiles

    def areas(self, layer: str, fill: str, kinds: set[str]) -> str:
        return self._group(
            layer,
            f'fill="{fill}" fill-rule="evenodd"',
            lambda shape: not kinds or shape.properties.get("kind") in kinds,
        )

    def lines(
        self,
        layer: str,
        stroke: str,
        width: float,
        key: str,
        value: str,
        *,
        after: float = 0,
        dashes: str = "",
        opacity: float = 1,
    ) -> str:
        if self.frame.zoom < after:
            return ""
        return self._group(
            layer, self._stroke(stroke, width, dashes, opacity), lambda shape: shape.properties.get(key) == value
        )

    def roads(self, stroke: str, width: float, kind: str) -> str:
        def wanted(shape: TileShape) -> bool:
            found = shape.properties.get("class")
            return ("minor" if found == "street" and shape.properties.get("minor") else found) == kind

        return self._group("road", self._stroke(stroke, width), wanted)

    def _stroke(self, stroke: str, width: float, dashes: str = "", opacity: float = 1) -> str:
        attributes = f'fill="none" stroke="{stroke}" stroke-width="{width / self.frame.scale:.1f}" stroke-linecap="round" stroke-linejoin="round"'
        if dashes:
            lengths = " ".join(f"{float(part) / self.frame.scale:.0f}" for part in dashes.split())
            attributes = (
                attributes.replace('"round" stroke-linejoin', '"butt" stroke-linejoin')
                + f' stroke-dasharray="{lengths}"'
            )
        return attributes + (f' opacity="{opacity}"' if opacity < 1 else "")

    def _group(self, layer: str, attributes: str, wanted: Callable[[TileShape], bool]) -> str:
        inner = "".join(self._tile(shapes.get(layer, ()), left, top, wanted) for shapes, left, top in self.tiles)
        return f"<g {attributes}>{inner}</g>" if inner else ""

    def _tile(self, shapes: Iterable[TileShape], left: float, top: float, wanted: Callable[[TileShape], bool]) -> str:
        data = "".join(shape.path for shape in shapes if wanted(shape))
        return (
            f'<path transform="translate({left:.2f} {top:.2f}) scale({self.frame.scale:.5f})" d="{data}"/>'
            if data
            else ""
        )
