# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The reports of the demonstration and what became of each, told through the same operations that people use, at times that have passed.

The persons are the invented ones of every German form; their addresses end in ``example.org``.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from nahdran.accounts.enums import Kind
from nahdran.accounts.models import User
from nahdran.cases.enums import Channel
from nahdran.cases.models import Attachment, Case, Submission
from nahdran.cases.operations import NewParty, answer, ask_back, assign, change_status, receive_message
from nahdran.files.models import StoredFile
from nahdran.files.operations import ingest
from nahdran.kit import clock
from nahdran.org.models import Membership
from nahdran.reports.demo.pictures import drawing
from nahdran.reports.demo.places import Spot, spots
from nahdran.reports.models import Category, Report
from nahdran.reports.operations import NewReport, open_report, release

PEOPLE = (
    NewParty(name="Erika Mustermann", email="erika.mustermann@example.org"),
    NewParty(name="Max Mustermann", email="max.mustermann@example.org", phone="02246 00000"),
    NewParty(name="Anna Beispiel", email="anna.beispiel@example.org"),
    NewParty(name="Otto Normalverbraucher", phone="0170 0000000"),
    NewParty(name="Jonas Muster", email="jonas.muster@example.org", language="en"),
)
_HIDDEN = {"held", "donehidden", "declinedhidden"}
_ENDS = {"done": "DONE", "notours": "NOT_OURS", "dup": "DUPLICATE", "declined": "DECLINED", "withdrawn": "WITHDRAWN"}
_CHANNELS = (Channel.WEB, Channel.WEB, Channel.WEB, Channel.PHONE, Channel.WEB, Channel.COUNTER)


@dataclass
class Story:
    """One report with the time it was brought; ``step`` is the share of the time since then that each event takes."""

    number: int
    data: dict[str, Any]
    spot: Spot
    opened: datetime
    now: datetime

    @property
    def key(self) -> str:
        return f"demo:report:{self.number}"

    @property
    def way(self) -> str:
        return str(self.data["way"]).removesuffix("hidden")

    def moment(self, part: float) -> datetime:
        """A time between the report and now."""
        return self.opened + (self.now - self.opened) * part


def tell_stories(hue: float, progress: Callable[[str], None]) -> int:
    """Open what is not there yet; returns how many reports were added."""
    entries = json.loads((Path(__file__).parent / "stories.json").read_text(encoding="utf-8"))
    now = clock.now()
    places = spots(len(entries))
    known = set(Submission.objects.filter(key__startswith="demo:report:").values_list("key", flat=True))
    stories = [
        Story(number, entry, spot, _time_of(number, entry["days"], now), now)
        for number, (entry, spot) in enumerate(zip(entries, places, strict=False))
    ]
    added = 0
    for story in sorted(stories, key=lambda story: story.opened):
        if story.key not in known:
            _tell(story, hue)
            added += 1
            if added % 10 == 0:
                progress(f"{added} Meldungen")
    return added


def _time_of(number: int, days: int, now: datetime) -> datetime:
    """Some time of that day, never in the future."""
    if days == 0:
        return now - timedelta(minutes=40 + number * 3)
    local = clock.local(now)
    return local.replace(hour=7 + number % 13, minute=number * 7 % 60, second=0, microsecond=0) - timedelta(days=days)


def _tell(story: Story, hue: float) -> None:
    with clock.at(story.opened):
        case, files = _open(story, hue)
    report = Report.objects.select_related("case").get(pk=case.pk)
    clerk = clerk_of(case)
    if story.data["way"] not in _HIDDEN and story.way != "new":
        with clock.at(story.moment(0.15)):
            release(report=report, public_text=story.data["text"], photos=files, actor=clerk)
    _WAYS[story.way](story, case, clerk)


def _open(story: Story, hue: float) -> tuple[Case, list[StoredFile]]:
    data = story.data
    files = [
        ingest(upload=drawing(name, hue=hue, seed=story.number * 7 + place)).file
        for place, name in enumerate(data["pictures"])
    ]
    new = NewReport(
        category=Category.objects.select_related("group").get(key=data["kind"]),
        lon=story.spot.lon,
        lat=story.spot.lat,
        text=data["text"],
        place_note=data.get("note", ""),
        answers=data.get("answers", {}),
        files=files,
        party=PEOPLE[data["who"]] if "who" in data else NewParty(),
    )
    channel = _CHANNELS[story.number % len(_CHANNELS)]
    case = open_report(new=new, channel=channel, key=story.key).case
    return case, [entry.file for entry in Attachment.objects.filter(case=case).select_related("file")]


def clerk_of(case: Case) -> User | None:
    """Somebody who works in the unit; else anybody of the staff."""
    member = (
        Membership.objects.filter(unit_id=case.unit_id, user__is_active=True)
        .select_related("user")
        .order_by("pk")
        .first()
    )
    return member.user if member else User.objects.filter(kind=Kind.STAFF, is_active=True).order_by("pk").first()


_Way = Callable[[Story, Case, User | None], None]


def _nothing(story: Story, case: Case, clerk: User | None) -> None:
    return


def _to(status: str, part: float) -> _Way:
    def go(story: Story, case: Case, clerk: User | None) -> None:
        with clock.at(story.moment(part)):
            change_status(case=case, to=status, actor=clerk)

    return go


def _work(story: Story, case: Case, clerk: User | None) -> None:
    _to("CHECKED", 0.2)(story, case, clerk)
    with clock.at(story.moment(0.35)):
        if clerk is not None:
            assign(case=case, assignee=clerk, actor=clerk)
        change_status(case=case, to="IN_WORK", actor=clerk)


def _planned(story: Story, case: Case, clerk: User | None) -> None:
    _work(story, case, clerk)
    with clock.at(story.moment(0.6)):
        change_status(
            case=case, to="PLANNED", actor=clerk, public_text="Die Arbeit ist für die nächste Woche eingeplant."
        )


def _asked(story: Story, case: Case, clerk: User | None) -> None:
    _work(story, case, clerk)
    if clerk is not None:
        with clock.at(story.moment(0.8)):
            ask_back(case=case, actor=clerk, text=_QUESTION)


def _answered(story: Story, case: Case, clerk: User | None) -> None:
    _asked(story, case, clerk)
    with clock.at(story.moment(0.9)):
        receive_message(case=case, text="Ja, das stimmt so. Ein Foto kann ich morgen nachreichen.", label="")


def _external(story: Story, case: Case, clerk: User | None) -> None:
    _to("CHECKED", 0.2)(story, case, clerk)
    with clock.at(story.moment(0.5)):
        change_status(
            case=case, to="EXTERNAL", actor=clerk, public_text="Wir haben die Firma beauftragt, der die Anlage gehört."
        )


def _end(story: Story, case: Case, clerk: User | None) -> None:
    if story.way == "done":
        _work(story, case, clerk)
        if clerk is not None and "who" in story.data:
            with clock.at(story.moment(0.45)):
                answer(case=case, actor=clerk, text="Guten Tag, vielen Dank für Ihre Meldung. Wir sind unterwegs.")
    actor = None if story.way == "withdrawn" else clerk
    with clock.at(story.moment(0.7)):
        change_status(case=case, to=_ENDS[story.way], actor=actor, public_text=story.data["end"])


_QUESTION = "Guten Tag, vielen Dank für Ihre Meldung. Können Sie uns die Stelle noch etwas genauer beschreiben? Ein Foto hilft uns auch."
_WAYS: dict[str, _Way] = {
    "new": _nothing,
    "held": _nothing,
    "checked": _to("CHECKED", 0.4),
    "work": _work,
    "planned": _planned,
    "asked": _asked,
    "answered": _answered,
    "external": _external,
    **dict.fromkeys(_ENDS, _end),
}
