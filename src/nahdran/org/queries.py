# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads of the organisation. The municipality stands on every page, so it is kept in the process for a few seconds."""

import time
from collections.abc import Iterable

from django.db.models import QuerySet

from nahdran.kit.language import HOUSE, Worded, reader_language
from nahdran.kit.worktime import WorkCalendar
from nahdran.org.models import Closure, Membership, Municipality, TextBlock, Unit
from nahdran.org.texts import EASY, texts

# Long enough to save the query on nearly every page, short enough that a changed name or colour is seen at once.
KEEP_SECONDS = 5.0


class _Kept:
    """One value with the time until which it may be used."""

    def __init__(self) -> None:
        self.town: tuple[float, Municipality] | None = None
        self.texts: tuple[float, dict[tuple[str, str], str]] | None = None
        self.calendar: tuple[float, WorkCalendar] | None = None


_kept = _Kept()


def forget() -> None:
    """Drop what is kept; called after each change and between tests."""
    _kept.town = _kept.texts = _kept.calendar = None


def town() -> Municipality:
    """The municipality of this deployment; an unnamed one before it was set up."""
    if _kept.town is None or _kept.town[0] < time.monotonic():
        row = Municipality.objects.first() or Municipality(
            name="Stadt", short_name="Stadt", slug="stadt", reference_prefix="AZ"
        )
        _kept.town = (time.monotonic() + KEEP_SECONDS, row)
    return _kept.town[1]


def known_town() -> Municipality | None:
    """What this process knows without asking the database, however old; for pages that must stand without one."""
    return _kept.town[1] if _kept.town else None


def calendar() -> WorkCalendar:
    """The working days of this town: holidays of the Land and the town's own closing days."""
    if _kept.calendar is None or _kept.calendar[0] < time.monotonic():
        closures: Iterable = Closure.objects.values_list("date", flat=True)
        _kept.calendar = (time.monotonic() + KEEP_SECONDS, WorkCalendar.of(town().land, closures))
    return _kept.calendar[1]


def text(key: str) -> Worded:
    """A text in the language of the reader: the town's own wording, else the one from the code.

    What the town has worded in German only is shown in German to everybody: ours may no longer be true.
    """
    declared, found = texts.get(key), _own_texts()
    language = reader_language()
    for wanted in (language, HOUSE):
        if own := found.get((key, wanted)):
            return Worded(own, wanted)
    return Worded(str(declared.default), language)


def _own_texts() -> dict[tuple[str, str], str]:
    """What the town has worded itself, by key and language."""
    if _kept.texts is None or _kept.texts[0] < time.monotonic():
        rows = TextBlock.objects.values_list("key", "language", "text")
        _kept.texts = (time.monotonic() + KEEP_SECONDS, {(name, language): value for name, language, value in rows})
    return _kept.texts[1]


def easy_text(key: str) -> str:
    """The same in Leichte Sprache: the town's own, else the one from the code.

    Empty where there is none: then the page says so. Ours is not shown beside a wording of the town that it may contradict.
    """
    declared, own = texts.get(key), _own_texts()
    return own.get((key, EASY)) or ("" if (key, HOUSE) in own else declared.easy)


def active_units() -> QuerySet[Unit]:
    return Unit.objects.filter(is_active=True).order_by("name")


def members(unit: Unit) -> QuerySet[Membership]:
    """Who works in a unit, by name."""
    return (
        Membership.objects.filter(unit=unit, user__is_active=True)
        .select_related("user", "role")
        .order_by("user__name", "id")
    )
