# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports made on a phone without a network: taken in piece by piece, as often as it sends them, into a draft that is sent like any other. Called by their address only.

The phone names its report by a random key, from which the id of the draft is made (``queries.offline``).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from nahdran.files.operations import Upload, discard
from nahdran.kit import clock
from nahdran.reports.models import DraftPhoto, ReportDraft
from nahdran.reports.operations.drafts import add_photo, keep_step
from nahdran.reports.operations.errors import TooManyPhotos
from nahdran.reports.queries.offline import draft_id

# A phone keeps nothing longer, so an older beginning is a wrong clock.
_OLDEST = timedelta(days=30)


def draft_for(*, key: UUID, begun_at: datetime | None = None) -> ReportDraft:
    """The draft of this key; begun now if there is none. ``begun_at`` is when the person began to write, by the clock of the phone."""
    now = clock.now()
    began = min(now, max(begun_at or now, now - _OLDEST))
    draft, _is_new = ReportDraft.objects.get_or_create(
        pk=draft_id(key), defaults={"created_at": began, "changed_at": now}
    )
    if began < draft.created_at and draft.case_id is None:
        # The photos came first, and they do not say it.
        ReportDraft.objects.filter(pk=draft.pk).update(created_at=began)
    return draft


def keep_photo(*, draft: ReportDraft, key: UUID, upload: Upload) -> None:
    """Take in one photo under its key; the same key again changes nothing. Raises UnableToStore (from files), TooManyPhotos or AlreadySent."""
    if draft.photos.filter(key=key).exists():
        return
    try:
        photo = add_photo(draft=draft, upload=upload)
    except TooManyPhotos:
        if draft.photos.filter(key=key).exists():
            return  # its twin was quicker and took the last place
        raise
    try:
        with transaction.atomic():
            DraftPhoto.objects.filter(pk=photo.pk).update(key=key)
    except IntegrityError:
        _drop([photo])


def absent_photos(*, draft: ReportDraft, keys: Sequence[UUID]) -> list[UUID]:
    """Which of these photos never came, or were thrown away with a draft that waited too long."""
    there = set(draft.photos.filter(key__in=keys).values_list("key", flat=True))
    return [key for key in keys if key not in there]


def fill_draft(*, draft: ReportDraft, values: Mapping[str, Any], photos: Sequence[UUID]) -> ReportDraft:
    """Keep what was sent, with exactly these photos; then it can be sent like any draft. Raises AlreadySent."""
    fresh = keep_step(draft=draft, values={**values, "details_done": True})
    _drop(fresh.photos.exclude(key__in=photos))
    return fresh


def _drop(photos: Any) -> None:
    for photo in photos:
        file = photo.file
        photo.delete()
        discard(file)
