# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the house asks of a detector. Adapters implement it; nothing of any vendor stands here."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

FACE, PLATE = "face", "plate"


class DetectionFailed(Exception):
    """There is no answer. ``reason`` is "timeout", "too_large" or "failed"; the photo waits for people as any other."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that may show a face or a plate, in pixels of the picture that was looked at."""

    kind: str
    x: int
    y: int
    width: int
    height: int


class Detector(ABC):
    key: ClassVar[str]
    label: ClassVar[Any]

    @abstractmethod
    def find(self, jpeg: bytes) -> list[Spot]:
        """Look at one of our own renderings, within limits of time and memory. Raises DetectionFailed."""

    @abstractmethod
    def check_config(self) -> list[str]:
        """What is wrong with the configuration, in sentences that say what to do; empty if it works."""


class NoDetector(Detector):
    """The default, with nothing installed: it finds nothing, and says that nobody has looked."""

    key = "none"
    label = _("keine Erkennung")

    def find(self, jpeg: bytes) -> list[Spot]:
        return []

    def check_config(self) -> list[str]:
        return []
