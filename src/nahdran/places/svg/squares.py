# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Squares with a number over the map: where there is much of something. The darker, the more; the number says how much."""

from collections.abc import Sequence
from dataclasses import dataclass

from nahdran.places.svg.frame import Frame

# From hardly covered to nearly solid.
STEPS = (0.16, 0.32, 0.48, 0.64, 0.8)
# Squares smaller than so many pixels of the picture carry no number.
_NUMBERED_PX = 26


@dataclass(frozen=True, slots=True)
class Square:
    """``bounds`` are west, south, east, north; ``step`` one of ``STEPS`` by its place."""

    bounds: tuple[float, float, float, float]
    step: int
    count: int


def squares_in_page(squares: Sequence[Square], frame: Frame) -> str:
    return f'<g class="nd-heat">{"".join(_square(square, frame) for square in squares)}</g>'


def _square(square: Square, frame: Frame) -> str:
    west, south, east, north = square.bounds
    left, top = frame.pixel(west, north)
    right, bottom = frame.pixel(east, south)
    width, height = right - left, bottom - top
    drawn = f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill-opacity="{STEPS[square.step]}"/>'
    if width < _NUMBERED_PX:
        return drawn
    return f'{drawn}<text x="{left + width / 2:.1f}" y="{top + height / 2:.1f}" dy="0.35em">{square.count}</text>'
