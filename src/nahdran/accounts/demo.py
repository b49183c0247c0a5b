# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""People of the demonstration. Used by the demo step of ``org`` and by the sign-in page, which shows them while DEMO is on."""

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import transaction

from nahdran.accounts.adapter import MfaAdapter
from nahdran.accounts.enums import Kind
from nahdran.accounts.models import Role, RoleGrant, User
from nahdran.kit.clock import now

# Of the demonstration alone; outside of it nobody is set up with a known password.
PASSWORD = "digital-nah-dran"  # noqa: S105
PERIOD = 30


class NotADemo(RuntimeError):
    """People with a known password must not come into a real town."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """What the sign-in page shows of one person."""

    name: str
    email: str
    roles: str
    password: str
    code: str


@transaction.atomic
def ensure_person(
    *,
    email: str,
    name: str,
    roles: Iterable[str] = (),
    password: str = PASSWORD,
    totp_secret: str,
    kind: str = Kind.STAFF,
) -> User:
    """Bring one demo person into a known state: password, authenticator secret (base32) and exactly these town-wide roles (keys)."""
    if not settings.DEMO:
        raise NotADemo("ensure_person is for the demonstration. Set NAHDRAN_DEMO=1, or use nahdran createstaff.")
    person, _new = User.objects.update_or_create(
        email=email.lower(), defaults={"name": name, "kind": kind, "is_active": True}
    )
    if not person.check_password(password):
        person.set_password(password)
        person.save(update_fields=["password"])
    stored = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if stored is None or _secret_of(stored) != totp_secret:
        Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).delete()
        totp.TOTP.activate(person, totp_secret)
    RoleGrant.objects.filter(user=person).exclude(role__key__in=list(roles)).delete()
    for role in Role.objects.filter(key__in=list(roles)):
        RoleGrant.objects.get_or_create(user=person, role=role)
    return person


def demo_people() -> list[DemoPerson]:
    """Staff who sign in with the known password, each with the code that is right just now. Empty outside the demonstration."""
    if not settings.DEMO:
        return []
    people = []
    factors = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__kind=Kind.STAFF, user__is_active=True)
    for factor in factors.select_related("user").prefetch_related("user__role_grants__role").order_by("user_id")[:20]:
        if not _secret_of(factor):
            continue
        person = factor.user
        roles = ", ".join(grant.role.label for grant in person.role_grants.all())
        people.append(DemoPerson(person.name, person.email, roles, PASSWORD, current_code(factor)))
    return people


def current_code(factor: Authenticator) -> str:
    """The code that an authenticator app with this secret shows now."""
    counter = int(now().timestamp()) // PERIOD
    return totp.format_hotp_value(totp.hotp_value(_secret_of(factor), counter))


def _secret_of(factor: Authenticator) -> str:
    """The base32 secret; "" if it was stored under another secret key, then it is of no use any more."""
    try:
        return MfaAdapter().decrypt(factor.data["secret"])
    except InvalidToken:
        return ""
