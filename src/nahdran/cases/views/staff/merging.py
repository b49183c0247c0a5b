# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Merging a case with another one that reports the same, and taking them apart again."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from nahdran.cases.forms import MergeForm, SeparateForm
from nahdran.cases.models import Case
from nahdran.cases.operations import ForbiddenChange, OutdatedView, UnableToMerge, merge, separate
from nahdran.cases.operations.errors import MissingReason
from nahdran.cases.queries import changes_since
from nahdran.cases.queries.merged import goes_on_in
from nahdran.cases.refusals import why_not_merged
from nahdran.cases.rules import may_merge, may_read, may_work
from nahdran.cases.slots import Proposal, merge_proposals
from nahdran.cases.tables import DESK_LOOKS, shown
from nahdran.cases.views.staff.door import find, works_on_case
from nahdran.cases.views.staff.sheet import base_of
from nahdran.cases.views.staff.steps import back_to
from nahdran.kit import clock
from nahdran.ui.language import lang


@works_on_case
def merge_into(request: HttpRequest, case: Case) -> HttpResponse:
    """Proposals of the kind and a field for a number; which of the two stays is a choice."""
    found = _proposals(request, case)
    initial = {"base": case.changed_at.isoformat(), "keep": "other", **_wanted(request, found)}
    form = MergeForm(request.POST or None, proposals=_choices(found), initial=initial)
    missed: list[Any] = []
    code = 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                if (done := _merged(request, case, form)) is not None:
                    return done
            except OutdatedView as outdated:
                case, code = find(case.reference), 409
                missed = changes_since(case, outdated.since)
                fresh = {**form.cleaned_data, "base": case.changed_at.isoformat()}
                form = MergeForm(proposals=_choices(found), initial=fresh)
    context = {
        "case": case,
        "form": form,
        "has_proposals": bool(found),
        "back": back_to(request, case),
        "current_desk": "inbox",
        "missed": shown(missed, clock.now(), DESK_LOOKS),
    }
    return render(request, "cases/staff/merge.html", context, status=code)


def _merged(request: HttpRequest, case: Case, form: MergeForm) -> HttpResponse | None:
    """To the case that stays; None with an error in the form if it cannot be."""
    user: Any = request.user
    other = Case.objects.filter(reference=form.cleaned_data["chosen"]).exclude(pk=case.pk).first()
    if other is None or not may_read(user, other):
        form.add_error("reference", _("Diesen Vorgang gibt es nicht, oder Sie dürfen ihn nicht lesen."))
        return None
    stays_here = form.cleaned_data["keep"] == "this"
    closing, staying = (other, case) if stays_here else (case, goes_on_in(other) or other)
    verdict = may_merge(user, closing, staying)
    if not verdict:
        form.add_error("reference", f"{verdict.sentence} {verdict.way_on}")
        return None
    if closing.pk == staying.pk:
        form.add_error("reference", why_not_merged("circle"))
        return None
    base = base_of(request)
    if stays_here and base is not None and case.changed_at != base:
        raise OutdatedView(base)
    try:
        merge(
            case=closing,
            into=staying,
            actor=user,
            public_reason=form.cleaned_data["reason"],
            base=None if stays_here else base,
        )
    except UnableToMerge as unable:
        form.add_error("reference", why_not_merged(unable.code))
        return None
    except ForbiddenChange:
        form.add_error("reference", why_not_merged("closed"))
        return None
    words = {"closed": closing.reference, "open": staying.reference}
    messages.success(request, _("%(closed)s ist geschlossen und geht in %(open)s weiter.") % words)
    return redirect(back_to(request, staying))


@works_on_case
def take_apart(request: HttpRequest, case: Case) -> HttpResponse:
    """With a reason for colleagues; the person hears that their concern is worked on by itself again."""
    target = goes_on_in(case)
    if target is None:
        messages.warning(request, why_not_merged("not_merged"))
        return redirect(back_to(request, case))
    form = SeparateForm(request.POST or None, initial={"base": case.changed_at.isoformat()})
    missed: list[Any] = []
    code = 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                separate(case=case, actor=_user(request), reason=form.cleaned_data["reason"], base=base_of(request))
            except OutdatedView as outdated:
                case, code = find(case.reference), 409
                missed = changes_since(case, outdated.since)
                form = SeparateForm(initial={**form.cleaned_data, "base": case.changed_at.isoformat()})
            except (UnableToMerge, ForbiddenChange, MissingReason):
                messages.warning(request, why_not_merged("not_merged"))
                return redirect(back_to(request, case))
            else:
                messages.success(request, _("Getrennt. Dieser Vorgang ist wieder offen."))
                return redirect(back_to(request, case))
    context = {
        "case": case,
        "form": form,
        "target": target.reference if may_read(request.user, target) else "",
        "back": back_to(request, case),
        "current_desk": "inbox",
        "missed": shown(missed, clock.now(), DESK_LOOKS),
    }
    return render(request, "cases/staff/separate.html", context, status=code)


def _proposals(request: HttpRequest, case: Case) -> list[Proposal]:
    """Open ones of the kind's choice that this person may work on."""
    if case.kind not in merge_proposals:
        return []
    found = merge_proposals.get(case.kind)(case)
    return [entry for entry in found if entry.case.is_open and may_work(request.user, entry.case)]


def _choices(found: Iterable[Proposal]) -> list[tuple[str, Any]]:
    return [
        (
            entry.case.reference,
            format_html(
                '{}, <span class="nd-ref">{}</span>, {}{}',
                lang(entry.case.title, "de"),
                entry.case.reference,
                entry.case.state.label,
                f", {entry.note}" if entry.note else "",
            ),
        )
        for entry in found
    ]


def _wanted(request: HttpRequest, found: Iterable[Proposal]) -> dict[str, str]:
    """The case that the link to this page has named."""
    number = request.GET.get("mit", "")[:40]
    if any(entry.case.reference == number for entry in found):
        return {"other": number}
    return {"reference": number} if number else {}


def _user(request: HttpRequest) -> Any:
    return request.user
