# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads of people and roles for the settings pages and for other apps."""

from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from nahdran.accounts import session_marks
from nahdran.accounts.enums import Kind
from nahdran.accounts.models import ApiKey, Role, RoleGrant, Session, User
from nahdran.kit.clock import now

ORDER = ("name", "id")


def staff(search: str = "") -> QuerySet[User]:
    """All staff, by name, with ``has_factor`` and their roles at hand."""
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    grants = Prefetch("role_grants", RoleGrant.objects.select_related("role").order_by("role__order"))
    rows = User.objects.filter(kind=Kind.STAFF).annotate(has_factor=Exists(factors)).prefetch_related(grants)
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(email__icontains=search))
    return rows.order_by(*ORDER)


def roles() -> QuerySet[Role]:
    """All roles with ``people``, the number of persons who hold them town-wide."""
    return Role.objects.annotate(people=Count("grants")).order_by("order", "name")


def api_keys() -> QuerySet[ApiKey]:
    """All keys for other programs, the newest first, with who has given them out."""
    return ApiKey.objects.select_related("created_by").order_by("-id")


def administrators() -> QuerySet[User]:
    """Active staff who may do everything."""
    holds = Q(is_superuser=True) | Q(role_grants__role__key=Role.ADMINISTRATOR)
    return User.objects.filter(holds, kind=Kind.STAFF, is_active=True).distinct()


def has_own_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One sign-in of a person as they would recognise it."""

    device: str
    signed_in_at: datetime
    seen_at: datetime
    is_this: bool


def open_sessions(user: User, this_key: str | None) -> list[OpenSession]:
    """Where a person is signed in now, the latest first."""
    found = []
    for session in Session.objects.filter(user_id=user.pk, expire_date__gt=now()):
        data = session.get_decoded()
        started, seen = (
            session_marks.stamp_of(data, key) for key in (session_marks.SIGNED_IN_AT, session_marks.SEEN_AT)
        )
        if started is not None and seen is not None:
            device = str(data.get(session_marks.DEVICE, ""))
            found.append(OpenSession(device, _moment(started), _moment(seen), session.session_key == this_key))
    return sorted(found, key=lambda each: each.seen_at, reverse=True)


def _moment(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)
