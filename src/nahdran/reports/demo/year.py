# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The year before the demonstration: what was reported and settled then, with the seasons. Figures, suggestions and dry runs live on it.

Made in bulk like the reports of another system, because a year told step by step would keep the first start waiting.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from nahdran.cases.enums import DeadlineKind
from nahdran.cases.models import Case, Deadline, StatusChange, Submission
from nahdran.kit import clock
from nahdran.org.queries import calendar
from nahdran.places.models import District
from nahdran.places.queries import describe, is_inside
from nahdran.reports.demo.places import Spot, spots
from nahdran.reports.models import Category
from nahdran.reports.operations.past import PastReport, open_past_reports
from nahdran.reports.workflow import CHECKED, DECLINED, DONE, NEW, NOT_OURS

_MARK = "demo:year"
# What is younger is told by the stories.
_FROM_DAYS, _UNTIL_DAYS = 35, 400
_IN_SEASON, _OFF_SEASON = 1.0, 0.15
_COMES_BACK = 0.5
_OTHERS = {
    NOT_OURS: "Die Straße gehört dem Land. Wir haben die Meldung an den Landesbetrieb gegeben.",
    DECLINED: "Wir waren vor Ort und haben nichts gefunden. Bitte melden Sie sich, wenn es wieder auftritt.",
}


@dataclass(frozen=True, slots=True)
class _Event:
    """One report of that year, before it has a place."""

    category: Category
    text: str
    answer: str
    status: str
    opened: datetime
    closed: datetime


def settle_a_year() -> int:
    """Once; returns how many reports were added. None where the town has no place for them."""
    if Submission.objects.filter(key=_MARK).exists():
        return 0
    events = sorted(_events(clock.now()), key=lambda event: event.opened)
    places = _haunts(events, spots(len(events)))
    if not places:
        return 0
    entries = [_past(event, spot) for event, spot in zip(events, places, strict=False)]
    cases = open_past_reports(entries=entries)
    _promise(cases, entries)
    Submission.objects.create(key=_MARK, case=cases[0])
    return len(cases)


def _events(now: datetime) -> Iterator[_Event]:
    """The same each time for the same day: as often as a kind comes, mostly in its months."""
    dice = Random(2025)  # noqa: S311  a choice for a demonstration
    kinds = {category.key: category for category in Category.objects.select_related("group")}
    for entry in json.loads((Path(__file__).parent / "year.json").read_text(encoding="utf-8")):
        made = 0
        while made < entry["often"] and entry["kind"] in kinds:
            opened = _some_time(dice, now)
            fits = not entry["months"] or opened.month in entry["months"]
            if dice.random() > (_IN_SEASON if fits else _OFF_SEASON):
                continue
            made += 1
            status = dice.choices((DONE, NOT_OURS, DECLINED), (90, 5, 5))[0]
            closed = opened + timedelta(hours=24 * entry["days"] * dice.lognormvariate(0, 0.6) + 1)
            closed = min(closed, now - timedelta(days=3))
            answer = dice.choice(entry["ends"]) if status == DONE else _OTHERS[status]
            yield _Event(kinds[entry["kind"]], dice.choice(entry["texts"]), answer, status, opened, closed)


def _some_time(dice: Random, now: datetime) -> datetime:
    day = clock.local(now) - timedelta(days=dice.randint(_FROM_DAYS, _UNTIL_DAYS))
    return day.replace(hour=dice.randint(6, 21), minute=dice.randint(0, 59), second=0, microsecond=0)


def _haunts(events: list[_Event], places: list[Spot]) -> list[Spot]:
    """Most defects come back where they were before: the corner with the rubbish, the dark path. So about half of them do here."""
    dice = Random(11)  # noqa: S311  a choice for a demonstration
    before: dict[str, list[Spot]] = {}
    found = []
    for event, place in zip(events, places, strict=False):
        same = before.setdefault(event.category.key, [])
        spot = _beside(dice.choice(same), dice) if same and dice.random() < _COMES_BACK else place
        found.append(spot if is_inside(spot.lon, spot.lat) else place)
        same.append(found[-1])
    return found


def _beside(spot: Spot, dice: Random) -> Spot:
    """Within some 60 metres."""
    lon, lat = spot.lon + dice.uniform(-0.0006, 0.0006), spot.lat + dice.uniform(-0.0004, 0.0004)
    return Spot(round(lon, 6), round(lat, 6))


def _past(event: _Event, spot: Spot) -> PastReport:
    here = describe(spot.lon, spot.lat)
    return PastReport(
        number="",
        category=event.category,
        district=District(pk=here.district_id, name=here.district) if here.district_id else None,
        lon=spot.lon,
        lat=spot.lat,
        address=here.label,
        note="",
        text=event.text,
        answer=event.answer,
        status=event.status,
        opened_at=event.opened,
        closed_at=event.closed,
        party=None,
        public_text=event.text,
    )


def _promise(cases: list[Case], entries: list[PastReport]) -> None:
    """Promises and the first answer, which reports of another system do not bring along: here they are what the figures show."""
    dice, days = Random(7), calendar()  # noqa: S311  a choice for a demonstration
    deadlines, changes = [], []
    for case, entry in zip(cases, entries, strict=True):
        category, closed = entry.category, entry.closed_at or entry.opened_at
        answered = min(closed, entry.opened_at + timedelta(hours=dice.lognormvariate(3, 0.8)))
        changes.append(StatusChange(case=case, at=answered, start=NEW, end=CHECKED))
        for kind, count, met in (
            (DeadlineKind.FIRST_ANSWER, category.first_answer_days, answered),
            (DeadlineKind.SETTLE, category.settle_days, closed),
        ):
            due = days.due_at(entry.opened_at, count)
            deadlines.append(
                Deadline(case=case, kind=kind, days=count, started_at=entry.opened_at, due_at=due, met_at=met)
            )
    Deadline.objects.bulk_create(deadlines)
    StatusChange.objects.bulk_create(changes)
    StatusChange.objects.filter(case__in=cases, start=NEW, end__in=(DONE, *_OTHERS)).update(start=CHECKED)
