# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Services, definitions and requests as trees with the names and the order of the specification. No query is made here."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from nahdran.reports.answers import NO, YES
from nahdran.reports.api.open311.wire import Tree
from nahdran.reports.enums import QuestionKind
from nahdran.reports.models import Category, Question
from nahdran.reports.queries.interface import RequestData, Step
from nahdran.reports.workflow import WORKFLOW

DATATYPES = {
    QuestionKind.TEXT: "string",
    QuestionKind.NUMBER: "number",
    QuestionKind.DATE: "datetime",
    QuestionKind.CHOICE: "singlevaluelist",
    QuestionKind.SEVERAL: "multivaluelist",
    QuestionKind.YES_NO: "singlevaluelist",
    QuestionKind.INFO: "string",
}


def service_fields(category: Category) -> Tree:
    """A kind whose sender must confirm an address answers with a token first."""
    return {
        "service_code": category.key,
        "service_name": category.label,
        "description": category.description_label or None,
        "metadata": bool(category.asked),  # type: ignore[attr-defined]
        "type": "batch" if category.contact_required else "realtime",
        "keywords": ", ".join(word.strip() for word in category.keywords.split(",") if word.strip()) or None,
        "group": category.group.label,
    }


def definition_fields(category: Category) -> Tree:
    asked: list[Question] = category.asked  # type: ignore[attr-defined]
    attributes = [_attribute(question, order) for order, question in enumerate(asked, start=1)]
    return {"service_code": category.key, "attributes": attributes}


def _attribute(question: Question, order: int) -> Tree:
    is_info = question.kind == QuestionKind.INFO
    return {
        "variable": not is_info,
        "code": question.key,
        "datatype": DATATYPES.get(question.kind, "string"),  # type: ignore[call-overload]
        "required": question.required and not is_info,
        "datatype_description": question.hint_text or None,
        "order": order,
        "description": question.text,
        "values": [{"key": key, "name": name} for key, name in _values(question)],
    }


def _values(question: Question) -> Sequence[tuple[str, str]]:
    if question.kind == QuestionKind.YES_NO:
        return [(YES, _("Ja")), (NO, _("Nein"))]
    return question.options if question.kind in {QuestionKind.CHOICE, QuestionKind.SEVERAL} else []


def request_fields(data: RequestData, *, more: bool = False) -> Tree:
    """A request. With ``more`` also what the specification does not know."""
    house = data.house
    tree: dict[str, Any] = {
        "service_request_id": data.reference,
        "status": "open" if data.is_open else "closed",
        "status_notes": data.status_notes or None,
        "service_name": data.service_name,
        "service_code": data.service_code,
        "description": data.description or None,
        "agency_responsible": data.agency or None,
        "service_notice": None,
        "requested_datetime": data.requested_at,
        "updated_datetime": data.updated_at,
        "expected_datetime": data.expected_at,
        "address": data.address or None,
        "address_id": (house and house.address_id) or None,
        "zipcode": (house and house.postcode) or None,
        "lat": round(data.lat, 6),
        "long": round(data.lon, 6),
        "media_url": _photo_urls(data)[0] if data.photos else None,
    }
    return {**tree, **_more(data)} if more else tree


def _more(data: RequestData) -> dict[str, Any]:
    """The extensions that others use, too: CitySDK's details, San Francisco's attributes and notes, FixMyStreet's asset_id."""
    extended = {
        "title": data.service_name,
        "detailed_status": detailed_status(data.status),
        "media_urls": _photo_urls(data),
        "is_public": data.is_public,
        "asset_id": data.asset or None,
    }
    return {
        "extended_attributes": extended,
        "attributes": [_answered(question, data.answers[question.key]) for question in data.questions],
        "notes": [_note(step) for step in data.steps] if data.is_public else [],
    }


def _answered(question: Question, value: Any) -> Tree:
    options = dict(_values(question))
    chosen = [
        YES if item is True else NO if item is False else item
        for item in (value if isinstance(value, list) else [value])
    ]
    names = ", ".join(str(options.get(item, item)) for item in chosen)
    return {"code": question.key, "label": question.text, "value": ",".join(map(str, chosen)), "name": names}


def _note(step: Step) -> Tree:
    return {"datetime": step.at, "description": step.text or step.label, "type": step.status.lower()}


def detailed_status(key: str) -> str:
    """CitySDK's five words for our twelve."""
    status = WORKFLOW.status(key)
    if status.closes:
        return "PROCESSED" if status.tone == "done" else "REJECTED"
    return "RECEIVED" if status.phase == 0 else "IN_PROCESS"


def _photo_urls(data: RequestData) -> list[str]:
    return [
        settings.SITE_URL + reverse("open311:media", kwargs={"reference": data.reference, "file_id": file_id})
        for file_id in data.photos
    ]


def update_fields(reference: str, step: Step) -> Tree:
    """A change of status as FixMyStreet's extension names it."""
    return {
        "update_id": str(step.id),
        "service_request_id": reference,
        "status": "CLOSED" if step.closes else "OPEN",
        "updated_datetime": step.at,
        "description": step.text or step.label,
        "media_url": None,
        "external_status_code": step.status,
    }
