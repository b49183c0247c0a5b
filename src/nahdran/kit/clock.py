# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one place that knows what time it is. Operations take ``now`` from here or from their caller, so tests can freeze it."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """The day in the town, not in Greenwich."""
    return timezone.localdate()
