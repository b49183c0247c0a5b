# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/einstellungen/schluessel/: keys for other programs. A new one is shown once, on the page that answers the form."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nahdran.accounts import queries
from nahdran.accounts.access import staff_required
from nahdran.accounts.errors import UnableToChange
from nahdran.accounts.forms import ApiKeyForm
from nahdran.accounts.models import ApiKey, User
from nahdran.accounts.operations.api_keys import create_api_key, revoke_api_key
from nahdran.accounts.scopes import api_scopes
from nahdran.kit.clock import now
from nahdran.kit.paging import InvalidCursor, page_by_key

RIGHT = "accounts.api_keys"


@dataclass(frozen=True, slots=True)
class Line:
    """One key in the list."""

    key: ApiKey
    scopes: str
    state: str
    tone: str

    @property
    def may_revoke(self) -> bool:
        return self.key.revoked_at is None


@staff_required(RIGHT)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    try:
        page = page_by_key(queries.api_keys(), ("-id",), request.GET.get("seite", ""), size=50)
    except InvalidCursor:
        return redirect("accounts_staff:api_keys")
    context = {"page": page, "lines": [_line(key) for key in page.rows], "current_desk": "settings"}
    return render(request, "accounts/staff/api_keys.html", context)


@staff_required(RIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    form = ApiKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = create_api_key(
                actor=_me(request),
                name=data["name"],
                scopes=data["scopes"],
                rate_per_minute=data["rate_per_minute"],
                expires_at=form.expires_at(),
            )
        except UnableToChange as refusal:
            form.add_error("expires" if refusal.code == "expired" else None, refusal.message)
        else:
            context = {"made": made, "scopes": _scopes(made.row), "current_desk": "settings"}
            return render(request, "accounts/staff/api_key_made.html", context, status=201)
    context = {"form": form, "current_desk": "settings"}
    return render(request, "accounts/staff/api_key_new.html", context, status=422 if form.is_bound else 200)


@staff_required(RIGHT)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    key = get_object_or_404(ApiKey, pk=pk)
    revoke_api_key(actor=_me(request), key=key)
    messages.success(request, _("Der Schlüssel „%(name)s“ gilt nicht mehr.") % {"name": key.name})
    return redirect("accounts_staff:api_keys")


def _line(key: ApiKey) -> Line:
    state, tone = _("gilt"), "done"
    if key.revoked_at is not None:
        state, tone = _("zurückgezogen"), "stop"
    elif key.expires_at is not None and key.expires_at <= now():
        state, tone = _("abgelaufen"), "off"
    return Line(key, _scopes(key), state, tone)


def _scopes(key: ApiKey) -> str:
    """The purposes in words; those of an app that is gone by their key."""
    return "; ".join(str(api_scopes.get(name).label) if name in api_scopes else name for name in key.scopes)


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
