# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The door of the editorial office: every view of Wagtail's administration stands behind our sign-in and the right ``pages.edit``.

Wagtail's own ways to sign in, to set passwords and to manage people do not exist here.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from nahdran.accounts.access import refuse_unless_staff
from nahdran.accounts.models import User
from nahdran.pages.operations import let_in

View = Callable[..., HttpResponseBase]

RIGHT = "pages.edit"
CLOSED = tuple(
    f"/redaktion/{part}/"
    # People and passwords are ours. Pictures and files come in by ``files``, which checks and cleans them.
    for part in ("users", "groups", "password_reset", "images", "documents", "embeds", "error_test")
)
# Why each of them is needed stands in docs/adr/0012-editorial-office.md.
RELAXED = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
# The preview is a page of the portal in a frame of the office: strict like every other page, except for that frame.
PREVIEW = {"frame-ancestors": [SELF]}
POLICY = "Content-Security-Policy"


def editors_only(view: View) -> View:
    """Decorates all views of Wagtail's administration."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        refused = refuse_unless_staff(request, RIGHT)
        if refused is not None:
            return refused
        if request.path.startswith(CLOSED):
            raise Http404
        if request.path.startswith("/redaktion/account/"):
            return redirect("accounts_staff:my_account")
        if request.path.startswith("/redaktion/login/"):
            return redirect("wagtailadmin_home")
        assert isinstance(request.user, User)
        let_in(request.user)
        response = view(request, *args, **kwargs)
        # Wagtail draws a preview by a whole request of its own, which has its policy already.
        is_preview = POLICY in response.headers
        if is_preview:
            del response.headers[POLICY]
        response._csp_replace = PREVIEW if is_preview else RELAXED  # type: ignore[attr-defined]
        response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        return response

    # An open page of the office says every few seconds that it is open; that keeps no sign-in alive.
    guarded.is_background = view.__name__ == "ping"  # type: ignore[attr-defined]
    return guarded
