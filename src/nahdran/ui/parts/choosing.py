# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Choosing between views and filters. All of these are links, so they work without JavaScript and live in the address."""

from nahdran.ui.components import Prop, component

component(
    "tabs",
    "ui/tabs.html",
    doc="Views of one thing. items: label, href, current, count, icon.",
    props=(Prop("items", required=True), Prop("label", required=True)),
)

component(
    "segment",
    "ui/segment.html",
    doc="Two or three views. items: label, href, current, icon.",
    props=(Prop("items", required=True), Prop("label", required=True), Prop("wide", False)),
)

component(
    "chips",
    "ui/chips.html",
    doc="Filters. items: label, href, current, count, icon. A current one carries a sign and leads to the page without it.",
    props=(Prop("items", ()), Prop("label", required=True)),
    content=True,
)

component(
    "chip",
    "ui/chip.html",
    doc="One filter; without href a button.",
    props=(
        Prop("label", required=True),
        Prop("href", ""),
        Prop("current", False),
        Prop("icon", ""),
        Prop("count"),
        Prop("opens", False, doc="opens a choice"),
        Prop("name", ""),
        Prop("value", ""),
    ),
    attrs=True,
)

component(
    "chip-menu",
    "ui/chip_menu.html",
    doc="A filter that opens a choice, without JavaScript too. The block form takes the choice.",
    props=(Prop("label", required=True), Prop("current", False)),
    content=True,
    attrs=True,
)

component(
    "pager",
    "ui/pager.html",
    doc="Pages by key: the one before and the one behind.",
    props=(
        Prop("previous", "", doc="address"),
        Prop("next", "", doc="address"),
        Prop("label", ""),
        Prop("text", "", doc="where one is"),
    ),
)
