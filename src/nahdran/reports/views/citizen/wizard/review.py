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

from nahdran.accounts.throttle import client_key, hit
from nahdran.cases import access
from nahdran.cases.models import Case, Party
from nahdran.kit.text import clean_line
from nahdran.reports.answers import in_words
from nahdran.reports.models import ReportDraft
from nahdran.reports.operations import EmailNeeded, OutsideTown, UnableToSubmit, submit_report
from nahdran.reports.queries.catalogue import active_questions
from nahdran.reports.queries.drafts import KIND, PLACE
from nahdran.reports.views.citizen.wizard.visit import PAGES, REVIEW, Visit, account_of, may_write, step

# Reports that one address, and its whole neighbourhood of 256 addresses, may send in an hour.
_PER_HOUR, _PER_HOUR_AROUND = 20, 100
# Confirmations that one mailbox may get in an hour: nobody has proven that it is theirs.
_PER_HOUR_TO = 10


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
    if not _within_limits(visit.request, str(visit.data.get("email", ""))):
        return _page(visit, too_many=True, status=429)
    return _send(visit, visit.draft)


def _send(visit: Visit, draft: ReportDraft) -> HttpResponse:
    try:
        submit_report(
            draft=draft,
            language=get_language() or "de",
            account=account_of(visit.request),
            trap=bool(visit.request.POST.get("website")),
        )
    except (UnableToSubmit, EmailNeeded):
        return _page(visit, status=422)
    except OutsideTown as error:
        messages.error(visit.request, error.hint)
        return visit.remembered(redirect(PAGES[PLACE]))
    return _thanks_for(visit.request, ReportDraft.objects.select_related("case", "waiting").get(pk=draft.pk))


def _thanks_for(request: HttpRequest, draft: ReportDraft) -> HttpResponse:
    """Who holds the draft may see the case, or what it still waits for."""
    if draft.case_id is None:
        return redirect("reports:waiting", token=draft.waiting.token)
    return enter(request, draft.case_id)


def enter(request: HttpRequest, case_id: int) -> HttpResponse:
    """To the number of a report that was just opened; under a new key, so that nobody who knew the old one comes along."""
    case = Case.objects.select_related("access").get(pk=case_id)
    request.session.cycle_key()
    access.grant(request.session, case)
    return redirect("reports:thanks", reference=case.reference)


def _to_what_is_missing(visit: Visit) -> HttpResponse:
    first = visit.missing[0]
    if visit.draft is not None:
        messages.info(visit.request, _("Hier fehlt noch etwas. Alles andere ist gespeichert."))
    return visit.remembered(redirect(PAGES[first]))


def _within_limits(request: HttpRequest, email: str) -> bool:
    own = client_key(request)
    around = own.rsplit(".", 1)[0] if "." in own else own
    return all(
        [
            hit("reports.send", own, _PER_HOUR, 3600),
            hit("reports.send_around", around, _PER_HOUR_AROUND, 3600),
            not email or hit("reports.send_to", email.lower(), _PER_HOUR_TO, 3600),
        ]
    )


def _page(visit: Visit, *, too_many: bool = False, status: int = 200) -> HttpResponse:
    data, category = visit.data, visit.category
    context: dict[str, Any] = {
        "data": data,
        "category": category,
        "photos": list(visit.draft.photos.select_related("file")) if visit.draft else [],
        "answers": in_words(active_questions(category), data.get("answers", {})) if category else [],
        "missing": [{"name": name, "href": f"{reverse(PAGES[name])}?weiter=pruefen"} for name in visit.missing],
        "too_many": too_many,
        "asks_to_confirm": category is not None and category.contact_required and account_of(visit.request) is None,
    }
    return visit.page("reports/citizen/wizard/review.html", context, status=status)


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
