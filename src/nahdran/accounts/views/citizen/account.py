# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/konto/: what a citizen has with the town (cards come from other apps), their details, a copy of their data, and the way out."""

import json

from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nahdran.accounts.access import citizen_required
from nahdran.accounts.enums import Kind
from nahdran.accounts.forms import EraseForm, OwnDetailsForm
from nahdran.accounts.operations import citizens
from nahdran.accounts.operations.people import sign_out_everywhere as end_all
from nahdran.accounts.queries import open_sessions
from nahdran.shell.slots import account_cards


@never_cache
def overview(request: HttpRequest) -> HttpResponseBase:
    """The start of the account. Staff have theirs at the desk."""
    if getattr(request.user, "kind", "") == Kind.STAFF:
        return redirect("accounts_staff:my_account")
    return _overview(request)


@citizen_required
def _overview(request: HttpRequest) -> HttpResponse:
    cards = [
        render_to_string(card.template, values, request)
        for card in account_cards
        if (values := card.context(request)) is not None
    ]
    return render(request, "accounts/citizen/overview.html", {"cards": cards, "current_nav": "account"})


@never_cache
@citizen_required
@require_http_methods(["GET", "POST"])
def data(request: HttpRequest) -> HttpResponse:
    """Show "Meine Daten": name and language, sessions, export and deletion."""
    person = request.user
    form = OwnDetailsForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        citizens.save_own_details(
            person=form.instance, name=form.cleaned_data["name"], language=form.cleaned_data["language"]
        )
        messages.success(request, _("Gespeichert."))
        return redirect("accounts:data")
    sessions = open_sessions(form.instance, request.session.session_key)
    context = {"form": form, "sessions": sessions, "current_nav": "account"}
    return render(request, "accounts/citizen/data.html", context, status=422 if form.is_bound else 200)


@citizen_required
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """A copy of everything as one JSON file."""
    content = json.dumps(citizens.export_data(person=request.user), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)  # type: ignore[arg-type]
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="meine-daten.json"'
    response["Cache-Control"] = "no-store"
    return response


@never_cache
@citizen_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays, asks for the address, and deletes for good."""
    form = EraseForm(request.POST or None, user=request.user)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        citizens.erase(person=form.user)
        logout(request)
        messages.success(request, _("Ihr Konto ist gelöscht."))
        return redirect("/")
    context = {"form": form, "current_nav": "account"}
    return render(request, "accounts/citizen/delete.html", context, status=422 if form.is_bound else 200)


@citizen_required
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    end_all(person=request.user)  # type: ignore[arg-type]
    logout(request)
    messages.success(request, _("Sie sind auf allen Geräten abgemeldet."))
    return redirect("accounts:sign_in")
