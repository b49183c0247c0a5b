# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sending a report: the one door for the form, for the queue of a phone that had no network, and for other applications.

Exactly one case comes of a report, however often and from however many windows it is sent. Some have to wait before that.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection, transaction

from nahdran.accounts.models import User
from nahdran.cases.enums import Channel
from nahdran.cases.models import Case, Submission
from nahdran.places.queries import describe
from nahdran.reports.enums import WaitsFor
from nahdran.reports.models import ReportDraft, WaitingReport
from nahdran.reports.operations.contents import as_data, close_draft, contents_of
from nahdran.reports.operations.errors import EmailNeeded, OutsideTown, UnableToSubmit
from nahdran.reports.operations.opening import NewReport, open_report
from nahdran.reports.operations.waiting import hold, hold_draft
from nahdran.reports.queries.blocking import blocked_signs
from nahdran.reports.queries.drafts import category_of, missing_steps
from nahdran.reports.suspicion import BLOCKED, Outcome, signs_of_visit, weigh


@dataclass(frozen=True, slots=True)
class Sent:
    """Either ``case``, or ``waiting``: sent, but no case before the person has confirmed or a clerk has had a look.

    ``is_new`` is false if the same was sent before; then this is what became of it, perhaps both.
    """

    case: Case | None
    waiting: WaitingReport | None
    is_new: bool

    @property
    def token(self) -> UUID | None:
        """By which the sender may ask what became of a report that waits."""
        return self.waiting.token if self.waiting else None


def submit(
    *,
    new: NewReport,
    key: str,
    channel: str = Channel.WEB,
    actor: User | None = None,
    proven: bool = False,
    confirm: bool = False,
) -> Sent:
    """Open the report, or keep it waiting. The same ``key`` again, even at the same moment, gives what came of the first.

    It waits for a look where the town has blocked sender or words, or ``new.suspicion`` weighs heavily, else for the person's click where its category needs an address that is
    theirs, or where ``confirm`` asks for that instead of another proof; not if ``proven``, if they are signed in, or if a clerk (``actor``) takes it in. ``key`` is at most 64 signs long, of the
    caller's own kind ("open311:…") and hard to guess. Raises OutsideTown, and EmailNeeded where there is no address to ask.
    Side effects: case with its mails, or draft with the mail that asks.
    """
    with transaction.atomic():
        if earlier := _sent_before(key):
            return earlier
        new = new if actor is not None else _marked(new)
        reason = _waits_for(new, proven=proven or actor is not None, confirm=confirm)
        if not reason:
            opened = open_report(new=new, channel=channel, actor=actor, key=key)
            return Sent(opened.case, None, opened.is_new)
        return Sent(None, hold(new=new, key=key, channel=channel, reason=reason), is_new=True)


def submit_report(
    *,
    draft: ReportDraft,
    language: str = "de",
    account: User | None = None,
    trap: bool = False,
    suspicion: str = "",
    channel: str = Channel.WEB,
    confirm: bool = False,
) -> Sent:
    """Send what ``draft`` describes. Sent before, it gives the case from then, or what waits.

    ``trap`` says that a field was filled in which people do not see, ``suspicion`` names more signs of a robot (``reports.gate``): such a
    report is marked, or waits for a look, and is never dropped. ``confirm`` as in ``submit``. Raises UnableToSubmit with the steps that still need something, EmailNeeded and OutsideTown. The draft is locked and,
    as soon as there is a case, emptied.
    """
    key = f"report:{draft.pk}"
    with transaction.atomic():
        # Without joining the case: who waited for the lock would see the new draft beside the old absence of its case.
        fresh = ReportDraft.objects.select_for_update().get(pk=draft.pk)
        waiting = WaitingReport.objects.filter(pk=fresh.pk).first()
        if fresh.case is not None or waiting is not None:
            return Sent(fresh.case, waiting, is_new=False)
        category, photos = category_of(fresh), list(fresh.photos.select_related("file"))
        if missing := missing_steps(fresh, category, has_photos=bool(photos)):
            raise UnableToSubmit(missing)
        signs = _signs(fresh, trap=trap, suspicion=suspicion)
        new = _marked(
            contents_of(fresh, language=language, account=account, suspicion=signs, category=category, photos=photos)
        )
        if reason := _waits_for(new, confirm=confirm):
            return Sent(None, hold_draft(draft=fresh, new=new, key=key, channel=channel, reason=reason), True)
        opened = open_report(new=new, channel=channel, key=key)
        close_draft(fresh, opened.case, has_photos=bool(photos))
    return Sent(opened.case, None, opened.is_new)


def _sent_before(key: str) -> Sent | None:
    """What came of an earlier call with this key; a twin of this call is waited for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reports.submit:{key}"])
    waiting = WaitingReport.objects.select_related("draft__case").filter(key=key).first()
    if waiting is not None:
        return Sent(waiting.draft.case, waiting, is_new=False)
    # What waited is forgotten some days after it became a case; the case remembers for good.
    submission = Submission.objects.filter(key=key).select_related("case").first()
    return Sent(submission.case, None, is_new=False) if submission else None


def _waits_for(new: NewReport, *, proven: bool = False, confirm: bool = False) -> str:
    """What this report needs before it can become a case; empty if nothing. Refuses here what would have to be refused later."""
    known = proven or new.party.account is not None
    signs = new.suspicion.split(",")
    looks = not BLOCKED.isdisjoint(signs) or (not known and weigh(signs) == Outcome.LOOK)
    asks = not known and not looks and (confirm or new.category.contact_required)
    if not (looks or asks):
        return ""
    if asks and not new.party.email:
        raise EmailNeeded
    place = describe(new.lon, new.lat)
    if not place.inside and not new.may_lie_outside:
        raise OutsideTown(place.hint)
    return WaitsFor.LOOK if looks else WaitsFor.CONFIRMATION


def _marked(new: NewReport) -> NewReport:
    """With the signs of the town's own list. Here, because every door leads through here."""
    signs = [*filter(None, new.suspicion.split(",")), *blocked_signs(as_data(new))]
    return replace(new, suspicion=",".join(dict.fromkeys(signs)))


def _signs(draft: ReportDraft, *, trap: bool, suspicion: str) -> str:
    signs = signs_of_visit(began=draft.created_at, trapped=bool(trap or draft.data.get("trap")))
    signs += [name for name in suspicion.split(",") if name and name not in signs]
    return ",".join(signs)
