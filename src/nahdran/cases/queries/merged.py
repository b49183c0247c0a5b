# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cases that go on in another case (``operations.merge``), followed through chains: B into A, A into C. One query each."""

from collections.abc import Collection

from django.db import connection
from django.db.models.expressions import RawSQL

from nahdran.cases.enums import LinkKind
from nahdran.cases.models import Case, CaseLink

_DOWN = """WITH RECURSIVE joined(id) AS (
    SELECT case_id FROM cases_caselink WHERE kind = 'MERGED' AND other_id = %s
    UNION
    SELECT link.case_id FROM cases_caselink link JOIN joined ON link.other_id = joined.id WHERE link.kind = 'MERGED'
) SELECT id FROM joined"""
_UP = """WITH RECURSIVE way(id, step) AS (
    SELECT other_id, 1 FROM cases_caselink WHERE kind = 'MERGED' AND case_id = %s
    UNION ALL
    SELECT link.other_id, way.step + 1 FROM cases_caselink link JOIN way ON link.case_id = way.id
    WHERE link.kind = 'MERGED' AND way.step < 100
) SELECT id FROM way ORDER BY step DESC LIMIT 1"""
_UNREAD = """WITH RECURSIVE tree(root, id) AS (
    SELECT id, id FROM cases_case WHERE id = ANY(%s)
    UNION
    SELECT tree.root, link.case_id FROM cases_caselink link JOIN tree ON link.other_id = tree.id WHERE link.kind = 'MERGED'
) SELECT DISTINCT tree.root FROM tree JOIN cases_case ON cases_case.id = tree.root
JOIN cases_message message ON message.case_id = tree.id AND message.at = cases_case.changed_at AND message.direction = 'IN'"""


def joined_with(case_id: int) -> RawSQL:
    """The ids of all cases that go on in this one, to be used in ``pk__in`` of another query."""
    return RawSQL(_DOWN, [case_id])  # noqa: S611  our own words, the id stays a parameter


def joined_ids(case_id: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_DOWN, [case_id])
        return [pk for (pk,) in cursor.fetchall()]


def goes_on_in(case: Case) -> Case | None:
    """The case at the end of the chain, with its unit; nothing if this one stands for itself."""
    return (
        Case.objects.select_related("unit")
        .filter(pk__in=RawSQL(_UP, [case.pk]))  # noqa: S611  as above
        .first()
    )


def is_merged(case: Case) -> bool:
    return CaseLink.objects.filter(case=case, kind=LinkKind.MERGED).exists()


def with_unread(case_ids: Collection[int]) -> set[int]:
    """Those whose last step is a message from outside, also one from a case that goes on in them."""
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [list(case_ids)])
        return {pk for (pk,) in cursor.fetchall()}
