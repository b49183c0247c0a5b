# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pictures that come back from outside. They belong to the order at once, so nothing is lost when somebody stops half-way."""

from uuid import UUID

from django.db import IntegrityError, transaction

from nahdran.fieldwork.enums import Moment
from nahdran.fieldwork.models import Order, OrderPhoto
from nahdran.fieldwork.operations.errors import UnableToChange
from nahdran.fieldwork.operations.steps import taken
from nahdran.fieldwork.rules import RUNNING
from nahdran.files.operations import Upload, discard, ingest
from nahdran.kit import clock

# Before and after each.
MOST = 6


class TooManyPhotos(Exception):
    """There are as many as an order takes."""


def add_photo(*, order: Order, upload: Upload, moment: Moment, key: UUID | None = None) -> OrderPhoto:
    """Check and keep one picture. The same ``key`` again changes nothing. Raises UnableToStore, TooManyPhotos, UnableToChange."""
    if key is not None and (known := order.photos.filter(key=key).first()):
        return known
    file = ingest(upload=upload).file
    try:
        with transaction.atomic():
            fresh = taken(order)
            _demand_room(fresh, moment)
            return OrderPhoto.objects.create(order=fresh, file=file, moment=moment, at=clock.now(), key=key)
    except IntegrityError:
        # The twin of this very call was quicker.
        discard(file)
        return order.photos.get(key=key)
    except (UnableToChange, TooManyPhotos):
        discard(file)
        raise


def _demand_room(order: Order, moment: Moment) -> None:
    if order.state not in RUNNING:
        raise UnableToChange(order.state, order.state)
    if order.photos.filter(moment=moment).count() >= MOST:
        raise TooManyPhotos


def drop_photo(*, order: Order, pk: int) -> None:
    """Throw away a picture that came from outside, as long as nothing was reported with it."""
    with transaction.atomic():
        fresh = taken(order)
        if fresh.state not in RUNNING:
            raise UnableToChange(fresh.state, fresh.state)
        photo = fresh.photos.select_related("file").exclude(moment=Moment.GIVEN).filter(pk=pk, reported=False).first()
        if photo is not None:
            discard(photo.file)
