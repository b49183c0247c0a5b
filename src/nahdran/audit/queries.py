# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the log: searches for the staff page and the export, and the end of the chain for the sealer."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from nahdran.audit.models import Entry

ORDER = ("-at", "-id")


@dataclass(frozen=True, slots=True)
class Search:
    """What the staff page asks for; empty fields do not narrow."""

    person: str = ""
    thing: str = ""
    action: str = ""
    start: date | None = None
    end: date | None = None


def search(wanted: Search) -> QuerySet[Entry]:
    """Entries that fit every field. Days are days of the town; the last day counts wholly."""
    rows = Entry.objects.all()
    if wanted.person:
        by_name = Q(actor_label__icontains=wanted.person)
        rows = rows.filter(by_name | Q(actor_id=int(wanted.person)) if wanted.person.isdecimal() else by_name)
    if wanted.thing:
        rows = rows.filter(Q(object_label__icontains=wanted.thing) | Q(object_id=wanted.thing))
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    if wanted.start:
        rows = rows.filter(at__gte=_midnight(wanted.start))
    if wanted.end:
        rows = rows.filter(at__lt=_midnight(wanted.end + timedelta(days=1)))
    return rows


def entries_of(actor: Any, obj: Model) -> QuerySet[Entry]:
    return Entry.objects.filter(
        actor_id=getattr(actor, "pk", None), object_type=obj._meta.label_lower, object_id=str(obj.pk)
    )


def entries_about(obj: Model) -> QuerySet[Entry]:
    """Everything logged about one object, newest first."""
    return Entry.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk)).order_by(*ORDER)


def end_of_chain(first_hash: str) -> tuple[int, str]:
    """Position and hash of the last sealed entry; (0, first_hash) while there is none."""
    last = Entry.objects.filter(position__isnull=False).order_by("-position").values_list("position", "hash").first()
    return (int(last[0] or 0), str(last[1])) if last else (0, first_hash)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def unsealed() -> QuerySet[Entry]:
    """Entries that the sealer has not reached yet; older than a few minutes means the worker stands still."""
    return Entry.objects.filter(position__isnull=True)
