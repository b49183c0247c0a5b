# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a crew did without a network, when it arrives: pictures first, as often as the phone sends them, then the report, once."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from nahdran.accounts.models import User
from nahdran.cases.operations import add_note
from nahdran.fieldwork.enums import Moment, OrderState
from nahdran.fieldwork.models import HeldPicture, Order, OrderPhoto, OrderStep
from nahdran.fieldwork.operations.results import Result, report
from nahdran.fieldwork.operations.steps import taken
from nahdran.files.models import StoredFile
from nahdran.files.operations import Upload, discard, ingest, keep
from nahdran.kit import clock

# A phone sends the report right behind its pictures, or starts anew.
_WAIT = timedelta(days=3)


def hold_picture(*, user: User, entry: UUID, name: UUID, upload: Upload) -> None:
    """Keep one picture until its report comes; the same again changes nothing. Raises UnableToStore."""
    if HeldPicture.objects.filter(user=user, entry=entry, name=name).exists():
        return
    file = ingest(upload=upload, keep_until=clock.now() + _WAIT).file
    try:
        with transaction.atomic():
            HeldPicture.objects.create(user=user, entry=entry, name=name, file=file)
    except IntegrityError:
        discard(file)


def missing_pictures(*, user: User, entry: UUID, names: list[UUID]) -> list[UUID]:
    held = set(HeldPicture.objects.filter(user=user, entry=entry).values_list("name", flat=True))
    return [name for name in names if name not in held]


def was_taken(*, entry: UUID) -> bool:
    """The report with this key is here already; its answer was lost."""
    return OrderStep.objects.filter(key=entry).exists()


def settle_from_road(
    *, order: Order, user: User, entry: UUID, to: OrderState, result: Result, moments: Mapping[UUID, Moment]
) -> Order:
    """The report with its pictures. Raises UnableToChange if somebody was quicker, and MissingReason; then nothing is used up."""
    with transaction.atomic():
        order = taken(order)
        if was_taken(entry=entry):
            return order
        for held in _held(user, entry):
            moment = moments.get(held.name, Moment.AFTER)
            OrderPhoto.objects.create(order=order, file=held.file, moment=moment, at=clock.now(), key=held.name)
            keep(file=held.file)
        done = report(order=order, to=to, result=result, actor=user, key=entry)
        HeldPicture.objects.filter(user=user, entry=entry).delete()
    return done


def note_from_road(*, order: Order, user: User, entry: UUID, text: str) -> None:
    """What came too late to be a report is kept as an internal note of the case, with its pictures."""
    with transaction.atomic():
        files: list[StoredFile] = [held.file for held in _held(user, entry)]
        if text or files:
            add_note(case=order.case, actor=user, text=text, files=files, key=entry.hex)
        HeldPicture.objects.filter(user=user, entry=entry).delete()


def _held(user: User, entry: UUID) -> list[HeldPicture]:
    return list(HeldPicture.objects.filter(user=user, entry=entry).select_related("file").order_by("pk"))
