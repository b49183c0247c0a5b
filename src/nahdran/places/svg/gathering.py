# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pins that would lie upon each other become one with their number, as the script does it on the living map."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from nahdran.places.svg.frame import Frame
from nahdran.places.svg.pins import Pin

# A pin is about so wide.
_APART_PX = 34


def gathered(pins: Iterable[Pin], frame: Frame) -> list[Pin]:
    """The fullest first; each takes in what lies nearer than the width of a pin."""
    groups: list[tuple[float, float, list[Pin]]] = []
    for pin in sorted(pins, key=lambda pin: -pin.count):
        x, y = frame.pixel(pin.lon, pin.lat)
        near = next(
            (group for group in groups if abs(group[0] - x) < _APART_PX and abs(group[1] - y) < _APART_PX), None
        )
        if near is None:
            groups.append((x, y, [pin]))
        else:
            near[2].append(pin)
    return [_one(members) for _x, _y, members in groups]


def _one(members: list[Pin]) -> Pin:
    if len(members) == 1:
        return members[0]
    tones: Counter[str] = Counter()
    for pin in members:
        tones[pin.tone] += pin.count
    return replace(members[0], tone=tones.most_common(1)[0][0], count=sum(tones.values()), url="", text="")
