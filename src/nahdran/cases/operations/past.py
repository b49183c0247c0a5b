# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cases that another system had before us: many at once, with their past, and nobody is told.

No message leaves, no promise is made for what is settled, and the log has one entry for all; the caller writes it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import Value
from django.utils import timezone

from nahdran.cases.access import new_salt
from nahdran.cases.enums import Channel, DeadlineKind, Direction
from nahdran.cases.kinds import Decision, Targets, kinds
from nahdran.cases.marks import next_mark
from nahdran.cases.models import (
    Access,
    Assignment,
    Case,
    CaseSearch,
    ClockSegment,
    Deadline,
    Message,
    Party,
    StatusChange,
)
from nahdran.cases.operations.opening import NewParty
from nahdran.cases.operations.words import LONGEST, spellings
from nahdran.kit import clock
from nahdran.kit.ids import format_reference
from nahdran.kit.text import clean, clean_line, shorten
from nahdran.org.queries import calendar, town


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCase:
    """What is known of a case from before. ``numbers`` are names under which people may still ask for it."""

    title: str
    text: str
    decision: Decision
    targets: Targets
    status: str
    opened_at: datetime
    closed_at: datetime | None
    public_text: str = ""
    place: str = ""
    numbers: str = ""
    party: NewParty | None = None


def open_past_cases(*, kind: str, entries: Sequence[PastCase]) -> list[Case]:
    """Make the cases in one transaction with a number of statements that does not depend on how many they are. Same order as ``entries``.

    What is still open gets its promises from today on: the town starts with us, not years late.
    """
    now = clock.now()
    with transaction.atomic():
        cases = Case.objects.bulk_create(
            [_case(kind, entry, number, now) for entry, number in zip(entries, _numbers(len(entries)), strict=True)]
        )
        pairs = list(zip(cases, entries, strict=True))
        Access.objects.bulk_create([Access(case=case, salt=new_salt()) for case in cases])
        Message.objects.bulk_create([_message(case, entry) for case, entry in pairs])
        Party.objects.bulk_create([_party(case, entry.party) for case, entry in pairs if _is_known(entry.party)])
        StatusChange.objects.bulk_create([change for case, entry in pairs for change in _changes(case, entry)])
        Assignment.objects.bulk_create([_assignment(case, entry) for case, entry in pairs])
        still_open = [(case, entry) for case, entry in pairs if case.closed_at is None]
        Deadline.objects.bulk_create([promise for case, entry in still_open for promise in _promises(case, entry, now)])
        ClockSegment.objects.bulk_create([ClockSegment(case=case, running=True, since=now) for case, _ in still_open])
        CaseSearch.objects.bulk_create(
            [CaseSearch(case=case, document=_document(case, entry)) for case, entry in pairs]
        )
    return cases


def remove_past_cases(*, case_ids: Iterable[int]) -> int:
    """Take cases away again that nobody has touched since. The caller has looked, and writes the log."""
    with transaction.atomic():
        rows = Case.objects.select_for_update().filter(pk__in=list(case_ids))
        return len([case.delete() for case in rows])


def _numbers(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_reference_number') FROM generate_series(1, %s)", [count])
        return [number for (number,) in cursor.fetchall()]


def _case(kind: str, entry: PastCase, number: int, now: datetime) -> Case:
    closes = kinds.get(kind).workflow.status(entry.status).closes
    closed_at = (entry.closed_at or entry.opened_at) if closes else None
    forget_after = timedelta(days=settings.FORGET_PEOPLE_AFTER_DAYS)
    return Case(
        reference=format_reference(town().reference_prefix, timezone.localtime(entry.opened_at).year, number),
        kind=kind,
        title=shorten(clean_line(entry.title), 200),
        channel=Channel.API,
        status=entry.status,
        unit_id=entry.decision.unit_id,
        opened_at=entry.opened_at,
        closed_at=closed_at,
        due_at=closed_at or calendar().due_at(now, entry.targets.first_answer_days),
        changed_at=now,
        retain_until=timezone.localdate(closed_at + forget_after) if closed_at else None,
    )


def _message(case: Case, entry: PastCase) -> Message:
    label = clean_line(entry.party.name) if entry.party else ""
    return Message(
        case=case,
        at=entry.opened_at,
        direction=Direction.IN,
        channel=Channel.API,
        author_label=label,
        text=clean(entry.text),
    )


def _is_known(party: NewParty | None) -> bool:
    return party is not None and bool(party.name or party.email or party.phone)


def _party(case: Case, party: NewParty | None) -> Party:
    known = party or NewParty()
    return Party(case=case, name=clean_line(known.name), email=known.email, phone=clean_line(known.phone))


def _assignment(case: Case, entry: PastCase) -> Assignment:
    facts = dict(entry.decision.facts)
    reason = "" if facts else entry.decision.because
    return Assignment(case=case, at=entry.opened_at, unit_id=case.unit_id, reason=reason, facts=facts)


def _changes(case: Case, entry: PastCase) -> list[StatusChange]:
    """How it came in and how it stands; what lay between is the secret of the old system."""
    initial = case.of_kind.workflow.initial
    first = StatusChange(case=case, at=entry.opened_at, end=initial)
    if case.status == initial:
        first.public_text = clean(entry.public_text)
        return [first]
    at = max(case.closed_at or case.changed_at, entry.opened_at)
    return [
        first,
        StatusChange(case=case, at=at, start=initial, end=case.status, public_text=clean(entry.public_text)),
    ]


def _promises(case: Case, entry: PastCase, now: datetime) -> list[Deadline]:
    wanted = {
        DeadlineKind.FIRST_ANSWER: entry.targets.first_answer_days,
        DeadlineKind.SETTLE: entry.targets.settle_days,
    }
    days = calendar()
    return [
        Deadline(
            case=case,
            kind=kind,
            days=count,
            started_at=now,
            due_at=days.due_at(now, count),
            mark_at=next_mark(days, count, days.due_at(now, count), 0),
        )
        for kind, count in wanted.items()
    ]


def _document(case: Case, entry: PastCase) -> Any:
    name = clean_line(entry.party.name) if entry.party else ""
    return (
        SearchVector(Value(f"{spellings(case.reference)} {entry.numbers} {case.title}"), weight="A", config="german")
        + SearchVector(Value(entry.place), weight="B", config="german")
        + SearchVector(Value(f"{clean(entry.text)[:LONGEST]} {name}"), weight="C", config="german")
    )
