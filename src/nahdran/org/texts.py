# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The registry of texts that a town may word itself. Apps declare theirs in ``panels.py``; the settings page lists them."""

from dataclasses import dataclass
from typing import Any

from nahdran.kit.registry import Registry

# Stands where a text block has its language: Leichte Sprache is German, and a version of its own.
EASY = "easy"


@dataclass(frozen=True, slots=True)
class Text:
    """``where`` tells the administrator on which page the text stands. ``easy`` says the same in Leichte Sprache, in German only.

    Without a ``default`` the page has only the Leichte Sprache: it explains what others see at a glance.
    """

    key: str
    label: Any
    where: Any
    default: Any = ""
    easy: str = ""


texts: Registry[Text] = Registry("texts")
