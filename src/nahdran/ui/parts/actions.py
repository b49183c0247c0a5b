# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Buttons and links that act."""

from nahdran.ui.components import Prop, component

KINDS = ("primary", "secondary", "tertiary")

LABEL = Prop("label", doc="a verb", required=True)
ICON = Prop("icon", "", doc="icon before the label")
ICON_END = Prop("icon_end", "", doc="icon behind the label")
KIND = Prop("kind", "secondary", doc="one primary per page", choices=KINDS)
BLOCK = Prop("block", False, doc="as wide as its place")
ID = Prop("id", "", doc="id of the element")
EXTRA = Prop("extra", "", doc="further CSS classes")

component(
    "button",
    "ui/button.html",
    doc="A button of a form.",
    props=(
        LABEL,
        KIND,
        Prop("type", "submit", choices=("submit", "button", "reset")),
        ICON,
        ICON_END,
        BLOCK,
        Prop("name", "", doc="name of the value that is sent"),
        Prop("value", "", doc="the value that is sent"),
        Prop("disabled", False),
        Prop("busy", False, doc="shows that work is going on"),
        Prop("form", "", doc="id of the form it belongs to"),
        Prop("formaction", "", doc="another address for this button"),
        Prop("formnovalidate", False),
        Prop("more", "", doc="words only for screen readers, behind the label"),
        ID,
        EXTRA,
    ),
    attrs=True,
)

component(
    "link-button",
    "ui/link_button.html",
    doc="A link that looks like a button.",
    props=(
        LABEL,
        Prop("href", required=True),
        KIND,
        ICON,
        ICON_END,
        BLOCK,
        Prop("download", False),
        Prop("more", ""),
        ID,
        EXTRA,
    ),
    attrs=True,
)

component(
    "icon-button",
    "ui/icon_button.html",
    doc="A round button with an icon alone; the label is read out. With href it is a link.",
    props=(
        LABEL,
        Prop("icon", required=True),
        Prop("href", ""),
        Prop("kind", "", choices=("", "tint", "raised")),
        Prop("type", "button", choices=("submit", "button")),
        Prop("name", ""),
        Prop("value", ""),
        Prop("pressed", doc="True or False for a switch"),
        Prop("disabled", False),
        ID,
        EXTRA,
    ),
    attrs=True,
)

component(
    "more",
    "ui/more.html",
    doc="A link that leads on, with an arrow; back=True leads back.",
    props=(
        LABEL,
        Prop("href", required=True),
        Prop("back", False),
        Prop("more", "", doc="words only for screen readers"),
        EXTRA,
    ),
    attrs=True,
)

component(
    "tool",
    "ui/tool.html",
    doc="A pill for tools of a page (easy language, print). kern names an icon of KERN.",
    props=(
        LABEL,
        Prop("href", ""),
        ICON,
        Prop("kern", "", choices=("", "easy-language", "sign-language")),
        Prop("pressed", doc="True or False for a switch"),
    ),
    attrs=True,
)

component(
    "text-button",
    "ui/text_button.html",
    doc="A button that looks like a link, for what is done seldom.",
    props=(
        LABEL,
        Prop("type", "submit", choices=("submit", "button")),
        Prop("name", ""),
        Prop("value", ""),
        Prop("formaction", ""),
        Prop("formnovalidate", False),
        Prop("more", ""),
        ID,
        EXTRA,
    ),
    attrs=True,
)

component(
    "menu",
    "ui/menu.html",
    doc="A button that opens a small menu; works without JavaScript. The content is a list of links and buttons.",
    props=(
        LABEL,
        Prop("icon", "more"),
        Prop("text", False, doc="show the label beside the icon"),
        Prop("avatar", "", doc="initials instead of an icon"),
        EXTRA,
    ),
    content=True,
)

component(
    "actions",
    "ui/actions.html",
    doc="The buttons at the end of a form, below each other on a phone.",
    props=(Prop("row", False, doc="side by side from the tablet on"), EXTRA),
    content=True,
)
