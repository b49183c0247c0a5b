# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a session remembers about its sign-in: when, by which device, with a second factor or not. Written at sign-in, read by the gate."""

import re
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from nahdran.kit.clock import now

SECOND_FACTOR = "second_factor"
SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
DEVICE = "device"

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def mark_sign_in(request: HttpRequest, *, second_factor: bool) -> None:
    """Start both clocks. Side effect: writes into the session."""
    session = request.session
    stamp = int(now().timestamp())
    session[SIGNED_IN_AT] = stamp
    session[SEEN_AT] = stamp
    session[SECOND_FACTOR] = second_factor
    session[DEVICE] = device_name(request.META.get("HTTP_USER_AGENT", ""))


def mark_second_factor(session: SessionBase) -> None:
    """Note that a second factor was proven in this session, by setting one up."""
    session[SECOND_FACTOR] = True


def has_second_factor(request: HttpRequest) -> bool:
    return bool(request.session.get(SECOND_FACTOR))


def device_name(user_agent: str) -> str:
    """A name a person recognises ("Firefox, Windows"); the full text would identify more than it helps."""

    def first(table: tuple[tuple[str, str], ...]) -> str:
        return next((name for sign, name in table if re.search(rf"\b{sign}", user_agent)), "")

    return ", ".join(part for part in (first(_BROWSERS), first(_SYSTEMS)) if part)


def stamp_of(data: dict[str, Any] | SessionBase, key: str) -> int | None:
    """A stamp out of a session or its decoded data; None if it is missing or not ours."""
    value = data.get(key)
    return value if isinstance(value, int) else None
