# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody has typed so far: kept step by step, sent once, thrown away after a week. Called by the form's steps and the clean-up task."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from nahdran.files.operations import Upload, discard, ingest
from nahdran.kit import clock
from nahdran.places.queries import is_inside
from nahdran.reports.models import DraftPhoto, ReportDraft, WaitingReport
from nahdran.reports.operations.errors import AlreadySent, TooManyPhotos
from nahdran.reports.rules import DRAFT_LIFE, MAX_PHOTOS

# A safety net below the clean-up task: the files of a draft delete themselves even if its row was lost.
_FILE_LIFE = DRAFT_LIFE * 4


def start_draft(*, data: Mapping[str, Any] | None = None) -> ReportDraft:
    now = clock.now()
    return ReportDraft.objects.create(data=dict(data or {}), created_at=now, changed_at=now)


def keep_step(*, draft: ReportDraft, values: Mapping[str, Any]) -> ReportDraft:
    """Merge what one step has brought into the draft. Raises AlreadySent."""
    with transaction.atomic():
        fresh = _open(draft)
        fresh.data = {**fresh.data, **values}
        fresh.changed_at = clock.now()
        fresh.save(update_fields=["data", "changed_at"])
    return fresh


def add_photo(*, draft: ReportDraft, upload: Upload) -> DraftPhoto:
    """Take in one photo. Raises UnableToStore (from files), TooManyPhotos or AlreadySent; what was there before stays.

    A place read from the photo is kept as a proposal if it lies in the town.
    """
    if draft.photos.count() >= MAX_PHOTOS:
        raise TooManyPhotos
    stored = ingest(upload=upload, keep_until=clock.now() + _FILE_LIFE)
    position = stored.position if stored.position and is_inside(*stored.position) else None
    with transaction.atomic():
        fresh = _open(draft)
        if fresh.photos.count() >= MAX_PHOTOS:
            discard(stored.file)
            raise TooManyPhotos
        fresh.changed_at = clock.now()
        fresh.save(update_fields=["changed_at"])
        lon, lat = position or (None, None)
        return DraftPhoto.objects.create(draft=fresh, file=stored.file, lon=lon, lat=lat)


def drop_draft(*, draft: ReportDraft) -> None:
    """Throw away what somebody does not want to send after all. One that was sent stays."""
    with transaction.atomic():
        try:
            _open(draft)
        except (AlreadySent, ReportDraft.DoesNotExist):
            return
        throw_away(draft)


def remove_photo(*, draft: ReportDraft, photo_id: int) -> None:
    """Take a photo out again and throw it away; a photo that is gone already is no error."""
    with transaction.atomic():
        fresh = _open(draft)
        photo = fresh.photos.select_related("file").filter(pk=photo_id).first()
        if photo is not None:
            photo.delete()
            discard(photo.file)


def expire_drafts() -> int:
    """Throw away drafts that nobody touched for a week, with the photos of those that were not sent. Returns how many."""
    waits = Q(waiting__isnull=False, waiting__settled_at=None)
    old = ReportDraft.objects.filter(~waits, changed_at__lt=clock.now() - DRAFT_LIFE).order_by("changed_at")
    count = 0
    for draft in old[:500]:
        throw_away(draft)
        count += 1
    return count


@transaction.atomic
def throw_away(draft: ReportDraft) -> None:
    """A draft with its photos, for good. One that is gone already is no error."""
    fresh = ReportDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if fresh is None:
        return
    for photo in fresh.photos.select_related("file"):
        discard(photo.file)
    fresh.delete()


def _open(draft: ReportDraft) -> ReportDraft:
    """The draft under a row lock."""
    fresh = ReportDraft.objects.select_for_update().get(pk=draft.pk)
    if fresh.case_id is not None or WaitingReport.objects.filter(pk=fresh.pk).exists():
        raise AlreadySent
    return fresh
