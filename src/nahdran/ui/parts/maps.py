# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The markup around a map. The map itself is an island of ``places``; without it there is a picture or nothing, and the list is the twin."""

from typing import Any

from nahdran.ui.components import Prop, component

# What stands in a pin; drawn around (0, 0), which is the point on the map.
GLYPHS = {
    "new": '<circle class="nd-pin__dot" cy="-27" r="4.5"/>',
    "work": '<path class="nd-pin__glyph" d="M-6-27h.01M0-27h.01M6-27h.01"/>',
    "ask": '<path class="nd-pin__glyph" d="M-4-29.5a4 4 0 1 1 5.6 3.7c-1.1.5-1.6 1.1-1.6 2.3M0-19.3v.1"/>',
    "done": '<path class="nd-pin__glyph" d="m-6-27 4.2 4.2L6-31"/>',
    "stop": '<path class="nd-pin__glyph" d="m-4.5-31.5 9 9m0-9-9 9"/>',
    "idea": '<path class="nd-pin__glyph" d="M-2.5-20.5h5M0-35a6.5 6.5 0 0 0-3.5 12h7A6.5 6.5 0 0 0 0-35z"/>',
    "place": '<circle class="nd-pin__dot" cy="-27" r="5"/>',
}
PIN_TONES = {"answer": "ask", "planned": "new", "passed": "new", "joined": "done"}


def _pin(values: dict[str, Any]) -> None:
    tone = PIN_TONES.get(str(values["tone"]), str(values["tone"]))
    values["tone"], values["glyph"] = tone, GLYPHS[tone]


component(
    "pin",
    "ui/pin.html",
    doc="A map pin as a picture. The tones are those of status, and idea and place.",
    props=(Prop("tone", "place", choices=(*GLYPHS, *PIN_TONES)), Prop("glyph", "", doc="set by the tone")),
    prepare=_pin,
)

component(
    "legend",
    "ui/legend.html",
    doc="What the pins mean. items: label, tone.",
    props=(Prop("items", required=True), Prop("on_map", False)),
)

component(
    "map",
    "ui/map.html",
    doc="The frame of a map. The block holds the island and what stands without JavaScript.",
    props=(
        Prop("label", required=True),
        Prop("kind", "", choices=("", "mini", "place", "twin")),
        Prop("note", "", doc="where the map comes from"),
        Prop("id", ""),
    ),
    content=True,
    attrs=True,
)

component(
    "place-field",
    "ui/place_field.html",
    doc="The place step: above the search, then the map, then the sheet with address and way on (slots top, map, sheet).",
    props=(Prop("id", "ort"),),
    slots=("top", "map", "sheet"),
    attrs=True,
)

component(
    "address",
    "ui/address.html",
    doc="The address found for a point; read out when it changes.",
    props=(Prop("line", required=True), Prop("note", ""), Prop("id", "fund"), Prop("tone", "", choices=("", "stop"))),
    attrs=True,
)

component(
    "near",
    "ui/near.html",
    doc="Something like it has been reported near by.",
    props=(Prop("title", required=True), Prop("text", ""), Prop("tone", "work"), Prop("meta", "")),
    content=True,
)
