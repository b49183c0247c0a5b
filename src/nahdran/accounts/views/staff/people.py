# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/einstellungen/personen/: staff of the town, who they are and which roles they hold."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nahdran.accounts import queries
from nahdran.accounts.access import staff_required
from nahdran.accounts.enums import Kind
from nahdran.accounts.errors import UnableToChange
from nahdran.accounts.forms import InviteForm, PersonForm
from nahdran.accounts.models import User
from nahdran.accounts.operations import people as operations
from nahdran.accounts.rules import has_right, may_manage
from nahdran.accounts.slots import person_panels
from nahdran.kit.paging import InvalidCursor, page_by_key
from nahdran.kit.text import clean_line

MANAGE = "accounts.manage"


@staff_required("accounts.read")
def people(request: HttpRequest) -> HttpResponse:
    search = clean_line(request.GET.get("q", ""))[:100]
    rows = queries.staff(search)
    try:
        page = page_by_key(rows, queries.ORDER, request.GET.get("seite", ""), size=50)
    except InvalidCursor:
        return redirect("accounts_staff:people")
    context = {
        "page": page,
        "search": search,
        "may_manage": has_right(request.user, MANAGE),
        "current_desk": "settings",
    }
    return render(request, "accounts/staff/people.html", context)


@staff_required(MANAGE)
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST or None, actor=_me(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            person = operations.invite(actor=_me(request), email=data["email"], name=data["name"], roles=data["roles"])
        except UnableToChange as refusal:
            form.add_error("email" if refusal.code == "known" else None, refusal.message)
        else:
            messages.success(
                request, _("%(name)s ist eingeladen. Eine E-Mail mit einem Link ist unterwegs.") % {"name": person}
            )
            return redirect("accounts_staff:person", pk=person.pk)
    context = {"form": form, "current_desk": "settings"}
    return render(request, "accounts/staff/invite.html", context, status=422 if form.is_bound else 200)


@staff_required("accounts.read")
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person with everything that can be changed about them, and the parts that other apps add."""
    them = get_object_or_404(queries.staff(), pk=pk)
    manageable = may_manage(request.user, them)
    form = PersonForm(request.POST or None, actor=_me(request), person=them)
    if request.method == "POST":
        if not manageable:
            return _refused(request, them, _("Diese Person hat Rechte, die Sie selbst nicht haben."))
        if form.is_valid() and _save(request, them, form):
            messages.success(request, _("Gespeichert."))
            return redirect("accounts_staff:person", pk=pk)
    panels = [render_to_string(panel.template, dict(panel.context(request, them)), request) for panel in person_panels]
    context = {"form": form, "person": them, "manageable": manageable, "panels": panels, "current_desk": "settings"}
    return render(request, "accounts/staff/person.html", context, status=422 if form.is_bound else 200)


def _save(request: HttpRequest, them: User, form: PersonForm) -> bool:
    try:
        operations.change(actor=_me(request), person=them, name=form.cleaned_data["name"], roles=form.wanted_roles())
    except UnableToChange as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


def _action(verb: Callable[..., None], done: Callable[[], str]) -> Callable[..., HttpResponseBase]:
    """A view for one button: do it to one person, say so, or say why not."""

    @staff_required(MANAGE)
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        them = get_object_or_404(User, pk=pk, kind=Kind.STAFF)
        try:
            verb(actor=_me(request), person=them)
        except UnableToChange as refusal:
            return _refused(request, them, refusal.message)
        messages.success(request, done())
        return redirect("accounts_staff:person", pk=pk)

    return view


invite_again = _action(operations.invite_again, lambda: _("Eine neue E-Mail mit einem Link ist unterwegs."))
deactivate = _action(operations.deactivate, lambda: _("Der Zugang ist gesperrt, alle Sitzungen sind beendet."))
reactivate = _action(operations.reactivate, lambda: _("Der Zugang ist wieder offen."))
reset_second_factor = _action(
    operations.reset_second_factor,
    lambda: _("Zweiter Faktor und Passwort sind zurückgesetzt. Eine E-Mail mit einem Link ist unterwegs."),
)


def _refused(request: HttpRequest, them: User, message: str) -> HttpResponse:
    messages.error(request, message)
    return redirect("accounts_staff:person", pk=them.pk)


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
