# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pictures of the map drawn by the server: for pages without JavaScript, for status pages, for browsers without WebGL.

``cutout`` shows the surroundings of one place, ``overview`` the whole town with pins that are links. Both come from the town's own tiles.
"""

from nahdran.places.svg.drawing import covered, cutout, overview, scene
from nahdran.places.svg.gathering import gathered
from nahdran.places.svg.pins import TONES, Pin
from nahdran.places.svg.squares import STEPS, Square

__all__ = ["STEPS", "TONES", "Pin", "Square", "covered", "cutout", "gathered", "overview", "scene"]
