# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The parts of a concern that was split (``operations.split``), and the whole of a part."""

from collections.abc import Iterable

from django.db.models import QuerySet

from nahdran.cases.enums import LinkKind
from nahdran.cases.models import Case, CaseLink, StatusChange

_SHOWN = ("reference", "title", "kind", "status", "closed_at", "unit_id", "assignee_id", "confidentiality")


def parts_of(case: Case) -> list[CaseLink]:
    """In the order in which they were made; ``link.case`` is the part, with its unit. One query."""
    return list(
        CaseLink.objects.filter(other=case, kind=LinkKind.SPLIT).select_related("case__unit").order_by("case_id")
    )


def part_set(case: Case) -> QuerySet[CaseLink]:
    """The same to be read ``together`` with other things."""
    rows = CaseLink.objects.filter(other=case, kind=LinkKind.SPLIT).order_by("case_id")
    return rows.values("id", "case_id", "kind", *(f"case__{name}" for name in _SHOWN), "case__unit__name")


def last_words(parts: Iterable[CaseLink]) -> dict[int, str]:
    """What the town said last about each part, by the id of the part. One query, none without parts."""
    ids = [part.case_id for part in parts]
    if not ids:
        return {}
    said = StatusChange.objects.filter(case__in=ids).exclude(public_text="").order_by("case_id", "-id")
    return dict(said.distinct("case_id").values_list("case_id", "public_text"))


def is_part(case_id: int) -> bool:
    return CaseLink.objects.filter(case_id=case_id, kind=LinkKind.SPLIT).exists()


def has_open_parts(case: Case) -> bool:
    return CaseLink.objects.filter(other=case, kind=LinkKind.SPLIT, case__closed_at=None).exists()


def whole_of(case_id: int) -> Case | None:
    """What this is a part of."""
    link = CaseLink.objects.filter(case_id=case_id, kind=LinkKind.SPLIT).select_related("other").first()
    return link.other if link else None
