# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""From URL names to addresses, once per process: navigation stands on every page."""

from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse


@lru_cache(maxsize=512)
def _found(urlconf: str, url_name: str) -> str:
    try:
        return reverse(url_name, urlconf=urlconf)
    except NoReverseMatch:
        return ""


def address(url_name: str) -> str:
    """The address, or nothing where the name does not exist: the entry is left out, and ``check`` tells the developer (shell.W001)."""
    if url_name.startswith("/"):
        return url_name
    return _found(get_urlconf() or settings.ROOT_URLCONF, url_name)
