# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures as pictures, drawn by the server. A chart never stands alone: its table is beside it, and its label says what it shows."""

from math import ceil, floor, log10
from typing import Any

from django.utils.formats import number_format

from nahdran.ui.components import Prop, component

# The picture is so many pixels high; across it is counted in percent, so that it fits every window.
_TOP, _BOTTOM = 24, 232
_LINES = 4
_GAP = 0.24
_SERIES = 2
_SHORT = 9


def _columns(values: dict[str, Any]) -> None:
    items = list(values["items"])
    most = _round_up(max((value or 0 for item in items for value in item["values"]), default=0))
    values["grid"] = [
        {"y": _BOTTOM - (_BOTTOM - _TOP) * step / _LINES, "label": _number(most * step / _LINES)}
        for step in range(_LINES + 1)
    ]
    width = 100 / max(len(items), 1)
    values["groups"] = [_group(item, number * width, width, most, len(items)) for number, item in enumerate(items)]


def _group(item: dict[str, Any], left: float, width: float, most: float, count: int) -> dict[str, Any]:
    bars, room = len(item["values"]) or 1, width * (1 - _GAP)
    one = room / bars
    drawn = []
    for number, value in enumerate(item["values"]):
        height = (_BOTTOM - _TOP) * (value or 0) / most if most else 0
        drawn.append(
            {
                "x": f"{left + width * _GAP / 2 + number * one:.2f}",
                "width": f"{max(one - 0.3, 0.2):.2f}",
                "y": f"{_BOTTOM - height:.1f}",
                "height": f"{height:.1f}",
                "kind": number % _SERIES,
                "hidden": value is None,
                "middle": f"{left + width * _GAP / 2 + (number + 0.5) * one:.2f}",
            }
        )
    return {
        "label": item["label"],
        "middle": f"{left + width / 2:.2f}",
        "bars": drawn,
        "current": item.get("current", False),
        "x": f"{left:.2f}",
        "width": f"{width:.2f}",
        "is_extra": count > _SHORT and round(left / width) % 2 == 1,
    }


def _round_up(value: float) -> float:
    """The next number that divides well into four."""
    if value <= _LINES:
        return float(_LINES)
    size = 10 ** floor(log10(value))
    for factor in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10):
        if value <= factor * size:
            return float(ceil(factor * size))
    return float(value)


def _number(value: float) -> str:
    return number_format(round(value), use_l10n=True, force_grouping=True)


component(
    "column-chart",
    "ui/column_chart.html",
    doc="Columns in time. items: label, values (a list as long as series; None is not shown), current. The table with the same stands beside it.",
    props=(
        Prop("label", required=True, doc="the sentence for screen readers"),
        Prop("items", required=True),
        Prop("series", (), doc="the names of one or two series, for the key"),
        Prop("caption", ""),
        Prop("grid", (), doc="worked out"),
        Prop("groups", (), doc="worked out"),
    ),
    prepare=_columns,
)


def _bar(values: dict[str, Any]) -> None:
    total = float(values["total"] or 0)
    values["width"] = f"{100 * float(values['value'] or 0) / total:.1f}" if total else "0"


component(
    "bar",
    "ui/bar.html",
    doc="A number of a table as a bar behind it. Not spoken: the number stands in the cell.",
    props=(Prop("value", required=True), Prop("total", required=True), Prop("width", "", doc="worked out")),
    prepare=_bar,
)
