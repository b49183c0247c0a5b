# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What apps above offer to follow. A source knows its own things; ``notices`` knows people, places, rhythms and mails.

Filled in the ``panels.py`` of the apps. Nothing here knows a model, so a source may be asked by anybody.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from nahdran.kit.registry import Registry
from nahdran.notices.enums import Stage


@dataclass(frozen=True, slots=True)
class Facts:
    """One happening as subscriptions are compared with it. ``told`` are addresses (small letters) that hear of it by another way."""

    subject: int
    lon: float
    lat: float
    district_id: int | None = None
    topics: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """One thing as a mail names it, in the language that is active. ``photo`` is an address of our own house or empty."""

    subject: int
    reference: str
    title: str
    place: str
    status: str
    is_open: bool
    at: datetime
    address: str
    text: str = ""
    photo: str = ""


@dataclass(frozen=True, slots=True)
class Single:
    """A single thing that an address follows at the source itself, with the address of its page for leaving."""

    title: str
    place: str
    address: str
    leave: str


class FollowSource(ABC):
    """Something to follow: defect reports, later news or events."""

    key: ClassVar[str]
    label: ClassVar[Any]
    # The name of the address at which one subscribes.
    url_name: ClassVar[str]

    @abstractmethod
    def facts(self, subject: int, stage: Stage) -> Facts | None:
        """What has happened to this thing is compared with; None if it is not public (any longer)."""

    @abstractmethod
    def words_found(self, subject: int, texts: Collection[str]) -> set[str]:
        """Those of the texts that the public search would find this thing by. One query."""

    @abstractmethod
    def lines(self, subjects: Collection[int], *, single: bool = False) -> Mapping[int, Line]:
        """What may be told of these things now; what is not public is missing. A constant number of queries.

        ``single``: with photo and the newest words, for a mail of its own.
        """

    @abstractmethod
    def topic_label(self, topic: str) -> str:
        """The name of a topic in the language that is active; empty if there is none any longer."""

    @abstractmethod
    def list_address(self, choice: Mapping[str, Any]) -> str:
        """The path of the list that shows what the subscription listens to. ``choice``: see Subscription.choice."""

    @abstractmethod
    def singles(self, email: str) -> list[Single]:
        """What this address follows one by one."""


sources: Registry[FollowSource] = Registry("follow sources")
