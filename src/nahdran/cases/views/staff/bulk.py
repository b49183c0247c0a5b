# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One step for many cases: chosen in the inbox, described, looked over, carried out, and its result. One page that knows how far it is."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.accounts.models import User
from nahdran.cases.addresses import ListAddress
from nahdran.cases.bulk_forms import FORMS
from nahdran.cases.enums import BulkAction, BulkState, ItemState
from nahdran.cases.models import Bulk, BulkItem, Case
from nahdran.cases.operations.bulk import MOST_AT_ONCE, begin_bulk, describe_bulk, start_bulk
from nahdran.cases.queries import readable_by
from nahdran.cases.queries.bulk import Facts, facts_of, items_of, why_not
from nahdran.cases.queries.inbox import listed, order_of, status_choices
from nahdran.cases.refusals import why_not_done
from nahdran.cases.rules import may_read
from nahdran.kit.dates import day
from nahdran.kit.ids import InvalidReference, parse_reference
from nahdran.org.models import Unit


@staff_required("cases.work")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """The ticked rows, or everything that the list has, up to the limit. Nothing is done yet."""
    address = ListAddress.of_list(request.GET)
    action = request.POST.get("action", "")
    chosen = _whole_list(request, address) if request.POST.get("scope") == "all" else _ticked(request)
    if action not in BulkAction.values or not chosen:
        messages.warning(request, _("Wählen Sie Vorgänge aus und was mit ihnen geschehen soll."))
        return redirect(address.href())
    if len(chosen) > MOST_AT_ONCE:
        messages.warning(
            request, _("Mehr als %(most)d auf einmal gehen nicht. Die ersten sind ausgewählt.") % {"most": MOST_AT_ONCE}
        )
    bulk = begin_bulk(actor=_user(request), action=action, chosen=chosen, came_from=address.href())
    return redirect("desk:bulk", pk=bulk.pk)


@staff_required("cases.work")
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Draft without words: the form. With words: what will happen. Afterwards: how far it is, and what became of each."""
    bulk = Bulk.objects.select_related("actor").filter(pk=pk, actor=_user(request)).first()
    if bulk is None:
        raise Http404
    if bulk.state != BulkState.DRAFT:
        return _result(request, bulk)
    todo = request.POST.get("do", "") if request.method == "POST" else ""
    if todo == "run":
        start_bulk(bulk=bulk)
        return redirect("desk:bulk", pk=bulk.pk)
    if todo == "change" or (not todo and not bulk.params) or todo == "describe":
        return _form(request, bulk, is_sent=todo == "describe")
    return _confirm(request, bulk)


def _form(request: HttpRequest, bulk: Bulk, *, is_sent: bool) -> HttpResponse:
    items = items_of(bulk)
    form = FORMS[bulk.action](
        request.POST if is_sent else None,
        cases=[item.case for item in items if may_read(request.user, item.case)],
        user=request.user,
        initial=_initial(bulk),
    )
    if is_sent and form.is_valid():
        describe_bulk(bulk=bulk, params=form.params())
        return redirect("desk:bulk", pk=bulk.pk)
    context = {**_frame(bulk), "form": form, "count": len(items)}
    return render(request, "cases/staff/bulk_form.html", context, status=422 if form.errors else 200)


def _initial(bulk: Bulk) -> dict[str, Any]:
    """What was said before, for saying it anew."""
    return {name: str(value) if name in {"person", "keep"} else value for name, value in bulk.params.items()}


def _confirm(request: HttpRequest, bulk: Bulk) -> HttpResponse:
    facts = facts_of(bulk)
    rows = [_row(request, item, why_not(request.user, bulk, item, facts)) for item in items_of(bulk)]
    context = {
        **_frame(bulk),
        "said": _said(bulk, facts),
        "will": [row for row in rows if not row["why"]],
        "will_not": [row for row in rows if row["why"]],
        "tells": bulk.action in {BulkAction.STATUS, BulkAction.CLOSE, BulkAction.ANSWER, BulkAction.MERGE},
    }
    return render(request, "cases/staff/bulk_confirm.html", context)


def _said(bulk: Bulk, facts: Facts) -> list[dict[str, Any]]:
    """What was filled in, once more in words."""
    params = bulk.params
    statuses = dict([*status_choices(), *status_choices(closed=True)])
    people = User.objects.filter(pk=params.get("person") or 0).values_list("name", flat=True)
    units = Unit.objects.filter(pk=params.get("unit") or 0).values_list("name", flat=True)
    found: dict[str, tuple[str, Callable[[], Any]]] = {
        "person": (_("Zuständige Person"), lambda: people.first() or _("niemand")),
        "unit": (_("Neue Zuständigkeit"), units.first),
        "status": (_("Neuer Status"), lambda: statuses.get(params["status"], "")),
        "date": (_("Wiedervorlage"), lambda: day(date.fromisoformat(params["date"]))),
        "keep": (_("Bleibt offen"), lambda: facts.keep.reference if facts.keep else ""),
        "text": (_("Text"), lambda: params["text"]),
        "reason": (_("Text"), lambda: params["reason"]),
    }
    lines = [(label, words()) for name, (label, words) in found.items() if name in params]
    return [{"label": label, "text": text} for label, text in lines if text]


def _result(request: HttpRequest, bulk: Bulk) -> HttpResponse:
    items = items_of(bulk)
    counts = Counter(item.state for item in items)
    context = {
        **_frame(bulk),
        "is_running": bulk.state == BulkState.RUNNING,
        "done": counts[ItemState.DONE],
        "count": len(items),
        "finished": len(items) - counts[ItemState.WAITING],
        "refused": [_row(request, item, item.reason) for item in items if item.state == ItemState.REFUSED],
        "settled": [_row(request, item, "") for item in items if item.state == ItemState.DONE],
    }
    if request.headers.get("HX-Request") == "true" and bulk.state == BulkState.RUNNING:
        return render(request, "cases/partials/bulk_progress.html", context)
    answer = render(request, "cases/staff/bulk_result.html", context)
    if request.headers.get("HX-Request") == "true":
        answer["HX-Refresh"] = "true"
    return answer


def _row(request: HttpRequest, item: BulkItem, why: str) -> dict[str, Any]:
    """A case that this person may not read is neither named nor linked."""
    case = item.case if may_read(request.user, item.case) else None
    return {"case": case, "why": why_not_done(why) if why else ""}


def _frame(bulk: Bulk) -> dict[str, Any]:
    return {
        "bulk": bulk,
        "title": bulk.get_action_display(),
        "back": bulk.came_from or ListAddress().href(),
        "current_desk": "inbox",
    }


def _ticked(request: HttpRequest) -> list[tuple[Case, datetime]]:
    """Each value is a number and the state that was seen; what makes no sense is left out."""
    seen: dict[str, datetime] = {}
    for value in request.POST.getlist("case")[: MOST_AT_ONCE + 1]:
        reference, _bar, moment = value.partition("|")
        try:
            at = parse_datetime(moment)
            number = parse_reference(reference)
        except (InvalidReference, ValueError):
            continue
        if at is not None and at.tzinfo is not None:
            seen[number] = at
    rows = {case.reference: case for case in readable_by(request.user).filter(reference__in=seen)}
    return [(rows[number], at) for number, at in seen.items() if number in rows]


def _whole_list(request: HttpRequest, address: ListAddress) -> list[tuple[Case, datetime]]:
    """The list as it is now; what changes until it is carried out is noticed then."""
    cases = listed(request.user, address.view, address.filters).order_by(*order_of(address.view, address.filters))
    return [(case, case.changed_at) for case in cases[: MOST_AT_ONCE + 1]]


def _user(request: HttpRequest) -> Any:
    return request.user
