# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Splitting a case into parts: a form with a row for each part, which grows by a button and works without a script."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from nahdran.cases.forms import PartForm
from nahdran.cases.models import Attachment, Case
from nahdran.cases.operations import OutdatedView, UnableToSplit, split
from nahdran.cases.operations.split import MOST_PARTS
from nahdran.cases.queries import changes_since
from nahdran.cases.refusals import why_not_split
from nahdran.cases.slots import NewPart, splitters
from nahdran.cases.tables import DESK_LOOKS, shown
from nahdran.cases.views.staff.door import find, works_on_case
from nahdran.cases.views.staff.sheet import base_of
from nahdran.cases.views.staff.steps import back_to
from nahdran.files.enums import Kind
from nahdran.kit import clock

FIRST = 2


@works_on_case
def split_up(request: HttpRequest, case: Case) -> HttpResponse:
    if case.kind not in splitters:
        messages.warning(request, why_not_split("kind"))
        return redirect(back_to(request, case))
    photos = {str(entry.file_id): entry for entry in _photos(case)}
    forms = _forms(request, case, list(photos))
    missed: list[Any] = []
    base, code = case.changed_at.isoformat(), 200
    problem = ""
    if request.method == "POST" and request.POST.get("do") != "more":
        code = 422
        base = request.POST.get("base", "")[:40]
        if all([form.is_valid() for form in forms]):  # noqa: C419  every row is to show its errors
            try:
                return _done(request, case, forms, photos)
            except OutdatedView as outdated:
                case, code = find(case.reference), 409
                missed, base = changes_since(case, outdated.since), case.changed_at.isoformat()
            except UnableToSplit as unable:
                problem = why_not_split(unable.code)
    context = {
        "case": case,
        "forms": forms,
        "photos": [{"id": key, "reference": case.reference} for key in photos],
        "problem": problem,
        "missed": shown(missed, clock.now(), DESK_LOOKS),
        "base": base,
        "key": _key(request) or uuid.uuid4().hex,
        "may_add": len(forms) < MOST_PARTS,
        "count": len(forms),
        "back": back_to(request, case),
        "current_desk": "inbox",
    }
    return render(request, "cases/staff/split.html", context, status=code)


def _done(request: HttpRequest, case: Case, forms: list[PartForm], photos: dict[str, Attachment]) -> HttpResponse:
    user: Any = request.user
    parts = [
        NewPart(
            title=form.cleaned_data["title"],
            text=form.cleaned_data["text"],
            sort=form.cleaned_data["sort"],
            files=[photos[key].file for key in form.cleaned_data["photos"]],
        )
        for form in forms
        if not form.is_empty()
    ]
    opened = split(case=case, parts=parts, actor=user, base=base_of(request), key=_key(request))
    words = ngettext("Aufgeteilt in %(count)s Teil.", "Aufgeteilt in %(count)s Teile.", len(opened))
    messages.success(request, words % {"count": len(opened)})
    return redirect(back_to(request, case))


def _forms(request: HttpRequest, case: Case, photos: list[str]) -> list[PartForm]:
    """As many rows as the page had, one more if it was asked for."""
    sorts = list(splitters.get(case.kind).sorts(case))
    count = FIRST
    if request.method == "POST":
        sent = request.POST.get("count", "")
        count = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 3 else FIRST
        count += request.POST.get("do") == "more"
    count = min(max(count, FIRST), MOST_PARTS)
    bound = request.POST if request.method == "POST" else None
    forms = []
    for number in range(1, count + 1):
        values = bound
        if bound is not None and request.POST.get("do") == "more":
            # A row that was only asked for must not complain yet, but keep what is typed.
            forms.append(_kept(request, number, sorts, photos))
            continue
        forms.append(PartForm(values, prefix=f"teil{number}", sorts=sorts, photos=photos))
    return forms


def _kept(request: HttpRequest, number: int, sorts: list[Any], photos: list[str]) -> PartForm:
    prefix = f"teil{number}"
    initial = {name: request.POST.get(f"{prefix}-{name}", "") for name in ("title", "sort", "text")}
    chosen = request.POST.getlist(f"{prefix}-photos")
    return PartForm(prefix=prefix, sorts=sorts, photos=photos, initial={**initial, "photos": chosen})


def _key(request: HttpRequest) -> str:
    """The key that our form carries; what somebody else puts there is cut to what a key looks like."""
    return "".join(sign for sign in request.POST.get("key", "")[:36] if sign.isascii() and sign.isalnum())


def _photos(case: Case) -> list[Attachment]:
    rows = Attachment.objects.filter(case=case, file__kind=Kind.IMAGE).select_related("file")
    return list(rows.order_by("id")[:20])
