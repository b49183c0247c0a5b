# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The status page: whose turn it is, the way, what happened, and the form to write back."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nahdran.cases import access
from nahdran.cases.enums import DeadlineKind
from nahdran.cases.forms import WriteBackForm
from nahdran.cases.models import Case, Deadline
from nahdran.cases.moments import coming
from nahdran.cases.queries import Event, History, history
from nahdran.cases.queries.aftercare import aftercare_of, may_ask_again
from nahdran.cases.queries.merged import goes_on_in
from nahdran.cases.queries.parts import last_words, parts_of
from nahdran.cases.slots import successors
from nahdran.cases.tables import PERSON_LOOKS, own_rows, shown, tone_for_person, way_of
from nahdran.cases.uploads import Taken
from nahdran.cases.views.citizen.door import WAITING_TEXT, account_of, with_access
from nahdran.kit import clock
from nahdran.kit.dates import day


@with_access
def status(request: HttpRequest, case: Case) -> HttpResponse:
    return status_page(request, case)


def status_page(
    request: HttpRequest, case: Case, *, form: WriteBackForm | None = None, taken: Taken | None = None, code: int = 200
) -> HttpResponse:
    """The whole page; ``form`` and ``taken`` are what came back with an error."""
    now = clock.now()
    past = history(case)
    events = past.events(public=True)
    question = next((event for event in reversed(events) if event.what == "asked"), None)
    workflow = case.of_kind.workflow
    promises = Deadline.objects.filter(case=case, kind=DeadlineKind.SETTLE)
    settle_at = promises.values_list("due_at", flat=True).first() if case.is_open else None
    requester = getattr(case, "requester", None)
    account = account_of(request)
    elsewhere = _elsewhere(case)
    context = {
        "case": case,
        "kind": case.of_kind,
        "now_panel": _turn(case, events, question, now),
        "way": way_of(case, past, settle_at, now),
        "expected": _expected(case, past, settle_at, now),
        "events": shown(events, now, PERSON_LOOKS),
        "question": question if case.state.pauses else None,
        "panel": case.of_kind.citizen_panel(case),
        "form": form or _empty_form(request, case),
        "taken": taken,
        "elsewhere": elsewhere,
        "parts": _parts(case),
        "may_write": elsewhere is not None or case.is_open or may_ask_again(case),
        "care": aftercare_of(case, who=requester.pk if requester else 0),
        "may_ask_again": may_ask_again(case),
        "successor": successors.get(case.kind)(case) if not case.is_open and case.kind in successors else "",
        "may_withdraw": case.is_open and workflow.allows(case.status, workflow.withdrawn),
        "may_join": account is not None and (requester is None or requester.account_id is None),
        "is_held": access.is_granted(request.session, case),
        "masked": masked(requester.email) if requester and requester.email else "",
        "code": access.code_of(case),
        "was_sent": "gesendet" in request.GET,
        "public_address": "" if elsewhere else case.of_kind.public_address(case),
        "current_nav": "account" if account else "",
    }
    return render(request, "cases/citizen/status.html", context, status=code)


def _elsewhere(case: Case) -> dict[str, Any] | None:
    """How the other concern stands in which this one goes on: its status, and its page if everybody may read that. Never its number or who it is from."""
    if case.status != case.of_kind.workflow.duplicate:
        return None
    target = goes_on_in(case)
    if target is None:
        return None
    return {
        "label": str(target.state.public_label),
        "tone": tone_for_person(target.state),
        "text": str(target.state.public_text),
        "is_open": target.is_open,
        "href": target.of_kind.public_address(target),
    }


def _parts(case: Case) -> list[dict[str, Any]]:
    """Each part with its status and what was said about it last."""
    parts = parts_of(case)
    said = last_words(parts)
    return [{**row, "text": said.get(row["case"].pk, "")} for row in own_rows(part.case for part in parts)]


def _empty_form(request: HttpRequest, case: Case) -> WriteBackForm:
    """With what was typed when the access had ended, once."""
    waiting = request.session.get(WAITING_TEXT, {})
    text = waiting.get(case.reference, "")
    if text:
        del request.session[WAITING_TEXT]
    return WriteBackForm(initial={"key": uuid.uuid4().hex, "text": text})


def _turn(case: Case, events: list[Event], question: Event | None, now: datetime) -> dict[str, Any]:
    """Whose turn it is, what happens next, and by when."""
    state = case.state
    if state.closes:
        reason = next((event.text for event in reversed(events) if event.what == "closed"), "")
        return {
            "preline": _("Abgeschlossen"),
            "icon": "check-circle" if state.tone == "done" else "info",
            "title": str(state.public_label),
            "text": reason or str(state.public_text),
        }
    if state.pauses and question is not None:
        return {
            "preline": _("Sie sind dran"),
            "icon": "help",
            "title": _("Wir haben eine Frage an Sie"),
            "text": _("Bitte antworten Sie hier auf der Seite. Bis dahin ruht Ihr Anliegen."),
            "href": f"#{question.anchor}",
            "action": _("Zur Frage"),
        }
    return {
        "preline": _("Wir sind dran"),
        "icon": "clock",
        "title": str(state.public_label),
        "text": f"{state.public_text} {_promise(case, now)}".strip(),
    }


def _promise(case: Case, now: datetime) -> str:
    if case.due_at <= now:
        return _("Das dauert gerade länger, als wir versprochen haben. Wir haben es im Blick.")
    return _("Sie hören spätestens %(day)s von uns.") % {"day": coming(case.due_at, now)}


def _expected(case: Case, past: History, settle_at: datetime | None, now: datetime) -> dict[str, str] | None:
    """By when it should be done; nothing is promised while it waits for the person."""
    if settle_at is None:
        return None
    if case.state.pauses:
        return {"day": _("ruht, bis Sie unsere Frage beantwortet haben")}
    note = ""
    if settle_at <= now:
        note = _("Dieser Tag ist vorbei. Die Arbeit dauert länger als gedacht.")
    elif past.has_rested:
        note = _("Verschoben, weil Ihr Anliegen bis zu einer Antwort geruht hat.")
    return {"day": day(settle_at), "note": note}


def masked(address: str) -> str:
    """``e•••@example.org``: enough to recognise one's own address, too little for anybody else."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}•••@{domain}"
