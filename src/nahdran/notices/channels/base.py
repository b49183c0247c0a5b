# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the outbox asks of a channel (mail, push, SMS, webhook). A channel knows no rows and decides nothing about retries."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to one person, ready to leave."""

    message_id: str
    address: str
    name: str
    language: str
    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class Later(Exception):
    """It certainly did not go out now, but may later."""


class Refused(Exception):
    """It certainly did not go out and never will."""


class AnswerMissing(Exception):
    """It was handed over whole, but nobody said whether it was taken. Sending it again could make it arrive twice."""


class Channel(ABC):
    key: ClassVar[str]
    label: ClassVar[Any]

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether it is configured. Deliveries of a channel that is not wait."""

    @abstractmethod
    def deliver(self, message: Outgoing, *, handing_over: Callable[[], None]) -> str:
        """Hand the message over and return what the other side said. Raises Later, Refused or AnswerMissing.

        ``handing_over`` is called right before the step after which the other side may have taken the message, and never earlier;
        if it raises, the message must not be handed over.
        """

    @abstractmethod
    def check_config(self) -> list[str]:
        """What is wrong with the configuration, in sentences that say what to do; empty if it works."""
