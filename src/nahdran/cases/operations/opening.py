# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening a case: number, salt, first status, clocks, words for the search, and the confirmation by mail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases import mails
from nahdran.cases.access import new_salt
from nahdran.cases.enums import Direction
from nahdran.cases.kinds import Decision, Targets, kinds
from nahdran.cases.models import (
    Access,
    Assignment,
    Case,
    Message,
    Party,
    StatusChange,
    Submission,
)
from nahdran.cases.operations import clocks
from nahdran.cases.operations.files import add_files
from nahdran.cases.operations.locking import tell
from nahdran.cases.operations.words import index_words
from nahdran.cases.signals import case_opened
from nahdran.files.models import StoredFile
from nahdran.kit import clock
from nahdran.kit.ids import format_reference
from nahdran.kit.text import clean_line, shorten
from nahdran.org.models import Membership
from nahdran.org.queries import town


@dataclass(frozen=True, slots=True)
class NewParty:
    """Who brings the concern. Everything is optional: who gives nothing stays anonymous."""

    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "de"
    account: User | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """``is_new`` is false if the same form was sent before; the case is the one from then."""

    case: Case
    is_new: bool


def open_case(
    *,
    kind: str,
    title: str,
    text: str,
    channel: str,
    decision: Decision,
    targets: Targets,
    detail: Callable[[Case], None],
    words: str = "",
    requester: NewParty | None = None,
    files: Sequence[StoredFile] = (),
    actor: User | None = None,
    key: str = "",
) -> Opened:
    """Open a case and everything that belongs to it in one transaction.

    ``detail`` writes the feature's own row. ``key`` makes the call idempotent: the second call with the same key, even at the same
    moment, returns the case of the first. The confirmation goes to the outbox.
    """
    with transaction.atomic():
        if key and (earlier := _claim(key)):
            return Opened(earlier, is_new=False)
        now = clock.now()
        promises = clocks.promised(targets, now)
        case = _create(
            kind=kind, title=title, channel=channel, decision=decision, now=now, due_at=min(promises.values())
        )
        if key:
            Submission.objects.create(key=key, case=case)
        party = _add_requester(case, requester) if requester is not None else None
        message = Message.objects.create(
            case=case,
            at=now,
            direction=Direction.IN,
            channel=channel,
            author=actor,
            author_label=_label(requester),
            text=text,
        )
        add_files(case, message, files)
        StatusChange.objects.create(case=case, at=now, end=case.status, actor=actor)
        Assignment.objects.create(
            case=case,
            at=now,
            unit_id=case.unit_id,
            assignee_id=case.assignee_id,
            actor=None,
            reason="" if decision.facts else decision.because,
            facts=dict(decision.facts),
        )
        clocks.begin(case, targets, promises, now)
        detail(case)
        index_words(case, words, text, names=[party.name] if party else [])
        record(
            action="cases.opened", actor=actor, obj=case, data={"kind": kind, "channel": channel, "unit": case.unit_id}
        )
        mails.opened(case, party)
        tell(case_opened, case)
    return Opened(case, is_new=True)


def _claim(key: str) -> Case | None:
    """The case that was opened under this key, or nothing; a second caller waits here until the first is through."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"cases.submission:{key}"])
    submission = Submission.objects.filter(key=key).select_related("case").first()
    return submission.case if submission else None


def _create(*, kind: str, title: str, channel: str, decision: Decision, now: datetime, due_at: datetime) -> Case:
    workflow = kinds.get(kind).workflow
    case = Case.objects.create(
        reference=_next_reference(timezone.localtime(now).year),
        kind=kind,
        title=shorten(clean_line(title), 200),
        channel=channel,
        status=workflow.initial,
        unit_id=decision.unit_id,
        assignee_id=_assignee(decision),
        opened_at=now,
        due_at=due_at,
        changed_at=now,
    )
    Access.objects.create(case=case, salt=new_salt())
    return case


def _assignee(decision: Decision) -> int | None:
    """Whom the decision names, if they still work there; a rule outlives the people in it."""
    if decision.assignee_id is None:
        return None
    there = Membership.objects.filter(user_id=decision.assignee_id, unit_id=decision.unit_id, user__is_active=True)
    return decision.assignee_id if there.exists() else None


def _next_reference(year: int) -> str:
    """The next number of a sequence: two people who send at once do not wait for each other, a number is never given out twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_reference_number')")
        (number,) = cursor.fetchone()
    return format_reference(town().reference_prefix, year, number)


def _add_requester(case: Case, party: NewParty) -> Party | None:
    if not (party.name or party.email or party.phone or party.account):
        return None
    return Party.objects.create(
        case=case,
        name=clean_line(party.name),
        email=party.email,
        phone=clean_line(party.phone),
        language=party.language[:2],
        account=party.account,
    )


def _label(party: NewParty | None) -> str:
    return clean_line(party.name) if party else ""
