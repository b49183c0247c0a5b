# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What capabilities tell the app: pages that open without a network, queues that wait for one, and shortcuts of the installed app.

Filled in ``panels.py`` of the apps above. The app itself names no feature.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from nahdran.kit.registry import Registry


def _nothing() -> Sequence[str]:
    return ()


def _by_order(item: Any) -> tuple[int, str]:
    return (item.order, item.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflinePage:
    """A page that a browser keeps. Its view carries ``pwa.pages.kept_page``, so it says the same to everybody; what is personal comes from the device.

    ``entries`` are its client files. ``pictures`` are addresses that never change their content, ``data`` addresses whose newest answer is kept.
    Without a network ``instead_of`` (beginnings of addresses) lead here, and ``/offline/`` offers the page under ``label`` and ``text``, if it has any.
    ``offered_on``: on addresses that begin so, the browser is asked to keep the offline pages at all.
    """

    key: str
    url_name: str
    entries: tuple[str, ...] = ()
    pictures: Callable[[], Sequence[str]] = _nothing
    data: Callable[[], Sequence[str]] = _nothing
    instead_of: tuple[str, ...] = ()
    offered_on: tuple[str, ...] = ()
    label: Any = ""
    text: Any = ""
    icon: str = "doc"
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineQueue:
    """Things made without a network that are sent by themselves, exactly once. The names of three addresses: ``send`` takes one thing, ``file`` one
    of its files beforehand, ``page`` shows the queue. What they receive and answer stands in docs/adr/0016-offline.md.

    ``one`` and ``many`` are the words of the sign in the header, with ``{count}``.
    """

    key: str
    send: str
    file: str
    page: str
    one: Any
    many: Any
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """An entry of the menu that a phone shows on a long press of the app's sign."""

    key: str
    label: Any
    url_name: str
    order: int = 100


offline_pages: Registry[OfflinePage] = Registry("offline pages", order=_by_order)
offline_queues: Registry[OfflineQueue] = Registry("offline queues", order=_by_order)
shortcuts: Registry[Shortcut] = Registry("shortcuts", order=_by_order)
