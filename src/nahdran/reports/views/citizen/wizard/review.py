# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The last look, the sending, and the thanks. Sent twice, from two windows or by going back, it stays one case."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nahdran.cases import access
from nahdran.cases.models import Case, Party
from nahdran.kit.text import clean_line
from nahdran.reports.answers import in_words
from nahdran.reports.gate import judge, within_limits
from nahdran.reports.models import Body, ReportDraft
from nahdran.reports.operations import EmailNeeded, OutsideTown, UnableToSubmit, submit_report
from nahdran.reports.operations.contents import HAND_OVER
from nahdran.reports.personal import found_in
from nahdran.reports.proof import Puzzle, new_puzzle
from nahdran.reports.queries.assets import chosen_asset
from nahdran.reports.queries.bodies import body_by_key
from nahdran.reports.queries.catalogue import active_questions
from nahdran.reports.queries.drafts import KIND, PLACE
from nahdran.reports.suspicion import Outcome
from nahdran.reports.views.citizen.wizard.visit import PAGES, REVIEW, Visit, account_of, may_write, step


@step(REVIEW)
def review(visit: Visit) -> HttpResponse:
    if visit.sent is not None:
        return _thanks_for(visit.request, visit.sent)
    if visit.draft is None or KIND in visit.missing or PLACE in visit.missing:
        return _to_what_is_missing(visit)
    if visit.request.method != "POST":
        return _page(visit)
    if not may_write(visit):
        return _page(visit, status=403)
    if not within_limits(visit.request, str(visit.data.get("email", ""))):
        return _page(visit, too_many=True, status=429)
    return _judged(visit, visit.draft)


def _judged(visit: Visit, draft: ReportDraft) -> HttpResponse:
    """Send it, unless the browser has to do its sum first. Who has no JavaScript asks for a link by mail instead."""
    post = visit.request.POST
    judgement = judge(
        visit.request,
        draft=draft,
        trap=bool(post.get("website")),
        answer=post.get("beweis", "")[:400],
        signed_in=account_of(visit.request) is not None,
    )
    by_mail = "per-mail" in post
    if judgement.outcome == Outcome.PROVE and not (by_mail and visit.data.get("email")):
        return _page(visit, puzzle=new_puzzle(), status=422)
    return _send(visit, draft, judgement.suspicion, confirm=judgement.outcome == Outcome.PROVE)


def _send(visit: Visit, draft: ReportDraft, suspicion: str, *, confirm: bool) -> HttpResponse:
    try:
        sent = submit_report(
            draft=draft,
            language=get_language() or "de",
            account=account_of(visit.request),
            suspicion=suspicion,
            confirm=confirm,
        )
    except (UnableToSubmit, EmailNeeded):
        return _page(visit, status=422)
    except OutsideTown as error:
        messages.error(visit.request, error.hint)
        return visit.remembered(redirect(PAGES[PLACE]))
    if sent.case is None:
        return redirect("reports:waiting", token=sent.waiting.token)  # type: ignore[union-attr]  # one of both is there
    return let_in(visit.request, sent.case)


def _thanks_for(request: HttpRequest, draft: ReportDraft) -> HttpResponse:
    """Who holds the draft may see the case, or what it still waits for."""
    if draft.case_id is None:
        return redirect("reports:waiting", token=draft.waiting.token)
    return enter(request, draft.case_id)


def enter(request: HttpRequest, case_id: int) -> HttpResponse:
    """To the number of a report that was just opened; under a new key, so that nobody who knew the old one comes along."""
    return let_in(request, Case.objects.select_related("access").get(pk=case_id))


def let_in(request: HttpRequest, case: Case) -> HttpResponse:
    """The same for a case that is at hand. A visitor without a session gets one anyway when it is saved."""
    if request.session.session_key:
        request.session.cycle_key()
    access.grant(request.session, case)
    return redirect("reports:thanks", reference=case.reference)


def _to_what_is_missing(visit: Visit) -> HttpResponse:
    first = visit.missing[0]
    if visit.draft is not None:
        messages.info(visit.request, _("Hier fehlt noch etwas. Alles andere ist gespeichert."))
    return visit.remembered(redirect(PAGES[first]))


def _page(visit: Visit, *, too_many: bool = False, puzzle: Puzzle | None = None, status: int = 200) -> HttpResponse:
    data, category = visit.data, visit.category
    answers = in_words(active_questions(category), data.get("answers", {})) if category else []
    context: dict[str, Any] = {
        "data": data,
        "category": category,
        "asset": chosen_asset(data),
        "personal": found_in(
            [data.get("text", ""), data["place"].get("note", ""), *(answer.text for answer in answers)]
        ),
        "photos": list(visit.draft.photos.select_related("file")) if visit.draft else [],
        "answers": answers,
        "missing": [{"name": name, "href": f"{reverse(PAGES[name])}?weiter=pruefen"} for name in visit.missing],
        "too_many": too_many,
        "puzzle": puzzle,
        "passed_on_to": _passed_on_to(data),
        "asks_to_confirm": category is not None and category.contact_required and account_of(visit.request) is None,
    }
    return visit.page("reports/citizen/wizard/review.html", context, status=status)


def _passed_on_to(data: dict[str, Any]) -> Body | None:
    chosen = data.get("body", {})
    return body_by_key(chosen.get("pk")) if chosen.get("choice") == HAND_OVER else None


@never_cache
@require_safe
def thanks(request: HttpRequest, reference: str) -> HttpResponse:
    """The number, the code and the way to the status page; only for who has just sent it or may see the case anyway."""
    case = Case.objects.select_related("access", "unit").filter(reference=clean_line(reference)).first()
    if case is None or not access.is_granted(request.session, case):
        raise Http404
    party = Party.objects.filter(case=case).exclude(email="").first()
    context = {
        "case": case,
        "code": access.code_of(case),
        "link": reverse("cases:status", kwargs={"reference": case.reference}),
        "email": party.email if party else "",
        "form_title": _("Mangel melden"),
        "current_nav": "report",
    }
    return render(request, "reports/citizen/wizard/thanks.html", context)
