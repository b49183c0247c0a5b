# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One step for many cases: chosen, described, and carried out case by case, each in a transaction of its own with its own audit entry.

A few are done at once, many by the worker. What is started a second time, or by two at once, happens once.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from procrastinate.contrib.django import app

from nahdran.accounts.models import User
from nahdran.cases.enums import BulkAction, BulkState, ItemState
from nahdran.cases.models import Bulk, BulkItem, Case
from nahdran.cases.operations.assign import assign, hand_over
from nahdran.cases.operations.desk import set_follow_up
from nahdran.cases.operations.errors import ForbiddenChange, MissingReason, OpenParts, OutdatedView, UnableToMerge
from nahdran.cases.operations.merge import merge
from nahdran.cases.operations.status import change_status
from nahdran.cases.operations.thread import answer
from nahdran.cases.queries.bulk import Facts, facts_of, why_not
from nahdran.cases.wordings import fill
from nahdran.kit import clock
from nahdran.org.models import Unit

log = structlog.get_logger(__name__)

# The task stands in tasks.py, above; it is called by this name.
RUN = "nahdran.cases.run_bulk"
MOST_AT_ONCE = 200
# So many are done while somebody waits for the page.
AT_ONCE = 20
KEPT = timedelta(days=7)
# A longer address of a list is not kept; the way back then leads to the whole inbox.
LONGEST_ADDRESS = 600
# What a verb refuses, and the reason that the page shows; the narrower first.
_REASONS: dict[type[Exception], str] = {
    OutdatedView: "outdated",
    OpenParts: "open_parts",
    ForbiddenChange: "no_way",
    MissingReason: "no_words",
}


def begin_bulk(*, actor: User, action: str, chosen: Iterable[tuple[Case, datetime]], came_from: str = "") -> Bulk:
    """Keep which cases were chosen, and the state of each that the clerk had seen. Nothing happens to them yet."""
    with transaction.atomic():
        bulk = Bulk.objects.create(
            actor=actor,
            action=action,
            came_from=came_from if len(came_from) <= LONGEST_ADDRESS else "",
            created_at=clock.now(),
        )
        rows = [BulkItem(bulk=bulk, case=case, seen_at=seen) for case, seen in list(chosen)[:MOST_AT_ONCE]]
        BulkItem.objects.bulk_create(rows, ignore_conflicts=True)
    return bulk


def describe_bulk(*, bulk: Bulk, params: Mapping[str, Any]) -> bool:
    """Say what is to be done; can be said anew until it is started. False if that has happened."""
    return bool(Bulk.objects.filter(pk=bulk.pk, state=BulkState.DRAFT).update(params=dict(params)))


def start_bulk(*, bulk: Bulk) -> bool:
    """Carry it out. Only the first call does; the others, also at the same moment, are told False."""
    with transaction.atomic():
        is_first = Bulk.objects.filter(pk=bulk.pk, state=BulkState.DRAFT).exclude(params={})
        if not is_first.update(state=BulkState.RUNNING):
            return False
        many = bulk.items.count() > AT_ONCE
        if many:
            app.configure_task(RUN).defer(bulk_id=str(bulk.pk))
    if not many:
        run_bulk(bulk_id=bulk.pk)
    return True


def run_bulk(*, bulk_id: Any) -> None:
    """Do what is still waiting, case by case. Begun again after a crash it goes on where it stopped."""
    bulk = Bulk.objects.select_related("actor").filter(pk=bulk_id, state=BulkState.RUNNING).first()
    if bulk is None:
        return
    facts = facts_of(bulk)
    for pk in bulk.items.filter(state=ItemState.WAITING).order_by("id").values_list("pk", flat=True):
        _run_item(bulk, pk, facts)
    Bulk.objects.filter(pk=bulk.pk).update(state=BulkState.DONE)


def sweep_bulks() -> None:
    """What was done stands in the log of each case; the lists of it need not be kept."""
    Bulk.objects.filter(created_at__lt=clock.now() - KEPT).delete()


def _run_item(bulk: Bulk, pk: int, facts: Facts) -> None:
    """One case; whatever goes wrong with it, the others must not wait for it."""
    with transaction.atomic():
        item = (
            BulkItem.objects.select_for_update(of=("self",))
            .select_related("case__unit")
            .filter(pk=pk, state=ItemState.WAITING)
            .first()
        )
        if item is None:
            return
        item.reason = why_not(bulk.actor, bulk, item, facts) or _tried(bulk, item, facts)
        item.state = ItemState.REFUSED if item.reason else ItemState.DONE
        item.save(update_fields=["state", "reason"])


def _tried(bulk: Bulk, item: BulkItem, facts: Facts) -> str:
    """The key of the reason why it did not work; empty if it did."""
    try:
        with transaction.atomic():
            _do(bulk, item, facts)
    except UnableToMerge as unable:
        return unable.code
    except tuple(_REASONS) as refused:
        return next(reason for error, reason in _REASONS.items() if isinstance(refused, error))
    except Exception:  # the clerk reads that it failed, the log says why
        log.exception("cases.bulk_item_failed", bulk=str(bulk.pk), case=item.case_id)
        return "failed"
    return ""


def _do(bulk: Bulk, item: BulkItem, facts: Facts) -> None:
    params = bulk.params
    common: dict[str, Any] = {"case": item.case, "actor": bulk.actor}
    seen = {**common, "base": item.seen_at}
    if bulk.action == BulkAction.ASSIGN:
        assign(**seen, assignee=User.objects.get(pk=params["person"]) if params["person"] else None)
    elif bulk.action == BulkAction.HAND_OVER:
        hand_over(**seen, unit=Unit.objects.get(pk=params["unit"]), reason=params["reason"])
    elif bulk.action in {BulkAction.STATUS, BulkAction.CLOSE}:
        change_status(**seen, to=params["status"], public_text=params.get("reason", ""))
    elif bulk.action == BulkAction.FOLLOW_UP:
        set_follow_up(**common, day=date.fromisoformat(params["date"]))
    elif bulk.action == BulkAction.ANSWER:
        answer(**seen, text=fill(params["text"], _values(item.case)), key=f"bulk:{bulk.pk}")
    elif facts.keep is not None:
        merge(**seen, into=facts.keep, public_reason=params.get("reason", ""))


def _values(case: Case) -> dict[str, str]:
    """What the placeholders stand for in this case."""
    line = case.of_kind.lines([case.pk]).get(case.pk)
    requester = case.parties.filter(role="REQUESTER").first()
    return {
        "reference": case.reference,
        "title": case.title,
        "place": line.place if line else "",
        "unit": case.unit.name,
        "name": requester.name if requester else "",
    }
