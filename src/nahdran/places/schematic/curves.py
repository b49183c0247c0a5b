# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Soft lines through a few given points, in metres. Pure functions for the schematic towns."""

from collections.abc import Sequence

import numpy as np
import shapely

from nahdran.places.mapdata import Geometry

Point = tuple[float, float]


def smooth_line(points: Sequence[Point], steps: int = 8) -> Geometry:
    """A Catmull-Rom curve through all points."""
    return shapely.LineString(_curve([points[0], *points, points[-1]], steps))


def smooth_ring(points: Sequence[Point], steps: int = 6) -> Geometry:
    """The same, closed."""
    ring = [points[-1], *points, points[0], points[1]]
    return shapely.make_valid(shapely.Polygon(_curve(ring, steps)))


def blob(centre: Point, radius: Sequence[float], random: np.random.Generator) -> Geometry:
    """A round patch with an uneven edge: a wood, a lake."""
    angles = np.linspace(0, 2 * np.pi, 13)[:-1]
    reach = random.uniform(0.72, 1.12, len(angles))
    points = [
        (centre[0] + radius[0] * r * np.cos(a), centre[1] + radius[1] * r * np.sin(a))
        for a, r in zip(angles, reach, strict=True)
    ]
    return smooth_ring(points)


def _curve(points: Sequence[Point], steps: int) -> np.ndarray:
    p = np.asarray(points, dtype=float)
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = []
    for before, start, end, after in zip(p, p[1:], p[2:], p[3:], strict=False):
        pieces.append(
            0.5
            * (
                2 * start
                + (end - before) * t
                + (2 * before - 5 * start + 4 * end - after) * t**2
                + (3 * start - before - 3 * end + after) * t**3
            )
        )
    return np.vstack([*pieces, p[-2:-1]])
