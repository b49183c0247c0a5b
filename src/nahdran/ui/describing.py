# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Describes the declared components for docs/design-system.md: the command ``ui_docs`` writes it, a test checks that it is current."""

from collections import defaultdict
from pathlib import Path
from types import ModuleType

from nahdran.ui import parts
from nahdran.ui.components import Component, Prop, components

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "design-system.md"
START, END = "<!-- components: start -->", "<!-- components: end -->"


def _default(prop: Prop) -> str:
    if prop.required:
        return "required"
    if prop.default in (None, "", ()):
        return ""
    return f"`{str(prop.default).lower() if isinstance(prop.default, bool) else prop.default}`"


def _row(prop: Prop) -> str:
    choices = ", ".join(f"`{choice}`" for choice in prop.choices if choice)
    return f"| `{prop.name}` | {_default(prop)} | {'; '.join(text for text in (prop.doc, choices) if text)} |"


def _component(item: Component) -> str:
    form = "block" if item.content or item.slots else "tag"
    further = [f"slots: {', '.join(f'`{slot}`' for slot in item.slots)}"] if item.slots else []
    further += ["passes data-, aria- and hx- attributes"] if item.attrs else []
    lines = [f"### {item.name}", "", f"{item.doc} ({'; '.join([form, *further])})", ""]
    shown = [prop for prop in item.props.values() if not prop.doc.startswith(("worked out", "set by"))]
    if shown:
        lines += ["| prop | default | meaning |", "|---|---|---|", *(_row(prop) for prop in shown), ""]
    return "\n".join(lines)


def describe() -> str:
    """The reference of all components, by group, as Markdown."""
    groups: dict[str, list[Component]] = defaultdict(list)
    for item in components:
        groups[item.group].append(item)
    text = []
    for name in parts.__all__:
        module: ModuleType = getattr(parts, name)
        text += [
            f"## {name.capitalize()}",
            "",
            (module.__doc__ or "").strip(),
            "",
            *(_component(item) for item in groups[module.__name__]),
        ]
    return "\n".join(text).strip() + "\n"


def merged(document: str) -> str:
    """The document with its generated part renewed."""
    before, _start, rest = document.partition(START)
    _old, _end, after = rest.partition(END)
    return f"{before}{START}\n\n{describe()}\n{END}{after}"
