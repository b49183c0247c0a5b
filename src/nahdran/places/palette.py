# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The colours of the map, the same as the ``--nd-map-*`` tokens of the design system, as hexadecimal values.

MapLibre and pictures outside a page cannot read custom properties or ``oklch()``. A test compares this table with the style sheet.
"""

from math import cos, pi, sin

Oklch = tuple[float, float, float]

# Token: light, dark. Lightness, chroma, hue.
TOKENS: dict[str, tuple[Oklch, Oklch]] = {
    "ground": ((0.965, 0.008, 110), (0.24, 0.01, 150)),
    "beyond": ((0.93, 0.006, 110), (0.185, 0.008, 150)),
    "wood": ((0.915, 0.045, 140), (0.3, 0.03, 150)),
    "built": ((0.905, 0.013, 80), (0.31, 0.012, 80)),
    "house": ((0.845, 0.018, 75), (0.385, 0.015, 75)),
    "water": ((0.8, 0.065, 225), (0.42, 0.06, 230)),
    "road": ((1, 0, 0), (0.46, 0.01, 260)),
    "road-edge": ((0.83, 0.012, 85), (0.2, 0.01, 150)),
    "motorway": ((0.79, 0.1, 68), (0.52, 0.08, 68)),
    "motorway-edge": ((0.63, 0.1, 60), (0.2, 0.02, 60)),
    "border": ((0.6, 0.03, 300), (0.62, 0.03, 300)),
    "label": ((0.33, 0.02, 270), (0.93, 0.01, 270)),
}
# Two colours that the map has beside its tokens: names of water, and the blue of motorway signs.
WATER_LABEL: tuple[Oklch, Oklch] = ((0.42, 0.09, 235), (0.85, 0.06, 230))
SHIELD: Oklch = (0.42, 0.15, 262)


def map_colours(*, dark: bool, hue: float, chroma: float) -> dict[str, str]:
    """Every token as ``#rrggbb``; ``public`` and ``accent`` carry the colour of the town."""
    side = 1 if dark else 0
    colours = {name: to_hex(pair[side]) for name, pair in TOKENS.items()}
    colours["water-label"] = to_hex(WATER_LABEL[side])
    colours["shield"] = to_hex(SHIELD)
    # --nd-tint-5 and --nd-accent
    colours["public"] = to_hex((0.55, chroma * 0.8, hue) if dark else (0.655, chroma * 0.85, hue))
    colours["accent"] = to_hex((0.83, chroma * 0.9, hue) if dark else (0.415, chroma, hue))
    colours["pin-edge"] = "#000000" if dark else "#ffffff"
    return colours


def to_hex(colour: Oklch) -> str:
    """OKLCH to sRGB (Björn Ottosson's matrices); what lies outside sRGB is clipped."""
    lightness, chroma, hue = colour
    a, b = chroma * cos(hue * pi / 180), chroma * sin(hue * pi / 180)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _gamma(min(1.0, max(0.0, value)))):02x}" for value in linear)


def _gamma(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
