# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What files asks of a virus scanner. Adapters implement it; nothing of any vendor stands here."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from nahdran.files.enums import Scan


class ScannerUnavailable(Exception):
    """The scanner gave no verdict. The upload is refused: no verdict is never a clean one."""


class Infected(Exception):
    """The scanner found something; the text is the name of the finding."""


class Scanner(ABC):
    key: ClassVar[str]
    label: ClassVar[Any]

    @abstractmethod
    def scan(self, data: bytes) -> Scan:
        """Look at the whole upload. Raises Infected or ScannerUnavailable."""

    @abstractmethod
    def check_config(self) -> list[str]:
        """What is wrong with the configuration, in sentences that say what to do; empty if it works."""


class NoScanner(Scanner):
    """The default: images are safe because they are written anew, PDF files are handed out as downloads only."""

    key = "none"
    label = _("keine Virenprüfung")

    def scan(self, data: bytes) -> Scan:
        return Scan.NONE

    def check_config(self) -> list[str]:
        return []
