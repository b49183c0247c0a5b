# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public page of one report, and its released photos. What is not released does not exist here."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nahdran.assets.models import Asset
from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import Case
from nahdran.cases.queries.parts import parts_of
from nahdran.cases.tables import own_rows
from nahdran.files.responses import file_response
from nahdran.kit.dates import day, day_month
from nahdran.kit.ids import InvalidReference, parse_reference
from nahdran.kit.text import clean_line
from nahdran.reports.answers import in_words
from nahdran.reports.models import Report
from nahdran.reports.queries import public
from nahdran.reports.queries.assets import asset_of_report
from nahdran.reports.queries.catalogue import questions_for_answers
from nahdran.reports.queries.merged import page_instead
from nahdran.reports.queries.public import PublicReport
from nahdran.reports.queries.sites import successor_of
from nahdran.reports.queries.story import Story, neighbours, story_of

_NEIGHBOURS = 4
_LAST = 3


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
    if (instead := page_instead(report)) is not None:
        return redirect("reports:detail", reference=instead)
    story = story_of(report.case_id, is_open=report.is_open)
    here = f"{report.lon:.5f},{report.lat:.5f}"
    context = {
        "current_nav": "report",
        "report": report,
        "photos": public.public_photos(report.case_id),
        "story": story,
        "parts": own_rows(
            part.case
            for part in parts_of(Case(pk=report.case_id))
            if part.case.confidentiality == Confidentiality.NORMAL
        ),
        "way": _way(report, story),
        "near": neighbours(report, _NEIGHBOURS),
        "crumbs": [
            {"label": _("Start"), "href": "/"},
            {"label": _("Mängel"), "href": reverse("reports:list")},
            {"label": report.title},
        ],
        "meta": _("Mängelmeldung %(reference)s") % {"reference": report.reference},
        "around": f"{reverse('reports:list')}?{urlencode({'stand': 'alle', 'nahe': here})}",
        "subscribe": f"{reverse('reports:subscribe')}?{urlencode({'nahe': here, 'umkreis': '250'})}",
        "next_one": f"{reverse('reports:new')}?{urlencode({'nahe': here})}",
        "address": settings.SITE_URL + request.path,
        "successor": "" if report.is_open else successor_of(Case(pk=report.case_id, reference=report.reference)),
        **_facts(report.case_id),
        "asset": _asset(report.case_id),
    }
    return render(request, "reports/citizen/detail.html", context)


def _facts(case_id: int) -> dict[str, Any]:
    """Who works on it, and answers to questions that the town has marked as public; never anything that was written freely before its release."""
    fields = ("category_id", "answers", "public_text", "case__unit__name")
    category_id, answers, text, unit = Report.objects.values_list(*fields).get(pk=case_id)
    if not text or not answers:
        return {"unit": unit, "answers": []}
    return {"unit": unit, "answers": in_words(questions_for_answers(category_id, answers), answers, public_only=True)}


def _asset(case_id: int) -> Asset | None:
    """What it is about, if everybody may see that list."""
    found = asset_of_report(case_id)
    return found if found and found.layer.is_public else None


def _way(report: PublicReport, story: Story) -> list[dict[str, str]]:
    """The four stations: what is done, where it is, what comes and by when."""
    labels = [_("Eingegangen"), _("Geprüft"), _("In Arbeit"), report.status if not report.is_open else _("Erledigt")]
    now = max(story.reached, default=0)
    steps = []
    for station, label in enumerate(labels):
        note = day_month(story.reached[station]) if station in story.reached else ""
        state = "done" if station < now or not report.is_open else "current" if station == now else ""
        if station == now and report.is_open and report.status != label:
            note = report.status
        if station == _LAST and story.expected_at and not story.is_late:
            note = _("voraussichtlich bis %(day)s") % {"day": day(story.expected_at)}
        steps.append({"label": label, "note": note, "state": state})
    return steps


@require_safe
def photo(request: HttpRequest, reference: str, file_id: UUID, variant: str) -> HttpResponseBase:
    found = public.public_photo(clean_line(reference), file_id)
    if found is None:
        raise Http404
    return file_response(found.file, variant, request=request)
