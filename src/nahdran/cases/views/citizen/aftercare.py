# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""After the closing: is it really settled, how content is the person, should the town look again.

Reached from the mail by a link that answers this one question, or from the status page. A link only shows the page, a button answers:
the scanners of mailboxes open every link.
"""

import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nahdran.accounts.throttle import throttled
from nahdran.cases import access
from nahdran.cases.forms_after import AgainForm, RateForm
from nahdran.cases.models import Case
from nahdran.cases.operations import MissingReason, UnableToAskAgain, answer_closing, ask_again, rate
from nahdran.cases.operations.thread import sent_before
from nahdran.cases.queries.aftercare import Aftercare, aftercare_of, may_ask_again
from nahdran.cases.slots import successors
from nahdran.cases.uploads import Taken, take
from nahdran.cases.views.citizen.door import account_of, find, may_enter, private, with_access
from nahdran.kit.personal import find_personal

YES, NO, RATE = "ja", "nein", "bewerten"
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked about which case, and under what address. ``change_id`` is 0 where no mail names the closing."""

    request: HttpRequest
    case: Case
    who: int
    here: str
    change_id: int = 0

    @property
    def label(self) -> str:
        requester = getattr(self.case, "requester", None)
        return requester.name if requester is not None and requester.pk == self.who else ""

    @property
    def care(self) -> Aftercare:
        return aftercare_of(self.case, who=self.who)

    def page(self, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
        frame = {"case": self.case, "here": self.here, "home": self.home, "state": self.case.state}
        return render(self.request, f"cases/citizen/after/{name}.html", {**frame, **context}, status=status)

    def shut(self, name: str, **context: Any) -> HttpResponse:
        """A page that takes nothing more. Words that come too late are shown again, so that nobody believes they have arrived."""
        given = self.request.POST if self.request.method == "POST" else {}
        text = given.get("text", "").strip()[:_LONGEST]
        is_late = bool(text) and sent_before(self.case, given.get("key", "")) is None
        return self.page(name, unsent=text if is_late else "", **context)

    @property
    def home(self) -> str:
        """The status page, for those who may open it."""
        return reverse("cases:status", args=[self.case.reference]) if may_enter(self.request, self.case) else ""


@throttled("cases.answer", limit=30, seconds=600)
@with_access
def by_access(request: HttpRequest, case: Case) -> HttpResponse:
    requester = getattr(case, "requester", None)
    here = reverse("cases:settled", args=[case.reference])
    return _question(Asked(request, case, requester.pk if requester else 0, here))


@throttled("cases.closing_question", limit=60, seconds=600)
@private
def by_mail(request: HttpRequest, reference: str, change_id: int, who: int, token: str) -> HttpResponseBase:
    case = find(reference)
    if case is None or not access.is_answer_token(case, token, change_id=change_id, who=who):
        return render(request, "cases/citizen/no_entry.html", status=404)
    return _question(Asked(request, case, who, request.path, change_id))


def _question(asked: Asked) -> HttpResponse:
    care = asked.care
    if care.change is None or (asked.change_id and care.change.pk != asked.change_id):
        return asked.shut("moved_on")
    asked = replace(asked, change_id=care.change.pk)
    posted = asked.request.method == "POST"
    wanted = (asked.request.POST if posted else asked.request.GET).get("antwort", "")
    if wanted == NO or not care.asks:
        return _no(asked, care)
    if wanted == RATE and care.answer is not None and care.answer.is_settled:
        return _rate(asked, care)
    if posted and wanted == YES:
        return _yes(asked)
    return asked.page("question", care=care)


def _yes(asked: Asked) -> HttpResponse:
    if answer_closing(case=asked.case, change_id=asked.change_id, who=asked.who, is_settled=True) is None:
        return asked.shut("moved_on")
    return redirect(f"{asked.here}?antwort={RATE}")


def _rate(asked: Asked, care: Aftercare) -> HttpResponse:
    answer = care.answer
    if answer is None or (answer.score is not None and asked.request.method != "POST"):
        return asked.page("thanks")
    form = RateForm(asked.request.POST if asked.request.method == "POST" else None)
    warning = False
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        warning = not given["seen_warning"] and bool(list(find_personal(given["comment"])))
        if not warning:
            names = ("score", "good", "bad", "comment")
            rate(answer=_with_case(answer, asked.case), **{name: given[name] for name in names})
            return redirect(f"{asked.here}?antwort={RATE}")
    return asked.page("rate", form=form, warning=warning, status=422 if form.errors or warning else 200)


def _with_case(answer: Any, case: Case) -> Any:
    answer.case = case
    return answer


def _no(asked: Asked, care: Aftercare) -> HttpResponse:
    """The request to look again, or why there is none: asked already, too late, not foreseen."""
    if not may_ask_again(asked.case) or care.request is not None or not care.is_in_time:
        return _closed_door(asked, care)
    request = asked.request
    if request.method != "POST":
        return asked.page("again", form=AgainForm(initial={"key": uuid.uuid4().hex}), care=care)
    form = AgainForm(request.POST, request.FILES)
    taken = take(asked.case, form.files_given(), request.POST.get("taken", ""))
    for problem in taken.problems:
        form.add_error("uploads", problem)
    if form.is_valid():
        return _send(asked, care, form, taken)
    return asked.page("again", form=form, taken=taken, care=care, status=422)


def _send(asked: Asked, care: Aftercare, form: AgainForm, taken: Taken) -> HttpResponse:
    given = form.cleaned_data
    try:
        ask_again(
            case=asked.case,
            reason=given["reason"],
            text=given["text"],
            who=asked.who,
            account=account_of(asked.request),
            label=asked.label,
            files=taken.files,
            key=given["key"],
        )
    except MissingReason:
        form.add_error("text", _("Bitte schreiben Sie etwas."))
        return asked.page("again", form=form, taken=taken, care=care, status=422)
    except UnableToAskAgain:
        asked = replace(asked, case=find(asked.case.reference) or asked.case)
        return asked.shut("moved_on") if asked.case.is_open else _closed_door(asked, asked.care)
    return redirect(f"{asked.here}?antwort={NO}")


def _closed_door(asked: Asked, care: Aftercare) -> HttpResponse:
    case = asked.case
    successor = successors.get(case.kind)(case) if case.kind in successors else ""
    return asked.shut("asked" if care.request is not None else "too_late", care=care, successor=successor)
