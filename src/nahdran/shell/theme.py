# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a person wants the pages to look (a cookie), and the two numbers of the town's colour (a tiny stylesheet)."""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

from nahdran.shell.slots import TownColours, colours

COOKIE = "nahdran_darstellung"
THEMES = ("system", "light", "dark")
KEYS_COOKIE = "nahdran_tasten"
KEY = "shell.colours"


def theme_of(request: HttpRequest) -> str:
    """``light`` or ``dark`` where somebody chose, else ``system``."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in THEMES else "system"


def keys_are_on(request: HttpRequest) -> bool:
    """Whether single keys act as shortcuts; WCAG 2.1.4 asks for a way to switch them off."""
    return request.COOKIES.get(KEYS_COOKIE) != "off"


def stylesheet(town: TownColours) -> str:
    """Numbers only, so nothing that an administrator types can become a rule."""
    return f":root{{--nd-town-hue:{float(town.hue):g};--nd-town-chroma:{float(town.chroma):g}}}\n"


def current_stylesheet() -> tuple[str, str]:
    """The stylesheet and its hash, kept for a minute: a new colour shows on every process soon, and a page asks no database for it."""
    found: tuple[str, str] | None = cache.get(KEY)
    if found is None:
        text = stylesheet(colours.ask())
        found = (text, hashlib.sha256(text.encode()).hexdigest()[:12])
        cache.set(KEY, found, 60)
    return found


def forget_colours() -> None:
    """For whoever changes the town's colour: show it at once."""
    cache.delete(KEY)
