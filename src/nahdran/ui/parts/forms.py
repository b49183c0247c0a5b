# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Parts of forms that stand for themselves. The fields of a Django form come through {% form_field %}."""

from nahdran.ui.components import Prop, component
from nahdran.ui.parts.actions import EXTRA, ID

component(
    "upload",
    "ui/upload.html",
    doc="Choose or take pictures and files. With JavaScript it shows what was chosen and makes large pictures smaller.",
    props=(
        Prop("name", required=True),
        Prop("id", required=True),
        Prop("label", required=True),
        Prop("hint", ""),
        Prop("accept", "image/*"),
        Prop("multiple", False),
        Prop("max_files", 5),
        Prop("max_mb", 20),
        Prop("required", False),
        Prop("error", ""),
        Prop("icon", "", doc="a camera for pictures, else an arrow, if nothing is said"),
        Prop(
            "shrink",
            0,
            doc="longest edge in pixels to which large pictures are made smaller on the device; loses the place in them",
        ),
    ),
    attrs=True,
)

component(
    "file",
    "ui/file.html",
    doc="A file that was sent: picture or sign, name, state, and in the block what can be done with it.",
    props=(
        Prop("name", required=True),
        Prop("meta", ""),
        Prop("thumb", ""),
        Prop("thumb_alt", ""),
        Prop("href", ""),
        Prop("state", "", choices=("", "done", "error")),
        Prop("icon", "doc"),
    ),
    content=True,
)

component(
    "search",
    "ui/search.html",
    doc="One field and its button, as a GET form. The block takes hidden fields.",
    props=(
        Prop("action", required=True),
        Prop("label", required=True),
        Prop("name", "q"),
        Prop("value", ""),
        Prop("id", "suche"),
        Prop("button", "", doc="words on the button"),
        Prop("small", False),
        Prop("labelled", False, doc="the label stands elsewhere on the page"),
        Prop("caption", False, doc="the label stands above the field; without it only screen readers say it"),
    ),
    content=True,
    attrs=True,
)

component(
    "choice",
    "ui/choice.html",
    doc="A large radio button with title, text and end.",
    props=(
        Prop("name", required=True),
        Prop("value", required=True),
        Prop("title", required=True),
        Prop("text", ""),
        Prop("end", ""),
        Prop("icon", ""),
        Prop("checked", False),
        Prop("disabled", False),
        Prop("required", False),
        ID,
    ),
    attrs=True,
)

component(
    "fieldset",
    "ui/fieldset.html",
    doc="Fields that belong together.",
    props=(Prop("legend", required=True), Prop("hint", ""), Prop("error", ""), ID, EXTRA),
    content=True,
    attrs=True,
)

component(
    "form-grid", "ui/form_grid.html", doc="Fields side by side where there is room.", props=(EXTRA,), content=True
)
