# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What reports ask of a way to another system. Adapters implement it; nothing of any system stands here, and no model is imported."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar


class Later(Exception):
    """Not now; surely nothing has arrived. It is tried again by itself."""


class Refused(Exception):
    """The other side will not have it, and says why. Trying again would change nothing."""


class AnswerMissing(Exception):
    """It may have arrived: the answer got lost. Before anything is sent again, it is looked up."""


class CannotTell(Exception):
    """The look-up gave no answer that one could rely on. Somebody has to decide."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Where the other system is and how we are known there. ``media``: files, urls or none."""

    url: str
    secret: str = ""
    jurisdiction_id: str = ""
    media: str = "files"
    # Longer than this nobody waits for one answer.
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Photo:
    """``url`` is empty unless everybody may see it."""

    name: str
    data: bytes
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A report on its way. ``number`` is ours for this very sending; ``contact`` is empty unless the administrator lets it go along."""

    number: str
    reference: str
    service_code: str
    lon: float
    lat: float
    address: str
    text: str
    sent_before_at: datetime
    attributes: Sequence[tuple[str, str]] = ()
    contact: dict[str, str] = field(default_factory=dict)
    photos: Sequence[Photo] = ()


@dataclass(frozen=True, slots=True)
class Handed:
    """What the other side calls it: a number, or a token for which a number comes later."""

    number: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """Something that can be reported there."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that can be told about it. ``values`` are key and name of the answers that may be chosen."""

    code: str
    label: str
    is_required: bool = False
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    number: str
    is_open: bool
    notes: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Update:
    """One message about a report, theirs or ours. ``id`` is its number at its sender, ``number`` that of the report over there."""

    id: str
    number: str
    status: str
    text: str
    at: datetime


class Forwarder(ABC):
    """Every call may raise Later and Refused; ``send`` and ``tell`` AnswerMissing as well."""

    key: ClassVar[str]
    label: ClassVar[Any]

    @abstractmethod
    def check(self, connection: Connection) -> list[str]:
        """What is wrong with the connection, in sentences that say what to do; empty if it works. Changes nothing over there."""

    @abstractmethod
    def services(self, connection: Connection) -> list[Service]: ...

    @abstractmethod
    def attributes(self, connection: Connection, service_code: str) -> list[Attribute]:
        """What can be told about a report of this kind."""

    @abstractmethod
    def send(self, connection: Connection, report: Outgoing, *, handing_over: Callable[[], None]) -> Handed:
        """Hand it over. ``handing_over`` is called right before the one step that cannot be taken back."""

    @abstractmethod
    def find(self, connection: Connection, report: Outgoing) -> Handed | None:
        """What was sent before, None if it surely did not arrive. Raises CannotTell."""

    @abstractmethod
    def number_of(self, connection: Connection, token: str) -> str:
        """The number that came of a token; empty if there is none yet."""

    @abstractmethod
    def states(self, connection: Connection, numbers: Sequence[str]) -> list[State]:
        """How these reports stand over there; those that are not told of are left out."""

    @abstractmethod
    def updates(self, connection: Connection, since: datetime, until: datetime) -> list[Update] | None:
        """Messages of the other side in this time, None if it knows no such thing."""

    @abstractmethod
    def tell(self, connection: Connection, update: Update, *, handing_over: Callable[[], None]) -> bool:
        """Pass on a message of ours; False if the other side knows no such thing."""
