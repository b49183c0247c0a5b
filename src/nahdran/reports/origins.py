# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Websites as a Content Security Policy names them. Read strictly: what stands here goes into a header."""

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$")


class InvalidOrigin(ValueError):
    """Not the address of a website."""


def parse_origin(text: str) -> str:
    """„https://www.musterverein.de“ from whatever address of the site was pasted. Raises InvalidOrigin.

    Only https: a frame on an unprotected page could be exchanged on its way.
    """
    text = text.strip().lower()
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise InvalidOrigin(text) from error
    host = parts.hostname or ""
    try:
        ascii_host = host if host.startswith("*.") else host.encode("idna").decode()
    except UnicodeError as error:
        raise InvalidOrigin(text) from error
    if parts.scheme != "https" or parts.username or not _HOST.match(ascii_host):
        raise InvalidOrigin(text)
    return f"https://{ascii_host}:{port}" if port else f"https://{ascii_host}"
