# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a step for many cases will do with each: asked for the page that shows it beforehand, and again when it is carried out."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from nahdran.cases.enums import BulkAction, Confidentiality
from nahdran.cases.models import Bulk, BulkItem, Case
from nahdran.cases.rules import may_read, may_work
from nahdran.org.models import Membership

Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the step beyond the single case, asked once for all of them."""

    # The units in which the person who is to get the cases works.
    units: Collection[int] = field(default_factory=frozenset)
    # The case into which the others are merged.
    keep: Case | None = None


def facts_of(bulk: Bulk) -> Facts:
    """One query, where the action needs one."""
    if bulk.action == BulkAction.ASSIGN and bulk.params.get("person"):
        rows = Membership.objects.filter(user_id=bulk.params["person"], user__is_active=True)
        return Facts(units=frozenset(rows.values_list("unit_id", flat=True)))
    if bulk.action == BulkAction.MERGE:
        return Facts(keep=Case.objects.filter(pk=bulk.params.get("keep", 0)).first())
    return Facts()


def items_of(bulk: Bulk) -> list[BulkItem]:
    """In the order in which they were chosen."""
    return list(bulk.items.select_related("case__unit", "case__assignee").order_by("id"))


def why_not(user: Any, bulk: Bulk, item: BulkItem, facts: Facts) -> str:
    """The key of the reason why this case is left alone; empty if it will be done."""
    case = item.case
    if not may_read(user, case):
        return "not_readable"
    if not may_work(user, case):
        return "not_yours"
    if case.changed_at != item.seen_at:
        return "outdated"
    return _OF_ACTION[bulk.action](bulk.params, case, facts)


def _of_assigning(params: Params, case: Case, facts: Facts) -> str:
    if params.get("person") and case.unit_id not in facts.units:
        return "other_unit"
    return "is_so" if case.assignee_id == params.get("person") else ""


def _of_handing_over(params: Params, case: Case, facts: Facts) -> str:
    """Whether anybody there may see a confidential case is a question for each of them."""
    if case.confidentiality == Confidentiality.CONFIDENTIAL:
        return "confidential"
    return "is_so" if case.unit_id == params.get("unit") else ""


def _of_status(params: Params, case: Case, facts: Facts) -> str:
    wanted = params.get("status", "")
    if case.status == wanted:
        return "is_so"
    return "" if case.of_kind.workflow.allows(case.status, wanted) else "no_way"


def _of_follow_up(params: Params, case: Case, facts: Facts) -> str:
    return "" if case.is_open else "closed"


def _of_answering(params: Params, case: Case, facts: Facts) -> str:
    return ""


def _of_merging(params: Params, case: Case, facts: Facts) -> str:
    keep = facts.keep
    if keep is None or not keep.is_open:
        return "target_closed"
    if keep.pk == case.pk:
        return "stays"
    if keep.kind != case.kind:
        return "kind"
    if Confidentiality.CONFIDENTIAL in {case.confidentiality, keep.confidentiality}:
        return "confidential"
    return "" if case.is_open else "closed"


_OF_ACTION: dict[str, Callable[[Params, Case, Facts], str]] = {
    BulkAction.ASSIGN: _of_assigning,
    BulkAction.HAND_OVER: _of_handing_over,
    BulkAction.STATUS: _of_status,
    BulkAction.CLOSE: _of_status,
    BulkAction.FOLLOW_UP: _of_follow_up,
    BulkAction.ANSWER: _of_answering,
    BulkAction.MERGE: _of_merging,
}
