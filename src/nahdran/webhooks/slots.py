# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What apps above tell other programs. A source knows its own things and what of them is public; ``webhooks`` knows addresses, keys and attempts.

Filled in the ``panels.py`` of the apps. Nothing here knows a model, so a source may be asked by anybody.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from nahdran.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class EventKind:
    """``key`` is the ``type`` that other programs read, ``app.what_happened``; it never changes. ``needed``: who gets anything gets this too."""

    key: str
    label: Any
    needed: bool = False


class EventSource(ABC):
    """Something that has public events: defect reports, later appointments or news."""

    key: ClassVar[str]
    label: ClassVar[Any]
    kinds: ClassVar[tuple[EventKind, ...]]

    @abstractmethod
    def choices(self) -> Sequence[tuple[str, str]]:
        """The topics that it can be limited to, each with its name in the language that is active."""

    @abstractmethod
    def topics(self, subject: int) -> frozenset[str]:
        """The topics of this thing, public or not. One query."""

    @abstractmethod
    def body(self, kind: str, subject: int, key: str) -> Mapping[str, Any] | None:
        """What the other program reads, from what is public **now**; None if it must not be told (any longer)."""


sources: Registry[EventSource] = Registry("webhook sources")


def all_kinds() -> Iterator[tuple[EventSource, EventKind]]:
    return ((source, kind) for source in sources for kind in source.kinds)


def label_of(kind: str) -> str:
    """In words; the key itself for an event whose app is gone."""
    return next((str(each.label) for _source, each in all_kinds() if each.key == kind), kind)


def topic_labels(topics: Sequence[str]) -> list[str]:
    """In words; the key itself for a topic that is gone."""
    known = {key: label for source in sources for key, label in source.choices()} if topics else {}
    return [known.get(topic, topic) for topic in topics]
