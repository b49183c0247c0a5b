# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads of takeovers: the list, what a run did, and where an old number leads today."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from nahdran.reports.queries.public import released
from nahdran.takeover.models import Fault, PhotoBox, Run, Taken

SHOWN_FAULTS = 100


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term of theirs, how often it comes, and what it is matched with."""

    term: str
    count: int
    chosen: str


def runs() -> QuerySet[Run]:
    """All runs, newest first, without the files."""
    return Run.objects.defer("data", "their_categories", "their_statuses").select_related("started_by")


def run_of(pk: int) -> Run | None:
    return Run.objects.defer("data").filter(pk=pk).first()


def named_photos(run: Run) -> tuple[int, int]:
    """How many photos the rows of a run name, and how many of them are here."""
    return run.photos.count(), run.photos.filter(file__isnull=False).count()


def boxes_of(run: Run) -> list[PhotoBox]:
    """The archives of a run without their bytes, newest first."""
    return list(run.boxes.defer("data").order_by("-id")[:20])


def first_faults(run: Run) -> list[Fault]:
    return list(run.faults.order_by("row", "id")[:SHOWN_FAULTS])


def all_faults(run: Run) -> QuerySet[Fault]:
    return run.faults.order_by("row", "id")


def touched_since(run: Run) -> int:
    """How many of the cases of a run somebody has worked on since; as long as there are any, nothing is taken back."""
    return run.taken.exclude(case__changed_at=F("seen_at")).count()


def terms(found: dict[str, int], chosen: dict[str, str]) -> list[TermRow]:
    """The most frequent first."""
    return [TermRow(term, count, chosen.get(term, "")) for term, count in sorted(found.items(), key=lambda e: -e[1])]


def public_reference(source: str, number: str) -> str | None:
    """The reference of today of a report that had a number in an old system; nothing unless everybody may see it."""
    taken = Taken.objects.filter(source=source, number=number).values("case_id")
    return released().filter(case_id__in=taken).values_list("case__reference", flat=True).first()
