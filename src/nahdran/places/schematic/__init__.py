# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The geography of the four demonstration towns: hand-made, simplified, and marked as such on every map.

What lies where is roughly right (``towns/*.json``: outline, rivers, roads, villages with their real names). Streets, houses and numbers
in between are grown, the same each time, so that search, districts and tiles work as they do with real data.
"""

from nahdran.places.schematic.town import TOWNS, read_town

__all__ = ["TOWNS", "read_town"]
