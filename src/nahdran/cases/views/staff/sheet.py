# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of one case. ``case_page`` is also what the other views answer with when a form comes back."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from nahdran.audit.operations import record_read
from nahdran.cases.addresses import ListAddress
from nahdran.cases.due import clock_of
from nahdran.cases.forms import AssignForm, CloseForm, FollowUpForm, LinkForm, ReplyForm
from nahdran.cases.kinds import Status
from nahdran.cases.models import Case, Draft
from nahdran.cases.moments import past
from nahdran.cases.operations import look_at
from nahdran.cases.queries import Event, History, place_in_list
from nahdran.cases.queries.glance import glance_at
from nahdran.cases.queries.sheet import Sheet, sheet_of
from nahdran.cases.rules import may_set_confidential, may_work
from nahdran.cases.slots import splitters
from nahdran.cases.tables import DESK_LOOKS, log_of, promises, shown, tone_of
from nahdran.cases.views.staff.door import reads_case
from nahdran.kit import clock

ACTIONS = (
    "reply", "draft", "presence", "assign", "follow_up", "hand_over", "contact", "link", "wordings", "renew_access",
    "confidential", "merge", "separate", "split",
)  # fmt: skip
# Name in the address, mode of the form.
MODES = {"antwort": "answer", "frage": "ask", "notiz": "note"}
PARTS = {"nachrichten": "messages", "notizen": "notes"}
LOG = 8
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@reads_case
def sheet(request: HttpRequest, case: Case) -> HttpResponse:
    return case_page(request, case)


@reads_case
def preview(request: HttpRequest, case: Case) -> HttpResponse:
    """A glance beside the inbox. It shows what a person wrote, so it counts as reading."""
    if getattr(case, "requester", None) is not None:
        record_read(actor=request.user, obj=case, what="Vorgang")
    now = clock.now()
    glance = glance_at(case)
    address = ListAddress.of_list(request.GET)
    context = {
        "case": case,
        "state": case.state,
        "tone": tone_of(case.state, case.of_kind.workflow),
        "clock": clock_of(case, now),
        "line": case.of_kind.lines([case.pk]).get(case.pk),
        "glance": glance,
        "when": past(glance.message.at, now) if glance.message else "",
        "href": reverse("desk:case", args=[case.reference]) + address.suffix(),
    }
    return render(request, "cases/partials/preview.html", context)


def case_page(
    request: HttpRequest,
    case: Case,
    *,
    reply: ReplyForm | None = None,
    missed: Sequence[Event] = (),
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The whole page. Notes that this person has the case open and, where it names somebody, that they read it.

    ``reply`` is the form that came back, ``missed`` what its sender had not seen; ``more`` replaces other forms in the context.
    """
    now = clock.now()
    user: Any = request.user
    look_at(case=case, user=user, writing=False)
    if getattr(case, "requester", None) is not None:
        record_read(actor=user, obj=case, what="Vorgang")
    address = ListAddress.of_list(request.GET)
    found = sheet_of(case, user, view=address.view, filters=address.filters)
    context = {
        "case": case,
        "is_open": case.is_open,
        "may_work": bool(may_work(user, case)),
        "may_split": case.is_open and not case.confidentiality and case.kind in splitters,
        "may_set_confidential": bool(may_set_confidential(user, case)),
        "state": case.state,
        "tone": tone_of(case.state, case.of_kind.workflow),
        "kind": case.of_kind,
        "clock": clock_of(case, now),
        "promises": promises(case, found.deadlines, now),
        "panel": case.of_kind.staff_panel(case),
        "sections": found.sections,
        "others": found.others,
        "links": found.links,
        "place": place_in_list(user, case, view=address.view, filters=address.filters),
        "previous": found.previous,
        "next": found.next,
        "list_href": address.href(),
        "suffix": address.suffix(),
        "urls": {name: f"{reverse(f'desk:{name}', args=[case.reference])}{address.suffix()}" for name in ACTIONS},
        "base": case.changed_at.isoformat(),
        "current_desk": "inbox",
        **_steps(case, address),
        **_thread(request, found.history, now),
        **_composer(request, case, found, reply, missed),
        **_small_forms(case, found),
        **more,
    }
    return render(request, "cases/staff/case.html", context, status=status)


def _thread(request: HttpRequest, past: History, now: datetime) -> dict[str, Any]:
    """The events, all or a part of them. What only belongs to the log stands there, unless it says more than its title."""
    events = past.events(public=False)
    part = PARTS.get(request.GET.get("zeigen", ""), "all")
    wanted = {
        "all": lambda event: not event.is_step or (event.text and event.what != "assigned"),
        "messages": lambda event: event.is_message or event.what == "files",
        "notes": lambda event: event.what == "note",
    }[part]
    log = log_of(events, now)
    return {
        "events": shown(filter(wanted, events), now, DESK_LOOKS),
        "part": part,
        "log": log[:LOG],
        "older_log": log[LOG:],
        "log_count": len(log),
    }


def _steps(case: Case, address: ListAddress) -> dict[str, Any]:
    """The changes of status that a clerk may make by a button, in the order of the workflow."""
    workflow = case.of_kind.workflow
    possible = [status for status in workflow.next_of(case.status) if status.action and status.key != workflow.asked]

    def button(status: Status) -> dict[str, Any]:
        href = reverse("desk:status", args=[case.reference, status.key]) + address.suffix()
        return {"status": status, "href": href, "tone": tone_of(status, workflow)}

    closing = [button(status) for status in possible if status.closes]
    done = next((step for step in closing if step["tone"] == "done"), None)
    return {
        "open_steps": [button(status) for status in possible if not status.closes],
        "done_step": done,
        "closing_steps": [step for step in closing if step is not done],
    }


def _composer(
    request: HttpRequest, case: Case, found: Sheet, reply: ReplyForm | None, missed: Sequence[Event]
) -> dict[str, Any]:
    """The form to write: what came back, else the own draft, else nothing."""
    now = clock.now()
    draft: Draft | None = None
    if reply is None:
        draft = found.draft
        mode = MODES.get(request.GET.get("schreiben", ""), "answer")
        text = draft.text if draft else ""
        reply = ReplyForm(
            initial={"mode": mode, "text": text, "key": uuid.uuid4().hex, "base": case.changed_at.isoformat()}
        )
        if draft is not None and draft.base < case.changed_at:
            missed = [event for event in found.history.events(public=False) if event.at > draft.base]
    asks = case.of_kind.workflow.asked
    return {
        "reply": reply,
        "mode": reply["mode"].value() if reply["mode"].value() in ReplyForm.MODES else "answer",
        "may_ask": case.status == asks or case.of_kind.workflow.allows(case.status, asks),
        "draft": draft,
        "missed": shown(missed, now, DESK_LOOKS),
        "requester": getattr(case, "requester", None),
    }


def _small_forms(case: Case, found: Sheet) -> dict[str, Any]:
    base = case.changed_at.isoformat()
    follow_up = getattr(case, "follow_up", None)
    return {
        "assign_form": AssignForm(people=found.people, initial={"assignee": case.assignee_id or "", "base": base}),
        "follow_up_form": FollowUpForm(initial={"date": follow_up.date if follow_up else None}),
        "follow_up": follow_up,
        "link_form": LinkForm(auto_id="link_%s"),
        "close_form": CloseForm(initial={"base": base}, auto_id="close_%s"),
    }


def base_of(request: HttpRequest) -> datetime | None:
    """The state that the sender of a form has seen. Something unreadable counts as very old, so it is never overlooked."""
    text = request.POST.get("base", "")
    if not text:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    return moment if moment is not None and moment.tzinfo is not None else LONG_AGO
