# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Covering parts of a photo of a report. The photo is replaced wherever the case shows it, and the original is deleted.

The caller has asked ``rules.may_release``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.models import Attachment
from nahdran.cases.operations import replace_file
from nahdran.files.enums import Kind
from nahdran.files.imaging.blocks import MOST_BLOCKS, Block, within
from nahdran.files.models import StoredFile
from nahdran.files.operations import discard, shares_bytes
from nahdran.files.redacting import PictureGone, keep_prepared, prepare
from nahdran.kit import clock
from nahdran.reports.models import DraftPhoto, PublicPhoto, RedactedPhoto, Report
from nahdran.reports.operations.errors import ForeignPhoto, NothingToCover, PhotoReplaced
from nahdran.reports.operations.looking import look_later
from nahdran.reports.operations.release import locked_report
from nahdran.reports.operations.words import index_public_words


@dataclass(frozen=True, slots=True)
class Redacted:
    """``file`` stands in the place of the original. ``is_new`` is false if the same was asked for before."""

    file: StoredFile
    is_new: bool


def redact_photo(
    *, report: Report, file_id: UUID, blocks: Sequence[Block], turns: int = 0, actor: User | None
) -> Redacted:
    """Burn ``blocks`` into the photo, then turn it to the right ``turns`` times; every rendering is made anew, the original goes.

    The original stays only where another case has the very same file. Asked for twice, it happens once. Raises ForeignPhoto,
    NothingToCover, PhotoReplaced (somebody was faster; it names what stands there now) and UnableToStore.
    """
    old = _photo(report, file_id)
    if old is None:
        return _earlier(report, file_id, blocks, turns)
    wanted = [block for block in (within(one, old.width or 0, old.height or 0) for one in blocks) if block]
    turns %= 4
    if not (wanted or turns) or len(wanted) > MOST_BLOCKS:
        raise NothingToCover
    try:
        prepared = prepare(file=old, blocks=wanted, turns=turns)
    except PictureGone:
        return _earlier(report, file_id, wanted, turns)
    with transaction.atomic():
        fresh = locked_report(report)
        twins = _twins(fresh, old)
        if old.pk not in {twin.pk for twin in twins}:
            return _earlier(report, file_id, wanted, turns)
        new = keep_prepared(prepared)
        replace_file(case=fresh.case, old=twins, new=new)
        _replace_public(fresh, twins, new)
        _remember(fresh, twins, new, wanted, turns)
        index_public_words(fresh)
        record(
            action="reports.photo_redacted", actor=actor, obj=fresh.case, data={"blocks": len(wanted), "turns": turns}
        )
        _delete(fresh, twins, actor)
        look_later(fresh.pk)
    return Redacted(new, is_new=True)


def _photo(report: Report, file_id: UUID) -> StoredFile | None:
    entry = Attachment.objects.filter(case_id=report.pk, file_id=file_id, file__kind=Kind.IMAGE).select_related("file")
    found = entry.first()
    return found.file if found else None


def _earlier(report: Report, file_id: UUID, blocks: Sequence[Block], turns: int) -> Redacted:
    """What has become of a photo that is no longer there."""
    done = RedactedPhoto.objects.filter(report=report, old=file_id).select_related("file").first()
    if done is None:
        raise ForeignPhoto
    if sorted(done.blocks) == sorted(list(block) for block in blocks) and done.turns == turns % 4:
        return Redacted(done.file, is_new=False)
    raise PhotoReplaced(done.file)


def _twins(report: Report, old: StoredFile) -> list[StoredFile]:
    """The photo, and the same photo where somebody has sent it twice."""
    entries = Attachment.objects.filter(case_id=report.pk, file__sha256=old.sha256).select_related("file")
    return list({entry.file_id: entry.file for entry in entries}.values())


def _replace_public(report: Report, old: Sequence[StoredFile], new: StoredFile) -> None:
    """What was public stays public, in its new form and at its new address."""
    shown = PublicPhoto.objects.filter(report=report, file__in=old)
    if shown.exists():
        shown.delete()
        PublicPhoto.objects.create(report=report, file=new)


def _remember(report: Report, old: Sequence[StoredFile], new: StoredFile, blocks: Sequence[Block], turns: int) -> None:
    RedactedPhoto.objects.filter(report=report, file__in=old).update(file=new)
    rows = [
        RedactedPhoto(
            report=report, old=file.pk, file=new, blocks=[list(one) for one in blocks], turns=turns, at=clock.now()
        )
        for file in old
    ]
    RedactedPhoto.objects.bulk_create(rows)


def _delete(report: Report, old: Sequence[StoredFile], actor: User | None) -> None:
    """The original goes with its bytes, unless another case shows the same file or consists of the same bytes."""
    kept = 0
    for file in old:
        if Attachment.objects.filter(file=file).exists() or DraftPhoto.objects.filter(file=file).exists():
            kept += 1
            continue
        discard(file)
        kept += shares_bytes(file)
    action = "reports.photo_kept_elsewhere" if kept else "reports.photo_original_deleted"
    record(action=action, actor=actor, obj=report.case)
