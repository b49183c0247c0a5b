# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Showing a report to the public, and taking it back. The caller has asked ``rules.may_release``."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import Attachment
from nahdran.cases.operations.locking import locked
from nahdran.cases.queries.parts import is_part
from nahdran.files.models import StoredFile
from nahdran.kit.personal import REMOVED
from nahdran.kit.text import clean
from nahdran.notices.operations.following import withdraw_news
from nahdran.reports.enums import ComplaintOutcome, Publish, Release
from nahdran.reports.models import PublicPhoto, Report
from nahdran.reports.operations import events
from nahdran.reports.operations.errors import (
    ConfidentialReport,
    ForeignPhoto,
    NeverPublic,
    OutdatedRelease,
    PartOfAnother,
)
from nahdran.reports.operations.following import SOURCE, tell_it_is_public
from nahdran.reports.operations.originals import replace_answers, replace_original
from nahdran.reports.operations.settling import settle
from nahdran.reports.operations.words import index_public_words
from nahdran.reports.rules import MAX_TEXT


def release(
    *,
    report: Report,
    public_text: str,
    photos: Sequence[StoredFile],
    actor: User | None,
    seen: datetime | None = None,
    answers: Mapping[str, str] | None = None,
    also_original: bool = False,
) -> Report:
    """Make kind, place, status, ``public_text`` and exactly these ``photos`` public. Called again, it replaces what was public.

    ``seen`` is the ``updated_at`` that the clerk has seen. ``answers`` replaces free answers that would be public and say too much.
    With ``also_original`` the text of the case becomes the public one, and what was taken out is nowhere any longer. Raises
    OutdatedRelease, ForeignPhoto for a file that does not belong to the report's case (any longer), ConfidentialReport,
    NeverPublic and PartOfAnother.
    """
    wanted = {photo.pk for photo in photos}
    with transaction.atomic():
        fresh = locked_report(report, seen)
        _refuse(fresh)
        own = set(Attachment.objects.filter(case_id=fresh.pk).values_list("file_id", flat=True))
        if wanted - own:
            raise ForeignPhoto
        was_public = fresh.release == Release.RELEASED
        fresh.public_text = clean(public_text)[:MAX_TEXT]
        fresh.release, fresh.unchecked, fresh.publish_at = Release.RELEASED, False, None
        fresh.save(update_fields=["public_text", "release", "unchecked", "publish_at"])
        fresh.public_photos.exclude(file_id__in=wanted).delete()
        PublicPhoto.objects.bulk_create(
            [PublicPhoto(report=fresh, file=photo) for photo in photos], ignore_conflicts=True
        )
        index_public_words(fresh)
        settle(fresh, ComplaintOutcome.CHANGED, actor=actor)
        if was_public:
            events.changed(fresh)
        else:
            tell_it_is_public(fresh.pk)
            events.released(fresh)
        data = {"photos": len(wanted), "places": fresh.public_text.count(REMOVED)}
        record(action="reports.released", actor=actor, obj=fresh.case, data=data)
        replace_answers(fresh, answers or {}, actor=actor)
        if also_original:
            replace_original(fresh, actor=actor)
    return fresh


def leave_as_it_is(*, report: Report, actor: User | None, seen: datetime | None = None) -> Report:
    """A clerk has looked and nothing more becomes public: what is held stays hidden, what a rule has shown stays shown.

    Raises OutdatedRelease.
    """
    with transaction.atomic():
        fresh = locked_report(report, seen)
        if fresh.release != Release.RELEASED:
            hide(fresh, actor=actor)
            record(action="reports.withdrawn", actor=actor, obj=fresh.case)
        elif fresh.unchecked:
            fresh.unchecked, fresh.publish_at = False, None
            fresh.save(update_fields=["unchecked", "publish_at"])
            index_public_words(fresh)
            record(action="reports.left_as_it_is", actor=actor, obj=fresh.case)
    return fresh


def withdraw_release(*, report: Report, actor: User | None) -> Report:
    """Take a report out of the public: list, map, search, photos and its own page no longer know it."""
    with transaction.atomic():
        fresh = locked_report(report)
        hide(fresh, actor=actor)
        record(action="reports.withdrawn", actor=actor, obj=fresh.case)
    return fresh


def hide(report: Report, *, actor: User | None = None) -> None:
    """The inside of taking back; ``report`` is locked by the caller, who also writes the log. What people have complained about is settled by it."""
    was_public = report.release == Release.RELEASED
    report.release, report.unchecked, report.publish_at = Release.WITHDRAWN, False, None
    report.save(update_fields=["release", "unchecked", "publish_at"])
    report.public_photos.all().delete()
    index_public_words(report)
    settle(report, ComplaintOutcome.HIDDEN, actor=actor)
    withdraw_news(source=SOURCE, subject=report.pk)
    if was_public:
        events.withdrawn(report)


def locked_report(report: Report, seen: datetime | None = None) -> Report:
    """The report behind the lock of its case, as every step of the core takes it: case first, or two steps could wait for each other."""
    case = locked(report.case)
    fresh = Report.objects.select_for_update(of=("self",)).select_related("category__group", "district").get(pk=case.pk)
    fresh.case = case
    if seen is not None and fresh.updated_at != seen:
        raise OutdatedRelease
    return fresh


def _refuse(report: Report) -> None:
    if report.case.confidentiality == Confidentiality.CONFIDENTIAL:
        raise ConfidentialReport
    if report.category.publish == Publish.NEVER:
        raise NeverPublic
    if is_part(report.pk):
        raise PartOfAnother
