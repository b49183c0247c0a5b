# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The log in words: what the entries keep as keys, codes and numbers becomes text in the reader's language.

All values of one sort are looked up together, so a page costs one query for each sort that lies in a table, however many lines it has.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from nahdran.audit.models import Entry
from nahdran.audit.registry import actions, detail_labels, object_links, object_types, value_words
from nahdran.audit.texts import ACTORS, NO, YES

_PERSON = "accounts.user"
_Words = dict[tuple[str, Any], Any]


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the table and the export show it. Texts may know their language."""

    entry: Entry
    action: Any
    actor: Any
    thing: Any
    kind: Any
    link: str
    details: list[tuple[Any, list[Any]]]


def lines(entries: Iterable[Entry]) -> list[Line]:
    rows = list(entries)
    words = _words(rows)
    return [_line(entry, words) for entry in rows]


def _line(entry: Entry, words: _Words) -> Line:
    kind = entry.object_type
    sorts = _sorts(entry)
    details = [
        (detail_labels.get(key) if key in detail_labels else key, [_said(words, sort, value) for sort, value in leaves])
        for key, leaves in _grouped(entry.data, sorts).items()
    ]
    return Line(
        entry=entry,
        action=actions.get(entry.action).label if entry.action in actions else entry.action,
        actor=ACTORS.get(entry.actor_label) or _name(_PERSON, entry.actor_label),
        thing=_name(kind, entry.object_label),
        kind=object_types.get(kind).label if kind in object_types else _model_name(kind),
        link=object_links.get(kind)(entry.object_id) if kind in object_links else "",
        details=details,
    )


def _name(kind: str, stored: str) -> Any:
    return object_types.get(kind).words(stored) if stored and kind in object_types else stored


def _sorts(entry: Entry) -> Mapping[str, str]:
    return actions.get(entry.action).sorts if entry.action in actions else {}


def _words(entries: list[Entry]) -> _Words:
    wanted: dict[str, set[Any]] = defaultdict(set)
    for entry in entries:
        for leaves in _grouped(entry.data, _sorts(entry)).values():
            for sort, value in leaves:
                if sort:
                    wanted[sort].add(value)
    return {(sort, value): word for sort in wanted for value, word in value_words.get(sort)(wanted[sort]).items()}


def _grouped(data: Mapping[str, Any], sorts: Mapping[str, str]) -> dict[str, list[tuple[str, Any]]]:
    """The single values under each key, with their sorts. What is empty is left out, what is nested comes up.

    In the order in which the action names its keys: the database keeps none.
    """
    found: dict[str, list[tuple[str, Any]]] = {}
    order = {key: place for place, key in enumerate(sorts)}
    for key, value in sorted(_flat(data), key=lambda pair: order.get(pair[0], len(order))):
        leaves = [leaf if isinstance(leaf, str | int | float | None) else str(leaf) for leaf in _listed(value)]
        if filled := [(sorts.get(key, ""), leaf) for leaf in leaves if leaf not in ("", None)]:
            found[key] = filled
    return found


def _flat(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _flat(value)
        else:
            yield key, value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _said(words: _Words, sort: str, value: Any) -> Any:
    if isinstance(value, bool):
        return YES if value else NO
    return words.get((sort, value), value)


def _model_name(object_type: str) -> str:
    """The name of a model; the stored one if the app is gone."""
    try:
        return str(apps.get_model(object_type)._meta.verbose_name) if object_type else ""
    except LookupError:
        return object_type
