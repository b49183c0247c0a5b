# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Showing a report to the public, and taking it back. The caller has asked ``rules.may_release``."""

from collections.abc import Sequence

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import Attachment
from nahdran.cases.operations.locking import locked
from nahdran.files.models import StoredFile
from nahdran.kit.text import clean
from nahdran.reports.enums import Release
from nahdran.reports.models import PublicPhoto, Report
from nahdran.reports.operations.errors import ConfidentialReport, ForeignPhoto
from nahdran.reports.operations.words import index_public_words
from nahdran.reports.rules import MAX_TEXT


def release(*, report: Report, public_text: str, photos: Sequence[StoredFile], actor: User | None) -> Report:
    """Make kind, place, status, ``public_text`` and exactly these ``photos`` public. Called again, it replaces what was public.

    Raises ForeignPhoto for a file that does not belong to the report's case, and ConfidentialReport.
    """
    wanted = {photo.pk for photo in photos}
    with transaction.atomic():
        fresh = _locked(report)
        if fresh.case.confidentiality == Confidentiality.CONFIDENTIAL:
            raise ConfidentialReport
        own = set(Attachment.objects.filter(case_id=fresh.pk).values_list("file_id", flat=True))
        if wanted - own:
            raise ForeignPhoto
        fresh.public_text = clean(public_text)[:MAX_TEXT]
        fresh.release = Release.RELEASED
        fresh.save(update_fields=["public_text", "release"])
        fresh.public_photos.exclude(file_id__in=wanted).delete()
        PublicPhoto.objects.bulk_create(
            [PublicPhoto(report=fresh, file=photo) for photo in photos], ignore_conflicts=True
        )
        index_public_words(fresh)
        record(action="reports.released", actor=actor, obj=fresh.case, data={"photos": len(wanted)})
    return fresh


def withdraw_release(*, report: Report, actor: User | None) -> Report:
    """Take a report out of the public: list, map, search, photos and its own page no longer know it."""
    with transaction.atomic():
        fresh = _locked(report)
        hide(fresh)
        record(action="reports.withdrawn", actor=actor, obj=fresh.case)
    return fresh


def hide(report: Report) -> None:
    """The inside of taking back; ``report`` is locked by the caller, who also writes the log."""
    report.release = Release.WITHDRAWN
    report.save(update_fields=["release"])
    report.public_photos.all().delete()
    index_public_words(report)


def _locked(report: Report) -> Report:
    """The report behind the lock of its case, as every step of the core takes it: case first, or two steps could wait for each other."""
    case = locked(report.case)
    fresh = Report.objects.select_for_update(of=("self",)).select_related("category__group", "district").get(pk=case.pk)
    fresh.case = case
    return fresh
