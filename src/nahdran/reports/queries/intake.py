# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the town has settled about taking reports in, and the reports that wait. Read by the form, the API and the worker."""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from nahdran.kit import clock
from nahdran.reports.enums import WaitsFor
from nahdran.reports.kept import Kept
from nahdran.reports.models import IntakeSettings, WaitingReport

_settings: Kept[IntakeSettings] = Kept()


def intake_settings() -> IntakeSettings:
    """The one row; before the town has settled anything, its defaults."""
    return _settings.get("", lambda: IntakeSettings.objects.first() or IntakeSettings())


def waiting_by_token(token: str | UUID) -> WaitingReport | None:
    """What was sent under this token, also when it has become a case (``draft.case``) or was discarded since. One query."""
    try:
        key = token if isinstance(token, UUID) else UUID(token)
    except ValueError:
        return None
    return WaitingReport.objects.select_related("draft__case").filter(token=key).first()


def still_waiting() -> QuerySet[WaitingReport]:
    return WaitingReport.objects.filter(settled_at=None).select_related("draft")


def overdue_waiting() -> QuerySet[WaitingReport]:
    """Sent and never confirmed in time; the oldest first."""
    return still_waiting().filter(expires_at__lt=clock.now()).order_by("expires_at")


def to_remind() -> QuerySet[WaitingReport]:
    """What waits for its person since so many days as the town has settled, and was not reminded yet."""
    days = intake_settings().remind_days
    rows = still_waiting().filter(waits_for=WaitsFor.CONFIRMATION, reminded_at=None)
    now = clock.now()
    return (
        rows.filter(began_at__lt=now - timedelta(days=days), expires_at__gt=now).order_by("began_at")
        if days
        else rows.none()
    )


def quarantine() -> QuerySet[WaitingReport]:
    """What looks like the work of a robot and waits for somebody to look."""
    return still_waiting().filter(waits_for=WaitsFor.LOOK)


def discarded() -> QuerySet[WaitingReport]:
    """What was thrown out and can still be brought back."""
    rows = WaitingReport.objects.filter(waits_for=WaitsFor.LOOK, settled_at__isnull=False, draft__case=None)
    return rows.select_related("draft")
