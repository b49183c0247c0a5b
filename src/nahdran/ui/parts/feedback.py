# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is going on, what went wrong, what is still empty."""

from nahdran.ui.components import Prop, component
from nahdran.ui.parts.actions import EXTRA, ID

TONES = ("info", "success", "warning", "danger")

component(
    "alert",
    "ui/alert.html",
    doc="What is going on and what to do. Red only when something went wrong. The block form adds text.",
    props=(
        Prop("title", required=True),
        Prop("kind", "info", choices=TONES),
        Prop("text", ""),
        Prop("live", True, doc="read out at once; False for a standing note"),
        Prop("heading", "", doc="level of the title, when it heads a part of the page", choices=("", "2", "3", "4")),
        ID,
        EXTRA,
    ),
    content=True,
    attrs=True,
)

component(
    "toast",
    "ui/toast.html",
    doc="A short message after an action. The block form takes a button or link.",
    props=(Prop("text", required=True), Prop("icon", "check-circle")),
    content=True,
    attrs=True,
)

component(
    "empty",
    "ui/empty.html",
    doc="Says what will be here and offers the first step (in the block).",
    props=(
        Prop("title", required=True),
        Prop("text", ""),
        Prop("icon", "inbox"),
        Prop("heading", "2", choices=("2", "3", "4")),
    ),
    content=True,
)

component(
    "badge",
    "ui/badge.html",
    doc="KERN's badge with sign and word.",
    props=(
        Prop("label", required=True),
        Prop("kind", "info", choices=TONES),
        Prop("icon", "", doc="instead of KERN's sign"),
    ),
)

component(
    "count",
    "ui/count.html",
    doc="A small number.",
    props=(Prop("value", required=True), Prop("alert", False), Prop("more", "", doc="words only for screen readers")),
)

component("demo", "ui/demo.html", doc="Marks invented figures and cases.", props=(Prop("label", ""),))

component(
    "save-note",
    "ui/save_note.html",
    doc="Says that nothing typed is lost.",
    props=(Prop("text", required=True), Prop("icon", "check-circle"), ID),
    attrs=True,
)

component(
    "progress",
    "ui/progress.html",
    doc="How far a work is.",
    props=(
        Prop("label", required=True),
        Prop("value", doc="nothing: not known how far"),
        Prop("max", 100),
        Prop("id", required=True),
        Prop("hidden_label", False),
    ),
)

component(
    "draft-note",
    "ui/draft_note.html",
    doc="Inside a form with data-draft: says that what is typed is kept on the device, and lets it be thrown away. Hidden without JavaScript.",
)

component("skeleton", "ui/skeleton.html", doc="Holds the place of what is being loaded.", props=(Prop("label", ""),))

component(
    "dialog",
    "ui/dialog.html",
    doc="For decisions that cannot be taken back. Opened by a button with data_dialog=id; without JavaScript its content stands on a page of its own.",
    props=(
        Prop("title", required=True),
        Prop("id", required=True),
        Prop("open", False),
        Prop("sample", False, doc="stands in the page"),
    ),
    content=True,
    slots=("footer",),
    attrs=True,
)

component(
    "help",
    "ui/help.html",
    doc="Further words that a reader opens when needed.",
    props=(
        Prop("label", required=True),
        Prop("open", False),
        Prop("icon", "help", doc="another sign where something is done there"),
        ID,
    ),
    content=True,
)

component(
    "hint",
    "ui/hint.html",
    doc="A quiet sentence below something.",
    props=(Prop("text", required=True), ID, Prop("icon", "")),
)
