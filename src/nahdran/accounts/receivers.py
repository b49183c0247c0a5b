# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens around a sign-in: marks in the session, lines in the log. And the roles after each migrate."""

from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db import connection
from django.dispatch import receiver
from django.http import HttpRequest

from nahdran.accounts import actions, session_marks
from nahdran.accounts.enums import Kind
from nahdran.accounts.models import Role, User
from nahdran.accounts.operations.roles import ensure_roles
from nahdran.audit.operations import record
from nahdran.kit.clock import now


def lay_roles(sender: Any, **kwargs: Any) -> None:
    """After migrate, once the tables are there; migrate may have stopped before this app."""
    if Role._meta.db_table in connection.introspection.table_names():
        ensure_roles()


@receiver(user_logged_in)
def mark_and_log(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The session learns when and how; the sign-in of staff goes into the log."""
    records = get_authentication_records(request, user)
    methods = [each["method"] for each in records]
    if records:
        # Who has signed in this moment need not prove it again to change what protects the account.
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [*records[:-1], {**records[-1], "reauthenticated": True}]
    by_provider = bool(getattr(request, "second_factor_by_provider", False))
    session_marks.mark_sign_in(request, second_factor="mfa" in methods or by_provider)
    User.objects.filter(pk=user.pk).update(last_seen_at=now())
    if user.kind == Kind.STAFF:
        record(action=actions.SIGNED_IN, actor=user, obj=user, data={"methods": methods})


@receiver(user_login_failed)
def log_wrong_password(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    """Only for addresses of staff: what strangers type into the form is not ours to keep."""
    email = str(credentials.get("email") or "").strip().lower()
    person = User.objects.filter(email=email, kind=Kind.STAFF).first()
    if person is not None:
        record(action=actions.SIGN_IN_FAILED, actor_label="?", obj=person, data={"step": "first"})


@receiver(authentication_failed)
def log_wrong_code(sender: Any, user: User, **kwargs: Any) -> None:
    record(action=actions.SIGN_IN_FAILED, actor_label="?", obj=user, data={"step": "second"})


@receiver(authenticator_added)
def note_new_factor(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Who has just set up a factor has just proven it; the desk opens without another sign-in."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES and request.user == user:
        session_marks.mark_second_factor(request.session)
    _log_factor(user, authenticator, "added")


@receiver(authenticator_removed)
def note_removed_factor(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _log_factor(user, authenticator, "removed")


@receiver(authenticator_reset)
def note_renewed_codes(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _log_factor(user, authenticator, "renewed")


def _log_factor(user: User, authenticator: Authenticator, change: str) -> None:
    record(
        action=actions.SECOND_FACTOR_CHANGED, actor=user, obj=user, data={"type": authenticator.type, "change": change}
    )
