# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was asked and answered after a closing: for the person's pages, the desk and the worker."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from nahdran.cases.enums import HintSort, Outcome, RevisitSort
from nahdran.cases.kinds import kinds
from nahdran.cases.models import (
    AftercareSettings,
    Case,
    ClosingAnswer,
    Hint,
    OpenQuestion,
    Party,
    Revisit,
    StatusChange,
)
from nahdran.cases.queries.together import together
from nahdran.kit import clock

# The desk shows how many say the same, up to this many.
MOST_HINTS = 100


def aftercare_settings() -> AftercareSettings:
    """The one row; before the town has settled anything, its defaults."""
    return AftercareSettings.objects.first() or AftercareSettings()


@dataclass(frozen=True, slots=True)
class Aftercare:
    """How it stands after the last closing, for one person. ``change`` is that closing, None while the case is open."""

    change: StatusChange | None
    settings: AftercareSettings
    answer: ClosingAnswer | None
    revisits: list[Revisit]
    asks: bool = False

    @property
    def open_revisit(self) -> Revisit | None:
        return next((row for row in self.revisits if row.decided_at is None), None)

    @property
    def request(self) -> Revisit | None:
        """Somebody has asked to look again after this closing."""
        return next((row for row in self.revisits if row.sort == RevisitSort.REQUEST), None)

    @property
    def is_refused(self) -> bool:
        return self.request is not None and self.request.outcome == Outcome.REFUSED

    @property
    def until(self) -> datetime | None:
        """Up to when one may ask to look again."""
        return self.change.at + timedelta(days=self.settings.reopen_days) if self.change else None

    @property
    def is_in_time(self) -> bool:
        return self.until is not None and clock.now() <= self.until


_CHANGE = ("id", "case_id", "at", "start", "end", "public_text")
_ANSWER = ("id", "case_id", "change_id", "who", "answered_at", "is_settled", "score", "good", "bad", "comment")
_REVISIT = ("id", "case_id", "change_id", "sort", "reason", "asked_at", "due_at", "decided_at", "outcome")


def aftercare_of(case: Case, *, who: int) -> Aftercare:
    """One query."""
    workflow = case.of_kind.workflow
    sets: dict[str, QuerySet[Any]] = {"settings": AftercareSettings.objects.values()}
    if not case.is_open:
        last = StatusChange.objects.filter(case=case, end=case.status).order_by("-at", "-id")[:1]
        sets |= {
            "changes": last.values(*_CHANGE),
            "answers": ClosingAnswer.objects.filter(case=case, who=who).order_by("-answered_at").values(*_ANSWER),
            "revisits": Revisit.objects.filter(case=case).order_by("-asked_at").values(*_REVISIT),
        }
    rows = together(**sets)
    change = next(iter(rows.get("changes", ())), None)
    settings = next(iter(rows["settings"]), None) or AftercareSettings()
    of_this = change.pk if change else None
    return Aftercare(
        change=change,
        settings=settings,
        answer=next((row for row in rows.get("answers", ()) if row.change_id == of_this), None),
        revisits=[row for row in rows.get("revisits", ()) if row.change_id == of_this],
        asks=settings.asks and not case.is_open and case.status in workflow.confirms,
    )


def may_ask_again(case: Case) -> bool:
    """Whether its workflow knows looking again after this closing; not yet whether it is in time."""
    return not case.is_open and case.status in case.of_kind.workflow.reopens


def revisit_sets(case: Case) -> dict[str, QuerySet[Any]]:
    """For the page at the desk: the open matter, the answers, and hints of people."""
    return {
        "revisits": Revisit.objects.filter(case=case)
        .order_by("-asked_at")
        .values(*_REVISIT, "message_id", "message__text"),
        "answers": ClosingAnswer.objects.filter(case=case).order_by("-answered_at", "-id").values(*_ANSWER),
        "hints": Hint.objects.filter(case=case, set_aside_at=None)
        .order_by("-at")
        .values("id", "case_id", "sort", "origin", "at")[:MOST_HINTS],
    }


def hint_counts(hints: list[Hint]) -> Mapping[str, int]:
    """How many say that it is done, and how many that it is still there."""
    counts = Counter(hint.sort for hint in hints)
    return {sort: counts[sort] for sort in HintSort.values}


def hint_set(case_id: int) -> QuerySet[Hint]:
    return Hint.objects.filter(case_id=case_id, set_aside_at=None)


def to_ask_later(days: int) -> QuerySet[Case]:
    """Cases that were settled ``days`` ago or a little longer, so that one night without a worker loses none."""
    end = clock.now() - timedelta(days=days)
    wanted = [(kind.key, kind.workflow.confirms) for kind in kinds if kind.workflow.confirms]
    rows = Case.objects.filter(closed_at__lte=end, closed_at__gt=end - timedelta(days=3))
    rows = rows.filter(kind__in=[key for key, _names in wanted])
    return rows.filter(status__in=sorted({name for _key, names in wanted for name in names})).select_related("access")


def to_ask_whether_open(weeks: int) -> QuerySet[Case]:
    """Open cases of which their person has heard nothing for so long, and who was not asked yet; the longest waiting first."""
    before = clock.now() - timedelta(weeks=weeks)
    news = StatusChange.objects.filter(case=OuterRef("pk"), at__gt=before)
    asked = OpenQuestion.objects.filter(case=OuterRef("pk"))
    reachable = Party.objects.filter(case=OuterRef("pk")).exclude(email="")
    rows = Case.objects.filter(closed_at=None, changed_at__lte=before).exclude(status__in=_waiting_for_people())
    return (
        rows.filter(Exists(reachable), ~Exists(news), ~Exists(asked)).select_related("access").order_by("due_at", "id")
    )


def _waiting_for_people() -> list[str]:
    return sorted({kind.workflow.asked for kind in kinds})
