# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the map is drawn, once for MapLibre (``style``) and for pictures of the server (``svg``): order, widths, sizes of letters.

Zooms count tiles of 512 pixels, widths are CSS pixels. Between two stops a width grows by ``GROWTH``, as streets do.
"""

from bisect import bisect_right

Stops = tuple[tuple[float, float], ...]
GROWTH = 1.5

# Class of a road: its width, and from which zoom. Drawn from the last to the first, so that the important ones lie on top.
ROAD_WIDTH: dict[str, Stops] = {
    "motorway": ((9, 1.6), (11, 4), (13, 7), (15, 13), (17, 28), (19, 60)),
    "main": ((9, 0.6), (10, 1.2), (11, 2.6), (13, 4.6), (15, 9.5), (17, 24), (19, 58)),
    "street": ((12, 0.7), (13, 2), (14, 3.2), (15, 6), (16, 10.5), (17, 17.5), (19, 48)),
    "minor": ((13, 0.8), (14, 1.6), (15, 3), (16, 5), (17, 9), (19, 24)),
    "path": ((13, 0.8), (15, 1.2), (17, 2.4), (19, 5)),
}
# What the edge adds on each side.
ROAD_EDGE: Stops = ((9, 0.5), (13, 1), (17, 1.5), (19, 2.5))
WATERWAY_WIDTH: dict[str, Stops] = {
    "river": ((9, 1.6), (11, 4), (13, 7), (15, 11), (17, 20), (19, 44)),
    "stream": ((11, 0.8), (13, 1.6), (15, 3), (17, 6), (19, 14)),
}
RAIL_WIDTH: Stops = ((9, 0.8), (13, 1.5), (17, 3), (19, 5))
BORDER_WIDTH: Stops = ((9, 1.5), (12, 2.5), (17, 4))
DISTRICT_WIDTH: Stops = ((10, 1), (13, 1.5), (17, 2.5))

# Rank of a place: from which zoom it is written and how large.
PLACE_ZOOM = {1: 8.0, 2: 10.5, 3: 12.0, 4: 14.0}
PLACE_SIZE: dict[int, Stops] = {
    1: ((9, 15), (11, 20), (14, 24)),
    2: ((10, 13), (12, 17), (15, 22)),
    3: ((11, 12), (13, 14.5), (16, 18)),
    4: ((13, 12), (16, 15)),
}
STREET_NAME_ZOOM, STREET_NAME_SIZE = 14.5, ((14, 11.5), (17, 15), (19, 19))
HOUSE_NUMBER_ZOOM, HOUSE_NUMBER_SIZE = 17.0, ((17, 11), (19, 14))
POI_ZOOM, POI_SIZE = 15.5, ((15, 12), (18, 15))
WATER_NAME_SIZE: Stops = ((11, 12.5), (15, 16))
# Houses fade in, so that a town does not turn brown from one step to the next.
BUILDING_OPACITY: Stops = ((13, 0), (14, 0.7), (15.5, 1))


def at_zoom(stops: Stops, zoom: float, growth: float = GROWTH) -> float:
    """The value between the stops, as MapLibre's exponential interpolation calculates it."""
    if zoom <= stops[0][0]:
        return stops[0][1]
    if zoom >= stops[-1][0]:
        return stops[-1][1]
    index = bisect_right([stop for stop, _ in stops], zoom) - 1
    (low, first), (high, last) = stops[index], stops[index + 1]
    share = (zoom - low) / (high - low) if growth == 1 else (growth ** (zoom - low) - 1) / (growth ** (high - low) - 1)
    return first + (last - first) * share
