# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be logged, and in which words it is shown: each app registers this in its own ``actions.py``.

An unknown action cannot be recorded. What is stored stays as it was; the words are found when somebody reads the log, in their language.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nahdran.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class ActionType:
    """``key`` is ``app.what_happened``; ``label`` says it in German, in the past, without naming the object.

    ``sorts`` names for each key of the entry's ``data`` the sort of value it holds (``value_words``), where it is no plain text or number.
    """

    key: str
    label: Any
    sorts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ObjectType:
    """What a kind of object is called, and how the stored name of one is said to a reader."""

    label: Any
    words: Callable[[str], Any] = str


# Takes all values of one sort on a page, so that it needs at most one query, and gives words for those it knows.
ValueWords = Callable[[set[Any]], Mapping[Any, Any]]

actions: Registry[ActionType] = Registry("audit actions")
value_words: Registry[ValueWords] = Registry("audit value words")
# The words for the keys of ``data``. The same word may serve several actions.
detail_labels: Registry[Any] = Registry("audit detail labels")
# From the type of an object ("cases.case") to what it is called.
object_types: Registry[ObjectType] = Registry("audit object types")
# From the type of an object to the address of one of them at the desk, given its id.
object_links: Registry[Callable[[str], str]] = Registry("audit object links")


def register_actions(*types: ActionType) -> None:
    """The short way for an app's ``actions.py``."""
    for action in types:
        actions.register(action.key, action)


def register_details(**labels: Any) -> None:
    for key, label in labels.items():
        detail_labels.register(key, label)


def of_table(words: Mapping[Any, Any]) -> ValueWords:
    """Value words that stand in a table."""
    return lambda values: {value: words[value] for value in values if value in words}


def of_choices(choices: Iterable[tuple[Any, Any]]) -> ValueWords:
    """Value words of ``TextChoices.choices``."""
    return of_table(dict(choices))
