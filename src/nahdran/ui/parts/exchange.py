# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people write to each other and the pictures they send."""

from nahdran.ui.components import Prop, component
from nahdran.ui.parts.actions import EXTRA, ID

DOTS = ("", "me", "ask", "work", "done")

component(
    "timeline",
    "ui/timeline.html",
    doc="What happened, in order; its content are events.",
    props=(Prop("label", ""),),
    content=True,
)

component(
    "event",
    "ui/event.html",
    doc="One event: who or what, when, and in the block what was said.",
    props=(
        Prop("title", required=True),
        Prop("icon", "check"),
        Prop("kind", "", choices=DOTS),
        Prop("when", "", doc="as words"),
        Prop("at", doc="the moment itself"),
        Prop("meta", "", doc="who"),
        Prop("heading", "", choices=("", "2", "3", "4")),
        ID,
    ),
    content=True,
    attrs=True,
)

component(
    "msg",
    "ui/msg.html",
    doc="What somebody wrote. The text keeps its paragraphs; the block adds pictures or a form.",
    props=(Prop("text", ""), Prop("kind", "", choices=("", "me", "ask", "note")), Prop("author", "")),
    content=True,
)

component(
    "composer",
    "ui/composer.html",
    doc="The form to write an answer: fields in the block, tools and send in slots.",
    props=(
        Prop("action", ""),
        Prop("label", required=True),
        Prop("multipart", False),
        Prop("draft", "", doc="key under which the draft is kept on the device"),
        ID,
        EXTRA,
    ),
    content=True,
    slots=("tools", "end"),
    attrs=True,
)

component(
    "photo",
    "ui/photo.html",
    doc="A picture; with href it leads to the large one.",
    props=(
        Prop("src", required=True),
        Prop("alt", required=True),
        Prop("href", ""),
        Prop("caption", ""),
        Prop("width"),
        Prop("height"),
        Prop("current", False),
        Prop("eager", False),
    ),
)

component(
    "photos",
    "ui/photos.html",
    doc="Pictures side by side.",
    props=(Prop("small", False), Prop("label", "")),
    content=True,
)

component(
    "log", "ui/log.html", doc="Changes in short lines. items: when, label, at.", props=(Prop("items", required=True),)
)
