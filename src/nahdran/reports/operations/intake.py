# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settling how reports are taken in. Called by the settings page; every change is logged."""

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.reports import kept
from nahdran.reports.models import IntakeSettings


def save_intake(*, settings: IntakeSettings, changed: list[str], actor: User | None) -> None:
    """Keep the one row; ``changed`` names the fields for the log. What waits keeps the day it was told."""
    with transaction.atomic():
        settings.pk = 1
        settings.save()
        record(action="reports.intake", actor=actor, data={"fields": sorted(changed)})
    kept.forget()
