# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/api/v1/: categories and released reports as JSON. Reads only; who wants to report uses Open311."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status
from ninja.errors import HttpError

from nahdran.kit.ids import InvalidReference, parse_reference
from nahdran.kit.paging import InvalidCursor
from nahdran.kit.text import clean_line
from nahdran.reports.answers import in_words
from nahdran.reports.api import shapes
from nahdran.reports.outward import as_json
from nahdran.reports.queries import interface
from nahdran.reports.queries.geo import Frame, parse_frame
from nahdran.reports.queries.interface import RequestData
from nahdran.reports.queries.narrowing import ALL, OPEN, SETTLED, Filters

router = Router(tags=["reports"])
_STATES = {"open": OPEN, "closed": SETTLED, None: ALL}
_TOO_MANY = {429: shapes.Problem}


@router.get("/categories", response={200: shapes.Categories, **_TOO_MANY}, summary="What can be reported now")
def categories(request: HttpRequest) -> Any:
    items = [
        {
            "key": category.key,
            "name": str(category.label),
            "description": str(category.description_label),
            "group": {"key": category.group.key, "name": str(category.group.label)},
            "photo_required": category.photo_required,
            "contact_required": category.contact_required,
            "has_questions": bool(category.asked),  # type: ignore[attr-defined]
        }
        for category in interface.services()
    ]
    return {"items": items}


@router.get(
    "/reports",
    response={200: shapes.Reports, 422: shapes.Problem, **_TOO_MANY},
    summary="Released reports, the newest first",
)
def reports(request: HttpRequest, asked: Query[shapes.Asked]) -> Any:
    filters = Filters(
        state=_STATES[asked.status],
        category=clean_line(asked.category or ""),
        group=clean_line(asked.group or ""),
        district=clean_line(asked.district or ""),
        text=clean_line(asked.q or ""),
        frame=_frame(asked.bbox),
    )
    try:
        page = interface.requests_page(filters, asked.cursor or "", asked.limit)
    except InvalidCursor as error:
        raise HttpError(422, "cursor: not one of ours") from error
    return {"items": [as_json(data) for data in page.rows], "next": page.next, "previous": page.previous}


@router.get(
    "/reports/{reference}",
    response={200: shapes.ReportDetail, 404: shapes.Problem, **_TOO_MANY},
    summary="One released report with its history",
)
def report(request: HttpRequest, reference: str) -> Any:
    try:
        found = interface.requests_by_reference([parse_reference(reference)], None)
    except InvalidReference:
        found = []
    if not found:
        return Status(404, {"detail": "Not Found"})
    return _detail(found[0])


def _frame(text: str | None) -> Frame | None:
    frame = parse_frame(text) if text else None
    if text and frame is None:
        raise HttpError(422, "bbox: west,south,east,north in degrees")
    return frame


def _detail(data: RequestData) -> dict[str, Any]:
    history = [{"at": step.at, "status": step.status, "label": step.label, "text": step.text} for step in data.steps]
    answers = [
        {"key": question.key, "question": str(question.text), "answer": words.text}
        for question in data.questions
        for words in in_words([question], data.answers)
    ]
    return {**as_json(data), "history": history, "answers": answers}
