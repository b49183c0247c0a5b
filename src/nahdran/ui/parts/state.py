# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where something stands: status, deadline, way, figures. Always sign and word, never colour alone."""

from typing import Any

from nahdran.ui.components import Prop, component

# tone: CSS modifier and sign. The sign in a badge is the sign in its map pin.
TONES = {
    "new": ("", "st-new"),
    "work": ("nd-status--work", "st-work"),
    "ask": ("nd-status--ask", "help"),
    "answer": ("nd-status--ask", "mail"),
    "planned": ("", "calendar"),
    "passed": ("", "forward"),
    "off": ("", "minus"),
    "joined": ("", "link"),
    "done": ("nd-status--done", "check-circle"),
    "stop": ("nd-status--stop", "close"),
}


def _status(values: dict[str, Any]) -> None:
    values["modifier"], sign = TONES[str(values["tone"])]
    values["icon"] = values["icon"] or sign


component(
    "status",
    "ui/status.html",
    doc="The status of a case.",
    props=(
        Prop("label", required=True),
        Prop("tone", "new", choices=tuple(TONES)),
        Prop("icon", "", doc="another sign"),
        Prop("modifier", "", doc="set by the tone"),
    ),
    prepare=_status,
)

component(
    "due",
    "ui/due.html",
    doc="A deadline as a clock. share is how much of the time is left, 0 to 100.",
    props=(
        Prop("label", required=True),
        Prop("state", "", choices=("", "soon", "late", "paused")),
        Prop("share", 100),
        Prop("title", "", doc="the exact day, for the pointer"),
    ),
)


def _ring(values: dict[str, Any]) -> None:
    total = float(values["total"] or 0)
    values["share"] = round(100 * float(values["value"] or 0) / total) if total else 0


component(
    "ring",
    "ui/ring.html",
    doc="A share of a whole as a ring with its number.",
    props=(
        Prop("value", required=True),
        Prop("total", required=True),
        Prop("label", required=True, doc="the sentence for screen readers"),
        Prop("caption", "", doc="words below the number"),
        Prop("small", False),
        Prop("share", 0, doc="worked out"),
    ),
    prepare=_ring,
)


def _meter(values: dict[str, Any]) -> None:
    parts = [
        ("done", values["done"], values["done_label"]),
        ("run", values["run"], values["run_label"]),
        ("plan", values["plan"], values["plan_label"]),
    ]
    total = sum(int(value or 0) for _key, value, _label in parts) or 1
    done = 100 * int(values["done"] or 0) / total
    run = done + 100 * int(values["run"] or 0) / total
    values["done_width"], values["run_width"] = f"{done:.1f}", f"{run:.1f}"
    values["parts"] = [(key, value, label) for key, value, label in parts if label]


component(
    "meter",
    "ui/meter.html",
    doc="Parts of a whole as one bar with its key: done, running, planned.",
    props=(
        Prop("done", 0),
        Prop("run", 0),
        Prop("plan", 0),
        Prop("done_label", ""),
        Prop("run_label", ""),
        Prop("plan_label", ""),
        Prop("label", required=True, doc="the sentence for screen readers"),
        Prop("parts", (), doc="worked out"),
        Prop("done_width", "", doc="worked out"),
        Prop("run_width", "", doc="worked out"),
    ),
    prepare=_meter,
)

component(
    "way",
    "ui/way.html",
    doc="The way of a concern. steps: label, note, state (done, current or empty).",
    props=(Prop("steps", required=True), Prop("label", required=True)),
)

component(
    "stepper",
    "ui/stepper.html",
    doc="The steps of a form. steps: label, state (done, current or empty), href for those that are done.",
    props=(Prop("steps", required=True), Prop("back", "", doc="address of the step before")),
    prepare=lambda values: values.update(
        now=next((step for step in values["steps"] if _of(step, "state") == "current"), None),
        number=next((n for n, step in enumerate(values["steps"], 1) if _of(step, "state") == "current"), 1),
        count=len(values["steps"]),
    ),
)


def _of(item: Any, name: str) -> Any:
    return item.get(name) if isinstance(item, dict) else getattr(item, name, None)


component(
    "todo",
    "ui/todo.html",
    doc="What is done, what comes next. items: label, note, state (done, now or empty).",
    props=(Prop("items", required=True),),
)
