# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing in the sandbox. Nothing here opens a case, sends a message, or is seen on a page of the town."""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction

from nahdran.kit import clock
from nahdran.kit.text import clean, shorten
from nahdran.places.queries import describe
from nahdran.reports.models import SandboxRequest
from nahdran.reports.operations.errors import OutsideTown
from nahdran.reports.operations.opening import NewReport
from nahdran.reports.operations.receiving import NumberReused, Sender
from nahdran.reports.rules import MAX_TEXT

KEPT_FOR = timedelta(days=7)
MOST_BY_KEY = 1000
_MOST_UPDATES = 50


def try_report(*, new: NewReport, sender: Sender) -> SandboxRequest:
    """Keep a report for some days, as the real call would take it in. Raises OutsideTown and NumberReused."""
    place = describe(new.lon, new.lat)
    if not place.inside:
        raise OutsideTown(place.hint)
    with transaction.atomic():
        row, is_new = SandboxRequest.objects.get_or_create(
            submission=sender.submission,
            defaults={
                "api_key": sender.key,
                "fingerprint": sender.fingerprint,
                "category": new.category,
                "lon": new.lon,
                "lat": new.lat,
                "address": place.label[:200],
                "description": clean(new.text)[:MAX_TEXT],
                "answers": new.answers,
                "token": uuid4() if new.category.contact_required else None,
                "requested_at": clock.now(),
                "updated_at": clock.now(),
            },
        )
        if row.fingerprint != sender.fingerprint:
            raise NumberReused
        if is_new:
            _make_room(sender)
    return row


def try_words(*, row: SandboxRequest, text: str, status: str) -> str:
    """Add an update; here the status that is named holds. Returns its number."""
    with transaction.atomic():
        fresh = SandboxRequest.objects.select_for_update().get(pk=row.pk)
        number = f"{fresh.pk}-{len(fresh.updates) + 1}"
        now = clock.now()
        entry = {"id": number, "at": now.isoformat(), "status": status or "OPEN", "text": shorten(text, 1000)}
        fresh.updates = [*fresh.updates, entry][-_MOST_UPDATES:]
        fresh.is_open = status not in {"CLOSED", "FIXED"} if status else fresh.is_open
        fresh.updated_at = now
        fresh.save(update_fields=["updates", "is_open", "updated_at"])
    return number


def expire_sandbox() -> int:
    """Throw away what is older than a week. Returns how many."""
    return SandboxRequest.objects.filter(requested_at__lt=clock.now() - KEPT_FOR).delete()[0]


def _make_room(sender: Sender) -> None:
    """The oldest of one key go, so that nobody fills the store."""
    rows = SandboxRequest.objects.filter(api_key=sender.key).order_by("-id").values_list("pk", flat=True)
    too_old = list(rows[MOST_BY_KEY : MOST_BY_KEY + 100])
    SandboxRequest.objects.filter(pk__in=too_old).delete()
