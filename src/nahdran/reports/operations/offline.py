# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports made on a phone without a network: taken in piece by piece, as often as it sends them, and opened once. Called by their address only.

The phone names its report by a random key. Here it becomes the key of the draft, but not as it is: whoever knows the key gets the secret link, so
the database does not hold it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from nahdran.accounts.models import User
from nahdran.files.operations import Upload, discard
from nahdran.kit import clock
from nahdran.reports.models import DraftPhoto, ReportDraft
from nahdran.reports.operations.drafts import add_photo, keep_step
from nahdran.reports.operations.errors import AlreadySent, TooManyPhotos
from nahdran.reports.operations.submit import Sent, submit_report

_SPACE = UUID("6d1a3c58-0f0b-4d0e-9c55-5d2f0b9d6a11")
# A phone keeps nothing longer, so an older beginning is a wrong clock.
_OLDEST = timedelta(days=30)


def draft_for(*, key: UUID, begun_at: datetime | None = None) -> ReportDraft:
    """The draft of this key; begun now if there is none. ``begun_at`` is when the person began to write, by the clock of the phone."""
    now = clock.now()
    began = min(now, max(begun_at or now, now - _OLDEST))
    draft, _is_new = ReportDraft.objects.get_or_create(
        pk=uuid5(_SPACE, key.hex), defaults={"created_at": began, "changed_at": now}
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


def send_offline(
    *,
    draft: ReportDraft,
    values: Mapping[str, Any],
    photos: Sequence[UUID],
    language: str,
    account: User | None = None,
    trap: bool = False,
) -> Sent:
    """Send it as the form would, with exactly these photos. Sent before, it gives what came of that. Raises what ``submit_report`` raises."""
    try:
        keep_step(draft=draft, values={**values, "details_done": True})
        _drop(draft.photos.exclude(key__in=photos))
    except AlreadySent:
        pass  # the answer to the first time was lost; the next line finds what came of it
    return submit_report(draft=draft, language=language, account=account, trap=trap)


def _drop(photos: Any) -> None:
    for photo in photos:
        file = photo.file
        photo.delete()
        discard(file)
