# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The icons of the house: one sprite, read once for the names it holds."""

import re
from functools import cache
from pathlib import Path

from django.templatetags.static import static

SPRITE = "ui/icons.svg"
_FILE = Path(__file__).parent / "static" / SPRITE

ICONS: tuple[str, ...] = tuple(re.findall(r'<symbol id="([a-z-]+)"', _FILE.read_text(encoding="utf-8")))
_KNOWN = frozenset(ICONS)


class UnknownIcon(LookupError):
    """The sprite has no icon of that name. The message lists what there is."""


def check_icon(name: str) -> None:
    if name not in _KNOWN:
        raise UnknownIcon(f'There is no icon "{name}". Known: {", ".join(sorted(ICONS))}.')


@cache
def icon_svg(name: str, size: str = "", label: str = "") -> str:
    """The icon as markup. Without a label it is decoration, and a screen reader passes over it."""
    check_icon(name)
    kind = f"nd-icon nd-icon--{size}" if size else "nd-icon"
    told = f'role="img" aria-label="{label}"' if label else 'aria-hidden="true"'
    return f'<svg class="{kind}" {told} focusable="false"><use href="{static(SPRITE)}#{name}"/></svg>'
