# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing at a case: answers, questions, notes, drafts, wordings, and who else is there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.access import in_background
from nahdran.cases.addresses import ListAddress
from nahdran.cases.forms import ReplyForm
from nahdran.cases.models import Case
from nahdran.cases.operations import (
    ForbiddenChange,
    MissingReason,
    OutdatedView,
    add_note,
    answer,
    ask_back,
    drop_draft,
    keep_draft,
    look_at,
)
from nahdran.cases.queries import changes_since, presence
from nahdran.cases.queries.sheet import draft_of, wordings_for
from nahdran.cases.uploads import Taken, take
from nahdran.cases.views.staff.door import find, reads_case, works_on_case
from nahdran.cases.views.staff.sheet import MODES, base_of, case_page
from nahdran.cases.wordings import fill
from nahdran.kit import clock
from nahdran.kit.dates import clock_time
from nahdran.kit.text import clean

WORDS_OF_MODE = {mode: word for word, mode in MODES.items()}


@works_on_case
@require_POST
def reply(request: HttpRequest, case: Case) -> HttpResponse:
    """One form with several buttons: send, change what is written, look up a wording, throw away."""
    todo = request.POST.get("do", "send")
    mode = request.POST.get("mode", "answer")
    if todo == "send":
        return _send(request, case)
    if todo == "discard":
        drop_draft(case=case, author=_user(request))
        return redirect(_back(request, case, mode))
    _keep(request, case)
    if todo == "wordings":
        suffix = f"{ListAddress.of_list(request.GET).suffix()}&schreiben={WORDS_OF_MODE.get(mode, 'antwort')}"
        return redirect(reverse("desk:wordings", args=[case.reference]) + suffix)
    return redirect(_back(request, case, todo.removeprefix("mode-")))


def _send(request: HttpRequest, case: Case) -> HttpResponse:
    form = ReplyForm(request.POST, request.FILES)
    taken = take(case, form.files_given(), request.POST.get("taken", ""))
    if not form.is_valid() or taken.problems:
        for problem in taken.problems:
            form.add_error("uploads", problem)
        return _again(request, case, form, taken)
    given = form.cleaned_data
    common: dict[str, Any] = {"case": case, "actor": _user(request), "text": given["text"], "files": taken.files}
    try:
        if given["mode"] == "note":
            add_note(**common, key=given["key"])
        else:
            verb = ask_back if given["mode"] == "ask" else answer
            verb(**common, key=given["key"], base=base_of(request))
    except OutdatedView as outdated:
        return _outdated(request, case, form, taken, outdated)
    except MissingReason:
        form.add_error("text", _("Bitte schreiben Sie etwas."))
        return _again(request, case, form, taken)
    except ForbiddenChange:
        form.add_error(
            None, _("Aus diesem Stand heraus ist keine Rückfrage möglich. Öffnen Sie den Vorgang erst wieder.")
        )
        return _again(request, case, form, taken)
    messages.success(request, SENT[given["mode"]]())
    return redirect(_back(request, case, "answer", anchor="verlauf"))


SENT = {
    "answer": lambda: _("Ihre Antwort ist gesendet."),
    "ask": lambda: _("Ihre Rückfrage ist gesendet. Die Frist ruht, bis eine Antwort da ist."),
    "note": lambda: _("Die Notiz ist gespeichert."),
}


def _again(request: HttpRequest, case: Case, form: ReplyForm, taken: Taken) -> HttpResponse:
    """The form with its errors; text and files are still there."""
    return case_page(request, case, reply=form, status=422, taken=taken)


def _outdated(request: HttpRequest, case: Case, form: ReplyForm, taken: Taken, outdated: OutdatedView) -> HttpResponse:
    """Nothing was sent. The page shows what has happened; the text stays in the field and as a draft, ready for the newest state."""
    case = find(case.reference)
    keep_draft(case=case, author=_user(request), text=form.cleaned_data["text"], base=case.changed_at)
    fresh = ReplyForm(initial={**form.cleaned_data, "uploads": None, "base": case.changed_at.isoformat()})
    missed = changes_since(case, outdated.since)
    return case_page(request, case, reply=fresh, missed=missed, status=409, taken=taken, stopped=True)


@works_on_case
@require_POST
def draft(request: HttpRequest, case: Case) -> HttpResponse:
    """Called by the page every few seconds while somebody types."""
    _keep(request, case)
    look_at(case=case, user=_user(request), writing=True)
    return JsonResponse({"saved": clock_time(clock.now())})


@in_background
@reads_case
@require_POST
def present(request: HttpRequest, case: Case) -> HttpResponse:
    """The pulse of an open page; answers with the sentence about the others."""
    look_at(case=case, user=_user(request), writing=request.POST.get("writing") == "1")
    context = {"others": presence(case, request.user), "is_newer": _is_newer(request, case)}
    return render(request, "cases/partials/presence.html", context)


def _is_newer(request: HttpRequest, case: Case) -> bool:
    base = base_of(request)
    return base is not None and case.changed_at > base


@works_on_case
def wordings(request: HttpRequest, case: Case) -> HttpResponse:
    """The wordings to choose from, filled in for this case. Choosing one puts it behind the draft."""
    mode = MODES.get(request.GET.get("schreiben", ""), "answer")
    found = wordings_for(case)
    values = _values(case)
    if request.method == "POST":
        chosen = next((entry for entry in found if str(entry.pk) == request.POST.get("wording")), None)
        if chosen is not None:
            own = draft_of(case, request.user)
            text = "\n\n".join(filter(None, [own.text.strip() if own else "", fill(chosen.text, values)]))
            keep_draft(case=case, author=_user(request), text=text, base=own.base if own else case.changed_at)
        return redirect(_back(request, case, mode))
    entries = [{"wording": entry, "text": fill(entry.text, values)} for entry in found]
    context = {
        "case": case,
        "entries": entries,
        "action": request.get_full_path(),
        "back": _back(request, case, mode),
        "current_desk": "inbox",
    }
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, f"cases/{'partials/wordings' if is_part else 'staff/wordings'}.html", context)


def _values(case: Case) -> dict[str, str]:
    """What the placeholders stand for; the kind knows the place."""
    line = case.of_kind.lines([case.pk]).get(case.pk)
    requester = getattr(case, "requester", None)
    return {
        "reference": case.reference,
        "title": case.title,
        "place": line.place if line else "",
        "unit": case.unit.name,
        "name": requester.name if requester else "",
    }


def _keep(request: HttpRequest, case: Case) -> None:
    base = base_of(request)
    text = clean(request.POST.get("text", ""))
    keep_draft(
        case=case, author=_user(request), text=text, base=min(base, case.changed_at) if base else case.changed_at
    )


def _back(request: HttpRequest, case: Case, mode: str, *, anchor: str = "schreiben") -> str:
    suffix = ListAddress.of_list(request.GET).suffix()
    word = WORDS_OF_MODE.get(mode, "antwort")
    writing = "" if word == "antwort" else f"&schreiben={word}"
    return f"{reverse('desk:case', args=[case.reference])}{suffix}{writing}#{anchor}"


def _user(request: HttpRequest) -> Any:
    return request.user
