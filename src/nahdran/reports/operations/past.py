# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports that another system had before us: many at once, each with a place of ours, without mails and without promises for the past."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.cases.enums import Channel
from nahdran.cases.kinds import Decision, kinds
from nahdran.cases.models import Case
from nahdran.cases.operations import NewParty, PastCase, attach, open_past_cases, remove_past_cases
from nahdran.files.models import StoredFile
from nahdran.kit.text import clean, clean_line
from nahdran.places.models import District
from nahdran.reports.enums import Release
from nahdran.reports.models import Category, PublicPhoto, Report, RoutingRule
from nahdran.reports.operations.opening import KIND, targets_of
from nahdran.reports.operations.words import public_words
from nahdran.reports.routing import RuleBook, Told
from nahdran.reports.rules import MAX_PLACE_NOTE, MAX_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class PastReport:
    """``category`` brings its group along. With ``public_text`` None the report is not released."""

    number: str
    category: Category
    district: District | None
    lon: float
    lat: float
    address: str
    note: str
    text: str
    answer: str
    status: str
    opened_at: datetime
    closed_at: datetime | None
    party: NewParty | None
    public_text: str | None


def open_past_reports(*, entries: Sequence[PastReport]) -> list[Case]:
    """Make reports with their past in one transaction, in the order of ``entries``. Nobody is told; the caller writes the log."""
    with transaction.atomic():
        book = RuleBook(RoutingRule.objects.filter(unit__is_active=True).select_related("unit"))
        past = [_past_case(entry, _decision(entry, book)) for entry in entries]
        cases = open_past_cases(kind=KIND, entries=past)
        Report.objects.bulk_create([_report(case, entry) for case, entry in zip(cases, entries, strict=True)])
    return cases


def add_past_photo(*, case: Case, file: StoredFile, actor: User | None, publish: bool) -> Case:
    """Hang a photo at such a report; the public sees it only with ``publish``, and only where it sees the report. Returns the case as it is now."""
    with transaction.atomic():
        attach(case=case, file=file, actor=actor)
        if publish and Report.objects.filter(pk=case.pk, release=Release.RELEASED).exists():
            PublicPhoto.objects.get_or_create(report_id=case.pk, file=file)
    return Case.objects.get(pk=case.pk)


def remove_past_reports(*, case_ids: Iterable[int]) -> int:
    """Take reports away again that nobody has touched since. The caller has looked, and writes the log."""
    return remove_past_cases(case_ids=case_ids)


def _decision(entry: PastReport, book: RuleBook) -> Decision:
    """Who answers for it by the rules of today. What people answered back then is not known."""
    told = Told(lon=entry.lon, lat=entry.lat, channel=Channel.API)
    return book.decide(entry.category, entry.district, told).decision


def _past_case(entry: PastReport, decision: Decision) -> PastCase:
    district = entry.district.name if entry.district else ""
    return PastCase(
        title=entry.category.name,
        text=clean(entry.text)[:MAX_TEXT],
        decision=decision,
        targets=targets_of(entry.category),
        status=entry.status,
        opened_at=entry.opened_at,
        closed_at=entry.closed_at,
        public_text=entry.answer,
        place=f"{entry.address} {district} {clean_line(entry.note)} {entry.category.group.name}",
        numbers=entry.number,
        party=entry.party,
    )


def _report(case: Case, entry: PastReport) -> Report:
    status = kinds.get(KIND).workflow.status(case.status)
    report = Report(
        case=case,
        category=entry.category,
        district=entry.district,
        lon=entry.lon,
        lat=entry.lat,
        address=entry.address[:200],
        place_note=clean_line(entry.note)[:MAX_PLACE_NOTE],
        description=clean(entry.text)[:MAX_TEXT],
        public_text=clean(entry.public_text or "")[:MAX_TEXT],
        release=Release.HELD if entry.public_text is None else Release.RELEASED,
        reported_at=case.opened_at,
        tone=status.tone,
        is_open=not status.closes,
    )
    if report.release == Release.RELEASED:
        report.words = public_words(report)
    return report
