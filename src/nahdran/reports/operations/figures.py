# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making the statistics of months anew, from all reports. Called by the scheduler every night; a second call gives the same."""

from datetime import datetime, time

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from nahdran.kit import clock


def make_figures() -> int:
    """Count everything before today; who reads meanwhile sees the figures of yesterday. Returns the number of lines."""
    until = datetime.combine(clock.today(), time.min, tzinfo=timezone.get_default_timezone())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT reports_figures_make(%s, %s)", [until, settings.TIME_ZONE])
        lines: int = cursor.fetchone()[0]
    return lines
