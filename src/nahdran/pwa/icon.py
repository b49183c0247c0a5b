# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sign of the town as a picture for phones: drawn by us in the town's colours, in every size that is asked for.

The same shield, hills and river as ``ui/mark.svg``; there as a drawing for browsers, here as pixels, because phones want PNG.
"""

import io
from collections.abc import Iterator
from functools import lru_cache

from PIL import Image, ImageDraw

from nahdran.places.palette import to_hex

# The one that Apple's phones take from the page; the others stand in the manifest.
APPLE = 180
SIZES = (APPLE, 192, 512)
# Curves are drawn large and then made small, which smooths their edges.
_FINE = 4
_STEPS = 24
Point = tuple[float, float]
# Of the 48 units of the drawing. A piece with three points is a Bézier curve, one with a single point a line.
Piece = tuple[Point, ...]

_SHIELD: tuple[Piece, ...] = (
    ((24, 1),), ((36, 1), (45, 4), (45, 4)), ((45, 25),), ((45, 37), (36, 46), (24, 47)), ((12, 44), (3, 37), (3, 25)),
    ((3, 4),), ((3, 4), (12, 1), (24, 1)),
)  # fmt: skip
_FAR: tuple[Piece, ...] = (
    ((3, 22),), ((9, 14), (16, 13), (22, 19)), ((28, 11), (37, 10), (45, 18)), ((45, 48),), ((3, 48),),
)  # fmt: skip
_NEAR: tuple[Piece, ...] = (
    ((3, 28.5),), ((12.3, 22.4), (19.3, 23.4), (25.3, 27.4)), ((31.3, 31.4), (38.3, 30.4), (45, 26)), ((45, 48),), ((3, 48),),
)  # fmt: skip
_RIVER: tuple[Piece, ...] = (
    ((31, 29.5),), ((26, 32), (18, 32), (16.5, 35)), ((15, 38), (24, 38), (22.5, 44)), ((22, 46), (21, 48), (20, 50)),
)  # fmt: skip


@lru_cache(maxsize=16)
def icon(size: int, hue: float, chroma: float, *, masked: bool = False) -> bytes:
    """A PNG. ``masked`` fills the square, with the sign inside the circle that every phone leaves of it."""
    sky, far, near = (
        to_hex(tone) for tone in ((0.415, chroma, hue), (0.655, chroma * 0.85, hue), (0.9, chroma * 0.45, hue))
    )
    pixels = size * _FINE
    share = 0.62 if masked else 1.0
    picture = Image.new("RGBA", (pixels, pixels), "#ffffff" if masked else (0, 0, 0, 0))
    picture.alpha_composite(_sign(pixels, share, (sky, far, near)))
    out = io.BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _sign(pixels: int, share: float, tones: tuple[str, str, str]) -> Image.Image:
    unit = pixels * share / 48
    edge = pixels * (1 - share) / 2

    def placed(pieces: tuple[Piece, ...]) -> list[Point]:
        return [(edge + x * unit, edge + y * unit) for x, y in _points(pieces)]

    ground = Image.new("RGBA", (pixels, pixels), tones[0])
    draw = ImageDraw.Draw(ground)
    draw.polygon(placed(_FAR), fill=tones[1])
    draw.polygon(placed(_NEAR), fill=tones[2])
    draw.line(placed(_RIVER), fill="#ffffff", width=round(3.25 * unit), joint="curve")
    mask = Image.new("L", (pixels, pixels), 0)
    ImageDraw.Draw(mask).polygon(placed(_SHIELD), fill=255)
    empty = Image.new("RGBA", (pixels, pixels), (0, 0, 0, 0))
    return Image.composite(ground, empty, mask)


def _points(pieces: tuple[Piece, ...]) -> Iterator[Point]:
    at: Point = pieces[0][0]
    for piece in pieces:
        if len(piece) == 3:
            yield from (_bezier(at, *piece, step / _STEPS) for step in range(1, _STEPS + 1))
        else:
            yield piece[0]
        at = piece[-1]


def _bezier(start: Point, first: Point, second: Point, end: Point, share: float) -> Point:
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    points = (start, first, second, end)
    return (
        sum(weight * point[0] for weight, point in zip(weights, points, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, points, strict=True)),
    )
