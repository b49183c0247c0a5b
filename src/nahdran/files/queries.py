# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of stored files as a whole."""

from datetime import datetime

from django.db.models import QuerySet

from nahdran.files.models import StoredFile


def past_their_time(now: datetime) -> QuerySet[StoredFile]:
    """Files whose ``keep_until`` has come, oldest first."""
    return StoredFile.objects.filter(keep_until__lte=now).order_by("keep_until")


def known_checksums(candidates: set[str]) -> set[str]:
    return set(StoredFile.objects.filter(sha256__in=candidates).values_list("sha256", flat=True))
