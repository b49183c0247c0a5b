# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The concerns of a citizen who is signed in."""

from typing import Any

from django.db.models import QuerySet

from nahdran.cases.models import Case
from nahdran.cases.queries.timeline import timeline

SHORT = 5


def own_cases(user: Any) -> QuerySet[Case]:
    """Every concern that belongs to this account."""
    return Case.objects.filter(parties__account_id=user.pk).select_related("unit")


def own_export(user: Any) -> list[dict[str, Any]]:
    """What a person takes along: each concern with what was written and decided."""
    return [
        {
            "reference": case.reference,
            "title": case.title,
            "opened_at": case.opened_at.isoformat(),
            "status": str(case.state.public_label),
            "unit": case.unit.name,
            "contact": list(case.parties.filter(account_id=user.pk).values("name", "email", "phone")),
            "answers_after_closing": [
                {
                    "at": answer.answered_at.isoformat(),
                    "is_settled": answer.is_settled,
                    "score": answer.score,
                    "good": answer.good,
                    "bad": answer.bad,
                    "comment": answer.comment,
                }
                for answer in case.closing_answers.filter(who__in=case.parties.filter(account_id=user.pk).values("id"))
            ],
            "history": [
                {"at": event.at.isoformat(), "what": event.title, "text": event.text}
                for event in timeline(case, public=True)
            ],
        }
        for case in own_cases(user).order_by("id").distinct()
    ]
