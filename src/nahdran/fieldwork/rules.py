# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with an order, and which step follows on which. Asked by views, operations and templates alike."""

from collections.abc import Mapping
from typing import Any

from nahdran.accounts.rules import has_right
from nahdran.cases.rules import FOREIGN, may_work
from nahdran.fieldwork.enums import OrderState
from nahdran.kit.verdict import YES, Verdict

ORDER, CREW, MANAGE = "fieldwork.order", "fieldwork.crew", "fieldwork.manage"

_DRAFT, _SENT, _ACCEPTED, _DECLINED, _CHECKED, _DONE, _IMPOSSIBLE, _APPROVED, _CANCELLED = OrderState
# What was reported from outside and waits for the clerk.
REPORTED = (_CHECKED, _DONE, _IMPOSSIBLE)
# Out of the house and not yet reported.
RUNNING = (_SENT, _ACCEPTED)
# Neither finished nor called off: somebody still has something to do.
OPEN = (_DRAFT, *RUNNING, *REPORTED)
CHANGES: Mapping[str, tuple[OrderState, ...]] = {
    _DRAFT: (_SENT, _CANCELLED),
    _SENT: (_ACCEPTED, _DECLINED, *REPORTED, _CANCELLED),
    _ACCEPTED: (_DECLINED, *REPORTED, _CANCELLED),
    # The clerk takes it as settled, or sends it back with a reason.
    **dict.fromkeys(REPORTED, (_APPROVED, _SENT, _CANCELLED)),
    _DECLINED: (),
    _APPROVED: (),
    _CANCELLED: (),
}
# Steps that nobody can understand without a reason.
NEEDS_REASON = (_DECLINED, _IMPOSSIBLE)


def allows(start: str, end: str) -> bool:
    return end in CHANGES.get(start, ())


def may_order(user: Any, case: Any) -> Verdict:
    """Give out work for a case, check it and call it off: whoever works on the case and may order in its unit."""
    workable = may_work(user, case)
    if not workable:
        return workable
    return YES if has_right(user, ORDER, case.unit_id) else FOREIGN
