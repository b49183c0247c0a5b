# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files of old systems may name people: thirty days after the last step they go."""

from datetime import timedelta

from nahdran.kit import clock
from nahdran.takeover.enums import AT_WORK
from nahdran.takeover.models import Fault, Run

KEPT_DAYS = 30


def erase_old() -> int:
    """Erase the files and the list of faults of runs at rest. What the run did stays in its numbers."""
    old = Run.objects.filter(changed_at__lt=clock.now() - timedelta(days=KEPT_DAYS)).exclude(state__in=AT_WORK)
    Fault.objects.filter(run__in=old).delete()
    return old.exclude(data=b"").update(data=b"", their_categories={}, their_statuses={})
