# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""People for tests: staff with roles, citizens, and clients that are signed in as the gate wants it."""

from collections.abc import Iterable
from itertools import count

from django.test import Client

from nahdran.accounts.enums import Kind
from nahdran.accounts.models import Role, RoleGrant, User
from nahdran.accounts.session_marks import SECOND_FACTOR

PASSWORD = "richtig lange Passwörter"
_numbers = count(1)


def make_user(*, kind: str, email: str = "", name: str = "", password: str | None = None) -> User:
    number = next(_numbers)
    return User.objects.create_user(
        email=email or f"person{number}@nahdran.example", name=name or f"Person {number}", kind=kind, password=password
    )


def make_citizen(**fields: str) -> User:
    return make_user(kind=Kind.CITIZEN, **fields)


def make_staff(*, rights: Iterable[str] = (), roles: Iterable[str] = (), **fields: str) -> User:
    """Staff with single rights (by a role made for them) and built-in roles by key, all town-wide."""
    person = make_user(kind=Kind.STAFF, password=fields.pop("password", PASSWORD), **fields)
    if keys := sorted(rights):
        give_role(person, make_role(rights=keys))
    for key in roles:
        give_role(person, Role.objects.get(key=key))
    return person


def make_admin(**fields: str) -> User:
    return make_staff(roles=[Role.ADMINISTRATOR], **fields)


def make_role(*, rights: Iterable[str], name: str = "") -> Role:
    number = next(_numbers)
    return Role.objects.create(key=f"rolle-{number}", name=name or f"Rolle {number}", rights=list(rights))


def give_role(person: User, role: Role) -> RoleGrant:
    return RoleGrant.objects.create(user=person, role=role)


def sign_in(client: Client, person: User, *, second_factor: bool = True) -> Client:
    """A client with an open session of ``person``; staff with their second factor proven, unless a test is about that."""
    client.force_login(person)
    if person.kind == Kind.STAFF and second_factor:
        session = client.session
        session[SECOND_FACTOR] = True
        session.save()
    return client


def client_of(person: User | None) -> Client:
    client = Client()
    return client if person is None else sign_in(client, person)
