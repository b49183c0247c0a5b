# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public page of one report, and its released photos. What is not released does not exist here."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nahdran.files.responses import file_response
from nahdran.kit.ids import InvalidReference, parse_reference
from nahdran.kit.text import clean_line
from nahdran.reports.answers import in_words
from nahdran.reports.models import Report
from nahdran.reports.queries import public
from nahdran.reports.queries.catalogue import questions_for_answers


@require_safe
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    try:
        spelled = parse_reference(reference)
    except InvalidReference as error:
        raise Http404 from error
    if spelled != reference:
        return redirect("reports:detail", reference=spelled)
    report = public.public_report(reference)
    if report is None:
        raise Http404
    context = {
        "current_nav": "report",
        "report": report,
        "photos": public.public_photos(report.case_id),
        "steps": public.public_steps(report.case_id),
        "crumbs": [
            {"label": _("Start"), "href": "/"},
            {"label": _("Mängel"), "href": reverse("reports:list")},
            {"label": report.title},
        ],
        "meta": _("Mängelmeldung %(reference)s") % {"reference": report.reference},
        "around": f"{reverse('reports:list')}?stand=alle&nahe={report.lon:.5f},{report.lat:.5f}",
        "answers": _public_answers(report.case_id),
    }
    return render(request, "reports/citizen/detail.html", context)


def _public_answers(case_id: int) -> list:
    """Answers to questions that the town has marked as public; never anything a person wrote freely before it was released."""
    category_id, answers, text = Report.objects.values_list("category_id", "answers", "public_text").get(pk=case_id)
    if not text or not answers:
        return []
    return in_words(questions_for_answers(category_id, answers), answers, public_only=True)


@require_safe
def photo(request: HttpRequest, reference: str, file_id: UUID, variant: str) -> HttpResponseBase:
    found = public.public_photo(clean_line(reference), file_id)
    if found is None:
        raise Http404
    return file_response(found.file, variant, request=request)
