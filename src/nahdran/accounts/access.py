# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Doors of views: ``staff_required`` for functions, ``StaffView`` for classes. The gate (middleware) has let staff in already.

A door asks whether a right is held anywhere; the view then asks ``rules.has_right`` for its object.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nahdran.accounts.enums import Kind
from nahdran.accounts.rules import can_hold_rights, has_right_somewhere
from nahdran.accounts.session_marks import has_second_factor

View = Callable[..., HttpResponseBase]


def is_signed_in_staff(request: HttpRequest) -> bool:
    """Active staff, with a second factor in this very session."""
    return can_hold_rights(request.user) and has_second_factor(request)


def refuse_unless_staff(request: HttpRequest, right: str | None) -> HttpResponse | None:
    """None if the door opens; the way to the sign-in for guests; PermissionDenied for everybody else."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("accounts_staff:sign_in"))
    if not is_signed_in_staff(request) or (right and not has_right_somewhere(request.user, right)):
        raise PermissionDenied
    return None


def in_background(view: View) -> View:
    """Outermost decorator of views that an open page calls on its own: such a call does not keep a sign-in alive."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    guarded.is_background = True  # type: ignore[attr-defined]
    return guarded


def staff_required(right: str | None = None) -> Callable[[View], View]:
    """``@staff_required("cases.read")``; without a right any staff may enter."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return refuse_unless_staff(request, right) or view(request, *args, **kwargs)

        return guarded

    return decorate


class StaffView:
    """Mixin for class views: ``right = "cases.read"``. Stands first among the bases."""

    right: str | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        refused = refuse_unless_staff(request, self.right)
        return refused or super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


def citizen_required(view: View) -> View:
    """Only for citizens who are signed in; staff are told that this is not theirs."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("accounts:sign_in"))
        if request.user.kind != Kind.CITIZEN:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
