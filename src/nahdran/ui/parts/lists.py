# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists, cards, tables and what stands in them. Rows before cards."""

from typing import Any

from nahdran.ui.components import Prop, component
from nahdran.ui.parts.actions import EXTRA, ID

HEADING = Prop("heading", "3", doc="level of the heading", choices=("2", "3", "4"))

component(
    "rows",
    "ui/rows.html",
    doc="A list with hairlines; its content are rows.",
    props=(
        Prop("label", "", doc="name of the list"),
        Prop("plain", False, doc="no line at both ends"),
        Prop("tight", False),
        Prop("ordered", False),
        ID,
        EXTRA,
    ),
    content=True,
    attrs=True,
)

component(
    "row",
    "ui/row.html",
    doc="One row: the title is the link and covers the row. The block form takes what stands below; slots start and end.",
    props=(
        Prop("title", required=True),
        Prop("href", ""),
        Prop("meta", "", doc="the quiet line below"),
        Prop("icon", "", doc="icon in a disc at the start"),
        Prop("thumb", "", doc="address of a small picture at the start"),
        Prop("thumb_alt", ""),
        Prop("thumb_icon", "", doc="icon where there is no picture"),
        Prop("date", doc="a day, shown as a leaf of a calendar"),
        Prop("status", "", doc="label of a status"),
        Prop("tone", "new", doc="tone of the status"),
        Prop("status_icon", ""),
        Prop("heading", "", doc="level, if the title is a heading", choices=("", "2", "3", "4")),
        Prop("arrow", False),
        Prop("top", False, doc="aligned at the top"),
        ID,
        EXTRA,
    ),
    content=True,
    slots=("start", "end"),
    attrs=True,
)

component(
    "card",
    "ui/card.html",
    doc="For the one thing that stands for itself.",
    props=(Prop("title", required=True), Prop("href", ""), Prop("preline", ""), Prop("text", ""), HEADING),
    content=True,
    slots=("footer",),
)

component(
    "panel",
    "ui/panel.html",
    doc="A tinted surface; at most one strong one in sight.",
    props=(
        Prop("title", ""),
        Prop("preline", ""),
        Prop("kind", "", choices=("", "strong")),
        Prop("small", False),
        Prop("columns", False),
        Prop("heading", "2", choices=("2", "3", "4")),
        ID,
        EXTRA,
    ),
    content=True,
    attrs=True,
)

component(
    "table",
    "ui/table.html",
    doc="A table that scrolls in itself. columns: label, or label and numeric; rows: lists of cells. The block form takes the rows as markup.",
    props=(
        Prop("label", required=True),
        Prop("columns", required=True),
        Prop("rows", ()),
        Prop("caption", False, doc="show the label above"),
        ID,
    ),
    content=True,
    prepare=lambda values: values.update(
        columns=[_column(column) for column in values["columns"]], lines=_lines(values)
    ),
)


def _column(column: Any) -> dict[str, Any]:
    if isinstance(column, (list, tuple)):
        return {"label": column[0], "numeric": len(column) > 1 and bool(column[1])}
    if isinstance(column, dict):
        return column
    return {"label": column, "numeric": False}


def _lines(values: dict[str, Any]) -> list[list[tuple[bool, Any]]]:
    numeric = [_column(column).get("numeric", False) for column in values["columns"]]
    return [list(zip(numeric, row, strict=True)) for row in values["rows"]]


component(
    "facts",
    "ui/facts.html",
    doc="The few facts that count. items: label, value, icon, note.",
    props=(Prop("items", required=True),),
)

component(
    "keys",
    "ui/keys.html",
    doc="Names and values. items: label and value (text or markup); empty values are left out.",
    props=(Prop("items", ()), Prop("due", False, doc="values are clocks")),
    content=True,
)

component(
    "checklist",
    "ui/checklist.html",
    doc="What to bring or do. items: label, note.",
    props=(Prop("items", required=True), Prop("icon", "check"), Prop("small", False)),
)

component(
    "accordion",
    "ui/accordion.html",
    doc="A part that opens.",
    props=(
        Prop("title", required=True),
        Prop("open", False),
        Prop("name", "", doc="those of one name: only one is open"),
        ID,
    ),
    content=True,
)

component(
    "links",
    "ui/links.html",
    doc="Links with icons. items: label, href, icon.",
    props=(Prop("items", required=True), Prop("single", False, doc="one column")),
)

component("date", "ui/date.html", doc="A day as a leaf of a calendar.", props=(Prop("day", required=True),))

component(
    "disc", "ui/disc.html", doc="An icon in a tinted disc.", props=(Prop("icon", required=True), Prop("small", False))
)

component(
    "avatar",
    "ui/avatar.html",
    doc="Initials of a person of the staff.",
    props=(Prop("name", required=True), Prop("small", False), Prop("said", False, doc="the name is read out")),
    prepare=lambda values: values.update(initials=initials(str(values["name"]))),
)


def initials(name: str) -> str:
    """Two letters of a name: the first and the last word's."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else words[0][1:2])).upper()


component("kbd", "ui/kbd.html", doc="A key of the keyboard.", props=(Prop("key", required=True),))

component(
    "reference",
    "ui/reference.html",
    doc="A reference with a button that copies it.",
    props=(Prop("value", required=True), Prop("copy", True), Prop("large", False)),
)
