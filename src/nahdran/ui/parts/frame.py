# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The frame of a page: crumbs, head, sections."""

from nahdran.ui.components import Prop, component
from nahdran.ui.parts.actions import EXTRA, ID

component(
    "crumbs",
    "ui/crumbs.html",
    doc="Where one is. items: label, href; the last one is the page itself. For short ways: title, and the page above it.",
    props=(Prop("items", ()), Prop("title", ""), Prop("parent", ""), Prop("parent_href", "")),
)

component(
    "page-head",
    "ui/page_head.html",
    doc="The head of a page with its only h1. The block adds lines below, the slot tools the pills, the slot end what stands beside.",
    props=(
        Prop("title", required=True),
        Prop("preline", ""),
        Prop("lead", ""),
        Prop("meta", ""),
        Prop("size", "x-large", choices=("display", "x-large", "large")),
        Prop("row", False),
    ),
    content=True,
    slots=("tools", "end"),
)

component(
    "section-head",
    "ui/section_head.html",
    doc="The heading of a part of a page, with a link that leads on.",
    props=(
        Prop("title", required=True),
        Prop("id", ""),
        Prop("more", "", doc="words of the link"),
        Prop("href", ""),
        Prop("heading", "2", choices=("2", "3")),
    ),
)

component(
    "now",
    "ui/now.html",
    doc="Whose turn it is: what happens next, who does it, by when. The block takes the one main action.",
    props=(
        Prop("title", required=True),
        Prop("preline", required=True),
        Prop("text", ""),
        Prop("icon", ""),
        Prop("id", "jetzt"),
    ),
    content=True,
)

component(
    "desk-head",
    "ui/desk_head.html",
    doc="The head of a desk page: title, unit, and in the block views and actions.",
    props=(
        Prop("title", required=True),
        Prop("unit", ""),
        Prop("demo", False),
        Prop("back", ""),
        Prop("back_label", ""),
    ),
    content=True,
)

component("mark", "ui/mark.html", doc="The drawn sign of the town.", props=(EXTRA,))

component(
    "hours",
    "ui/hours.html",
    doc="Days and opening hours. items: label, value.",
    props=(Prop("items", required=True), ID),
)
