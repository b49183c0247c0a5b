# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything about kinds that a phone has to know to ask the right questions without a network, as JSON; and the rough outline of the town."""

import hashlib
import json
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from nahdran.places.queries import rough_outline
from nahdran.places.wording import outside
from nahdran.reports.enums import QuestionKind
from nahdran.reports.forms.questions import PREFIX
from nahdran.reports.forms.steps import DetailsForm
from nahdran.reports.kept import Kept
from nahdran.reports.models import Category
from nahdran.reports.queries.catalogue import GroupOfKinds, active_questions, catalogue

_body: Kept[bytes] = Kept()


@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """The same for everybody. Browsers ask again and get a short "unchanged"."""
    body = _body.get("", _make)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    unchanged = get_conditional_response(request, etag=etag)
    response = HttpResponse(body, content_type="application/json") if unchanged is None else unchanged
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return response


def _make() -> bytes:
    groups = catalogue()
    prefetch_related_objects([category for entry in groups for category in entry.categories], "questions")
    content = {
        "groups": [_group(entry) for entry in groups],
        "outline": rough_outline(),
        "outside": outside(""),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    return f'{{"version":"{version}",{text[1:]}'.encode()


def _group(entry: GroupOfKinds) -> dict[str, Any]:
    return {
        "name": entry.group.label,
        "icon": entry.group.icon,
        "kinds": [_kind(category) for category in entry.categories],
    }


def _kind(category: Category) -> dict[str, Any]:
    """``fields`` are the kind's own questions as they stand in the form on the page, so that both look and ask alike."""
    questions = active_questions(category)
    asked = DetailsForm(category=category, has_photo=False).asked
    return {
        "key": category.key,
        "name": category.label,
        "description": category.description_label,
        "hint": category.hint_label,
        "icon": category.sign,
        "words": f"{category.name} {category.name_en} {category.keywords} {category.description_label} {category.group.label}",
        "photo": category.photo_required,
        "contact": category.contact_required,
        "atOnce": category.release_at_once,
        "fields": render_to_string("reports/citizen/offline/questions.html", {"asked": asked}).strip() if asked else "",
        "required": [
            f"{PREFIX}{question.key}"
            for question in questions
            if question.required and question.kind != QuestionKind.INFO
        ],
    }
