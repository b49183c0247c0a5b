# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page behind the link in the mail to the body that answers for a report: what was reported, with its photos. Only for who has the link."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nahdran.accounts.throttle import throttled
from nahdran.cases.enums import Direction, PartyRole
from nahdran.cases.models import Attachment, Party
from nahdran.files.enums import Kind as FileKind
from nahdran.files.responses import file_response
from nahdran.reports.answers import in_words
from nahdran.reports.confirmation import is_hand_over_proof
from nahdran.reports.models import HandOver
from nahdran.reports.queries.bodies import hand_over_by_token
from nahdran.reports.queries.catalogue import questions_for_answers

_PER_HOUR = 300


@never_cache
@require_safe
@throttled("reports.handed_over", _PER_HOUR, 3600, methods=("GET", "HEAD"))
def handed_over(request: HttpRequest, token: UUID, proof: str) -> HttpResponse:
    handed = _find(token, proof)
    report = handed.report
    party = Party.objects.filter(case_id=report.pk, role=PartyRole.REQUESTER).first() if handed.shares_contact else None
    context = {
        "handed": handed,
        "report": report,
        "token": token,
        "proof": proof,
        "answers": in_words(questions_for_answers(report.category_id, report.answers), report.answers),
        "photos": list(_photos(handed)),
        "party": party,
        "current_nav": "report",
    }
    response = render(request, "reports/citizen/handed_over.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


@require_safe
@throttled("reports.handed_over_photo", _PER_HOUR * 5, 3600, methods=("GET", "HEAD"))
def photo(request: HttpRequest, token: UUID, proof: str, pk: int, variant: str) -> HttpResponseBase:
    found = _photos(_find(token, proof)).select_related("file").filter(pk=pk).first()
    if found is None:
        raise Http404
    response = file_response(found.file, variant, request=request)
    response["Cache-Control"] = "no-store"
    return response


def _photos(handed: HandOver) -> QuerySet[Attachment]:
    """Those that came with the report; what was written later stays between the person and the town."""
    first = Attachment.objects.filter(case_id=handed.report_id, file__kind=FileKind.IMAGE)
    return first.filter(message__direction=Direction.IN, at__lte=handed.at).order_by("pk")


def _find(token: UUID, proof: str) -> HandOver:
    handed = hand_over_by_token(token)
    if handed is None or not is_hand_over_proof(handed, proof):
        raise Http404
    return handed
