# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Steering a case: status, close, assign, hand over, follow up, link, contact. Each view is one form and one call."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.audit.operations import record_read
from nahdran.cases.addresses import ListAddress
from nahdran.cases.forms import AssignForm, CloseForm, ContactForm, FollowUpForm, HandOverForm, LinkForm
from nahdran.cases.models import Case
from nahdran.cases.operations import (
    ForbiddenChange,
    OpenParts,
    OutdatedView,
    assign,
    change_contact,
    change_status,
    close_case,
    hand_over,
    link,
    renew_access,
    set_follow_up,
)
from nahdran.cases.queries import changes_since, readable_by
from nahdran.cases.queries.parts import has_open_parts
from nahdran.cases.queries.sheet import holders, people_for
from nahdran.cases.tables import DESK_LOOKS, shown
from nahdran.cases.views.staff.door import find, works_on_case
from nahdran.cases.views.staff.sheet import base_of, case_page
from nahdran.kit import clock
from nahdran.org.models import Unit
from nahdran.org.queries import active_units


@works_on_case
def status(request: HttpRequest, case: Case, key: str) -> HttpResponse:
    """An open step needs one click; a closing one its reason, on a page of its own or in the dialog of the case page."""
    workflow = case.of_kind.workflow
    end = next((status for status in workflow.next_of(case.status) if status.key == key and status.action), None)
    if end is None or key == workflow.asked:
        messages.warning(request, _("Dieser Schritt ist gerade nicht möglich. Der Stand hat sich wohl geändert."))
        return redirect(back_to(request, case))
    if end.closes:
        return _close(request, case, end)
    if request.method == "POST":
        try:
            change_status(case=case, to=key, actor=_user(request), base=base_of(request))
        except (OutdatedView, ForbiddenChange):
            return stopped(request, case)
        messages.success(request, _("Neuer Stand: %(status)s.") % {"status": end.label})
        return redirect(back_to(request, case))
    context = {**_frame(request, case), "end": end, "base": case.changed_at.isoformat()}
    return render(request, "cases/staff/status.html", context)


def _close(request: HttpRequest, case: Case, end: Any) -> HttpResponse:
    form = CloseForm(request.POST or None, initial={"base": case.changed_at.isoformat()})
    missed: list[Any] = []
    code = 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                close_case(
                    case=case,
                    to=end.key,
                    actor=_user(request),
                    public_reason=form.cleaned_data["reason"],
                    base=base_of(request),
                    anyway=form.cleaned_data["anyway"],
                )
            except OpenParts:
                form.add_error("anyway", _("Dieses Anliegen hat Teile, die noch offen sind."))
            except OutdatedView as outdated:
                case, code = find(case.reference), 409
                missed = changes_since(case, outdated.since)
                form = CloseForm(initial={**form.cleaned_data, "base": case.changed_at.isoformat()})
            except ForbiddenChange:
                return stopped(request, case)
            else:
                messages.success(request, _("Der Vorgang ist abgeschlossen: %(status)s.") % {"status": end.label})
                return redirect(back_to(request, case))
    context = {
        **_frame(request, case),
        "end": end,
        "form": form,
        "missed": _missed(missed),
        "has_open_parts": has_open_parts(case),
    }
    return render(request, "cases/staff/close.html", context, status=code)


@works_on_case
def hand_on(request: HttpRequest, case: Case) -> HttpResponse:
    """To another unit. The rules of the kind propose one and say why."""
    units: QuerySet[Unit] = active_units().exclude(pk=case.unit_id)
    proposal = case.of_kind.route(case)
    proposed = proposal.unit_id if proposal.unit_id != case.unit_id else None
    form = HandOverForm(
        request.POST or None, units=units, initial={"unit": proposed, "base": case.changed_at.isoformat()}
    )
    missed: list[Any] = []
    code = 200
    if request.method == "POST":
        code = 422
        if form.is_valid() and case.confidentiality and not holders(form.cleaned_data["unit"], "cases.confidential"):
            form.add_error(
                "unit", _("In dieser Einheit darf niemand vertrauliche Vorgänge sehen. Bitte wählen Sie eine andere.")
            )
        if form.is_valid():
            given = form.cleaned_data
            try:
                hand_over(
                    case=case, unit=given["unit"], actor=_user(request), reason=given["reason"], base=base_of(request)
                )
            except OutdatedView as outdated:
                case, code = find(case.reference), 409
                missed = changes_since(case, outdated.since)
                form = HandOverForm(units=units, initial={**given, "base": case.changed_at.isoformat()})
            else:
                messages.success(request, _("Weitergegeben: %(unit)s.") % {"unit": given["unit"].name})
                return redirect(ListAddress.of_list(request.GET).href())
    context = {
        **_frame(request, case),
        "form": form,
        "proposal": proposal if proposed else None,
        "missed": _missed(missed),
    }
    return render(request, "cases/staff/hand_over.html", context, status=code)


@works_on_case
@require_POST
def give(request: HttpRequest, case: Case) -> HttpResponse:
    """To a person of the unit. The button "mir" sends the own number."""
    form = AssignForm(request.POST, people=list(people_for(case)))
    if not form.is_valid():
        return case_page(request, case, status=422, assign_form=form)
    try:
        done = assign(case=case, assignee=form.person(), actor=_user(request), base=base_of(request))
    except OutdatedView:
        return stopped(request, case)
    if done is not None:
        name = done.assignee.name if done.assignee else _("niemand")
        messages.success(request, _("Zuständig ist jetzt: %(name)s.") % {"name": name})
    return redirect(back_to(request, case))


@works_on_case
@require_POST
def follow_up(request: HttpRequest, case: Case) -> HttpResponse:
    form = FollowUpForm(request.POST)
    if not form.is_valid():
        return case_page(request, case, status=422, follow_up_form=form)
    day = None if request.POST.get("do") == "clear" else form.cleaned_data["date"]
    set_follow_up(case=case, day=day, actor=_user(request))
    messages.success(request, _("Die Wiedervorlage ist gesetzt.") if day else _("Die Wiedervorlage ist gelöscht."))
    return redirect(back_to(request, case))


@works_on_case
@require_POST
def connect(request: HttpRequest, case: Case) -> HttpResponse:
    form = LinkForm(request.POST, auto_id="link_%s")
    if form.is_valid():
        other = readable_by(request.user).filter(reference=form.cleaned_data["reference"]).exclude(pk=case.pk).first()
        if other is not None:
            link(case=case, other=other, kind=form.cleaned_data["kind"], actor=_user(request))
            messages.success(request, _("Die Vorgänge sind verbunden."))
            return redirect(back_to(request, case))
        form.add_error("reference", _("Diesen Vorgang gibt es nicht, oder Sie dürfen ihn nicht lesen."))
    return case_page(request, case, status=422, link_form=form, link_open=True)


@works_on_case
def contact(request: HttpRequest, case: Case) -> HttpResponse:
    """How the person can be reached, for instance after a call."""
    requester = getattr(case, "requester", None)
    if requester is not None:
        record_read(actor=_user(request), obj=case, what="Vorgang")
    known = {field: getattr(requester, field, "") for field in ("name", "email", "phone")}
    form = ContactForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        language = requester.language if requester else "de"
        change_contact(case=case, actor=_user(request), language=language, **form.cleaned_data)
        messages.success(request, _("Die Kontaktdaten sind gespeichert."))
        return redirect(back_to(request, case))
    context = {**_frame(request, case), "form": form, "requester": requester}
    return render(request, "cases/staff/contact.html", context, status=422 if form.errors else 200)


@works_on_case
@require_POST
def renew(request: HttpRequest, case: Case) -> HttpResponse:
    """A new link and code, for instance because the old ones went to the wrong address."""
    renew_access(case=case, actor=_user(request))
    messages.success(request, _("Link und Code sind neu. Die alten gelten nicht mehr."))
    return redirect(back_to(request, case))


def back_to(request: HttpRequest, case: Case) -> str:
    return reverse("desk:case", args=[case.reference]) + ListAddress.of_list(request.GET).suffix()


def stopped(request: HttpRequest, case: Case) -> HttpResponse:
    """Somebody was quicker: nothing was changed, the page shows the newest state and what has happened."""
    since = base_of(request)
    case = find(case.reference)
    missed = changes_since(case, since) if since else []
    return case_page(request, case, missed=missed, status=409, stopped=True)


def _missed(events: list[Any]) -> list[Any]:
    return shown(events, clock.now(), DESK_LOOKS)


def _frame(request: HttpRequest, case: Case) -> dict[str, Any]:
    return {"case": case, "back": back_to(request, case), "current_desk": "inbox"}


def _user(request: HttpRequest) -> Any:
    return request.user
