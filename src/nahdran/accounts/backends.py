# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one authentication backend. A password opens staff accounts alone; citizens have none and sign in by code."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from nahdran.accounts.enums import Kind
from nahdran.accounts.models import User
from nahdran.accounts.rules import has_right
from nahdran.kit.rights import rights


class StaffPassword(AuthenticationBackend):
    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        user = super().authenticate(request, **credentials)
        if isinstance(user, User) and user.kind == Kind.STAFF:
            return user
        return None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Lets floors below this one ask for a right of ours by Django's own ``has_perm``; other permissions go Django's way."""
        if perm in rights:
            return has_right(user_obj, perm)
        return super().has_perm(user_obj, perm, obj)
