# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/einstellungen/rollen/: what each role may do, as a table of checkboxes by capability."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nahdran.accounts import queries
from nahdran.accounts.access import staff_required
from nahdran.accounts.errors import UnableToChange
from nahdran.accounts.forms import RoleForm
from nahdran.accounts.models import Role, User
from nahdran.accounts.operations import roles as operations
from nahdran.accounts.rights import rights_of_role
from nahdran.accounts.rules import held_rights
from nahdran.kit.capability import capabilities
from nahdran.kit.rights import rights

MANAGE = "accounts.manage"


@dataclass(frozen=True, slots=True)
class Row:
    """One right in the table."""

    key: str
    label: Any
    of_unit: bool
    is_held: bool
    may_change: bool


@staff_required("accounts.read")
def roles(request: HttpRequest) -> HttpResponse:
    context = {
        "roles": queries.roles(),
        "may_manage": MANAGE in held_rights(request.user).town,
        "current_desk": "settings",
    }
    return render(request, "accounts/staff/roles.html", context)


@staff_required("accounts.read")
@require_http_methods(["GET", "POST"])
def role(request: HttpRequest, key: str | None = None) -> HttpResponse:
    """Show and change a role; without a key, make one."""
    known = get_object_or_404(Role, key=key) if key else None
    editable = MANAGE in held_rights(request.user).town and (known is None or known.key != Role.ADMINISTRATOR)
    form = RoleForm(request.POST or None, role=known, known=rights.keys())
    if request.method == "POST" and editable and form.is_valid():
        saved = _save(request, form)
        if saved is not None:
            messages.success(request, _("Gespeichert."))
            return redirect("accounts_staff:role", key=saved.key)
    ticked = set(form.data.getlist("keys")) if form.is_bound else set(rights_of_role(known) if known else ())  # type: ignore[attr-defined]
    context = {
        "form": form,
        "role": known,
        "editable": editable,
        "groups": _table(_me(request), ticked),
        "current_desk": "settings",
    }
    status = 403 if request.method == "POST" and not editable else 422 if form.is_bound else 200
    return render(request, "accounts/staff/role.html", context, status=status)


@staff_required(MANAGE)
@require_POST
def remove(request: HttpRequest, key: str) -> HttpResponse:
    known = get_object_or_404(Role, key=key)
    try:
        operations.remove_role(actor=_me(request), role=known)
    except UnableToChange as refusal:
        messages.error(request, refusal.message)
        return redirect("accounts_staff:role", key=key)
    messages.success(request, _("Die Rolle ist gelöscht."))
    return redirect("accounts_staff:roles")


def _save(request: HttpRequest, form: RoleForm) -> Role | None:
    """The saved role, or None with the reason in the form. Rights the actor does not hold stay as they were."""
    before = set(form.role.rights) if form.role else set()
    mine = held_rights(_me(request)).town
    wanted = (set(form.cleaned_data["keys"]) & mine) | (before - mine)
    data = form.cleaned_data
    try:
        return operations.save_role(
            actor=_me(request),
            role=form.role,
            name=data["name"],
            description=data["description"],
            keys=wanted & set(rights.keys()),
        )
    except UnableToChange as refusal:
        form.add_error(None, refusal.message)
    except IntegrityError:
        form.add_error("name", _("Eine Rolle mit dieser Bezeichnung gibt es schon."))
    return None


def _table(actor: User, ticked: set[str]) -> list[tuple[Any, list[Row]]]:
    """The rights of every capability under its name, in the order of the house."""
    mine = held_rights(actor).town
    return [
        (
            config.verbose_name,
            [Row(each.key, each.label, each.of_unit, each.key in ticked, each.key in mine) for each in config.rights],
        )
        for config in capabilities()
        if config.rights
    ]


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
