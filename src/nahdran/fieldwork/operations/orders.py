# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Giving out work: write the order, send it, remind, call it off. For a firm each sending makes a new link and ends the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.models import Attachment, Case
from nahdran.cases.operations.locking import locked
from nahdran.cases.queries import sites_of
from nahdran.fieldwork import mails
from nahdran.fieldwork.enums import Moment, OrderState, StepKind
from nahdran.fieldwork.links import lasts_until, new_salt
from nahdran.fieldwork.models import Contractor, Crew, Order, OrderPhoto
from nahdran.fieldwork.operations.errors import UnableToChange, UnableToSend
from nahdran.fieldwork.operations.steps import moment, move, note, taken
from nahdran.fieldwork.rules import RUNNING
from nahdran.files.models import StoredFile
from nahdran.kit import clock
from nahdran.kit.text import clean, clean_line


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What the clerk has written: to whom (one of the two), what, until when, and which photos of the case go along."""

    title: str
    text: str
    due_date: date
    contractor: Contractor | None = None
    crew: Crew | None = None
    photos: Sequence[StoredFile] = ()


def make_order(*, case: Case, new: NewOrder, actor: User) -> Order:
    """A draft, with the place of the case as it is now. Nothing leaves the house yet."""
    with transaction.atomic():
        case = locked(case)
        site = sites_of([case]).get(case.pk)
        last = Order.objects.filter(case=case).aggregate(last=Max("serial"))["last"] or 0
        now = clock.now()
        order = Order(case=case, serial=last + 1, created_at=now, created_by=actor, changed_at=now)
        if site is not None:
            order.lon, order.lat, order.address, order.district = site.lon, site.lat, site.address, site.district
        _fill(order, new)
        order.save()
        _give_photos(order, new.photos)
        data = {"order": order.serial, "recipient": order.recipient}
        record(action="fieldwork.order_made", actor=actor, obj=case, data=data)
    return order


def change_order(*, order: Order, new: NewOrder, actor: User, base: datetime | None = None) -> Order:
    """A draft with other words, recipient or photos. Raises OutdatedOrder, and UnableToChange once it has been sent."""
    with transaction.atomic():
        order = taken(order, base)
        if order.state != OrderState.DRAFT:
            raise UnableToChange(order.state, OrderState.DRAFT)
        _fill(order, new)
        order.changed_at = moment(order)
        order.save()
        _give_photos(order, new.photos)
        data = {"order": order.serial, "recipient": order.recipient}
        record(action="fieldwork.order_changed", actor=actor, obj=order.case, data=data)
    return order


def send_order(*, order: Order, actor: User, base: datetime | None = None) -> Order:
    """Give it out: a firm gets a mail with its link, a crew finds it in its list. Raises UnableToSend, UnableToChange, OutdatedOrder."""
    with transaction.atomic():
        order = taken(order, base)
        recipient = order.contractor or order.crew
        if recipient is None or not recipient.is_active:
            raise UnableToSend
        if order.state != OrderState.DRAFT:
            raise UnableToChange(order.state, OrderState.SENT)
        step = move(order, OrderState.SENT, actor=actor, fields=new_link(order))
        mails.given(order, step)
    return order


def cancel_order(*, order: Order, actor: User, reason: str = "", base: datetime | None = None) -> Order:
    """Call it off. A firm that had it is told; its link shows from now on that there is nothing to do."""
    with transaction.atomic():
        order = taken(order, base)
        was_out = order.state != OrderState.DRAFT
        step = move(order, OrderState.CANCELLED, actor=actor, text=reason, fields=_unplan(order))
        if was_out:
            mails.cancelled(order, step)
    return order


def remind(*, order: Order, actor: User | None) -> Order:
    """Once more the mail with a new link. Raises UnableToChange if there is nothing to remind of."""
    with transaction.atomic():
        order = taken(order)
        if order.contractor is None or order.state not in RUNNING:
            raise UnableToChange(order.state, order.state)
        step = note(order, kind=StepKind.REMINDED, actor=actor, fields=new_link(order))
        record(action="fieldwork.reminded", actor=actor, obj=order.case, data={"order": order.serial})
        mails.reminded(order, step)
    return order


def renew_link(*, order: Order, actor: User | None = None) -> Order:
    """A new link by mail, to the firm's own address only; the one before ends. Anybody with an old link may ask for this."""
    with transaction.atomic():
        order = taken(order)
        if order.contractor is None or order.state in (OrderState.DRAFT, OrderState.CANCELLED):
            raise UnableToChange(order.state, order.state)
        label = "" if actor else order.contractor.name
        step = note(order, kind=StepKind.LINK, actor=actor, label=label, fields=new_link(order))
        record(action="fieldwork.link", actor=actor, actor_label=label, obj=order.case, data={"order": order.serial})
        mails.renewed(order, step)
    return order


def revoke_link(*, order: Order, actor: User) -> Order:
    """The link ends now, and no mail is sent: it has reached somebody it is not for."""
    with transaction.atomic():
        order = taken(order)
        order.salt, order.link_until = "", None
        order.changed_at = moment(order)
        order.save(update_fields=["salt", "link_until", "changed_at"])
        record(action="fieldwork.link_revoked", actor=actor, obj=order.case, data={"order": order.serial})
    return order


def _fill(order: Order, new: NewOrder) -> None:
    order.contractor, order.crew = new.contractor, new.crew
    order.title, order.text, order.due_date = clean_line(new.title)[:200], clean(new.text), new.due_date


def _give_photos(order: Order, photos: Sequence[StoredFile]) -> None:
    """Exactly these of the case's own; a foreign file is left out, whoever names it."""
    wanted = {photo.pk for photo in photos}
    own = set(Attachment.objects.filter(case_id=order.case_id, file_id__in=wanted).values_list("file_id", flat=True))
    order.photos.filter(moment=Moment.GIVEN).exclude(file_id__in=own).delete()
    OrderPhoto.objects.bulk_create(
        [
            OrderPhoto(order=order, file=photo, moment=Moment.GIVEN, at=order.changed_at)
            for photo in photos
            if photo.pk in own
        ],
        ignore_conflicts=True,
    )


def new_link(order: Order) -> tuple[str, ...]:
    """For firms; a crew signs in. Returns the fields to be saved."""
    if order.contractor_id is None:
        return ()
    order.salt, order.link_until = new_salt(), lasts_until(order)
    return "salt", "link_until"


def _unplan(order: Order) -> tuple[str, ...]:
    order.planned_for = None
    return ("planned_for",)
