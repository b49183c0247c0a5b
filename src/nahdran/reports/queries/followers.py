# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who follows which report, for the pages behind the links in mails and for a person's own copy of their data."""

from typing import Any
from uuid import UUID

from nahdran.reports.models import Follower


def follower_by_token(token: UUID) -> Follower | None:
    """With report, case and category. One query."""
    return Follower.objects.select_related("report__case", "report__category__group").filter(token=token).first()


def followed(user: Any) -> list[dict[str, Any]]:
    """What an account follows, for the copy of "Meine Daten"."""
    rows = Follower.objects.filter(account=user).select_related("report__case").order_by("pk")
    return [
        {"reference": row.report.case.reference, "email": row.email, "since": row.began_at.isoformat()} for row in rows
    ]
