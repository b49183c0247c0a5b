# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every address of the house, opened by everybody: a guest, a citizen, staff without rights, a clerk, an editor, the administrator.

The expected answers stand in rights_matrix.txt. A new address without a row fails here, and so does a row without an address.
"""

import pytest
from django.db import transaction
from django.test import Client

from tests.factories.accounts import client_of, make_admin, make_citizen, make_staff
from tests.rights_matrix import FACES, SIGN_INS, Address, addresses, rows


@pytest.fixture
def clients(db: None) -> dict[str, Client]:
    people = {
        "guest": None,
        "citizen": make_citizen(),
        "staff": make_staff(),
        "clerk": make_staff(roles=["clerk"]),
        "editor": make_staff(roles=["editor"]),
        "admin": make_admin(),
    }
    found = {}
    for face, person in people.items():
        found[face] = client_of(person)
        found[face].raise_request_exception = False
    return found


def answer(client: Client, method: str, address: Address) -> str:
    """What comes back, in the words of the table. Whatever the view changes is rolled back."""
    with transaction.atomic():
        cookies = client.cookies.copy()
        response = client.generic(method, address.path)
        client.cookies = cookies
        transaction.set_rollback(True)
    location = response.headers.get("Location", "")
    for word, sign_in in SIGN_INS.items():
        if response.status_code == 302 and location.startswith(sign_in):
            return word
    return str(response.status_code)


def fits(expected: str, seen: str) -> bool:
    """`*` is anything but a refusal or a sign-in; `200/404` is one of both."""
    if expected == "*":
        return seen not in {"403", "401", *SIGN_INS}
    return seen in expected.split("/")


def observed(clients: dict[str, Client], method: str, address: Address) -> str:
    words = " ".join(f"{answer(clients[face], method, address):8}" for face in FACES)
    return f"{method} {address.name:44} {words}"


def test_every_address_has_a_row(clients: dict[str, Client]) -> None:
    known = {row.name for row in rows()}
    missing = {address.name: address for address in addresses() if address.name not in known}.values()
    lines = "\n".join(observed(clients, "GET", address) for address in missing)
    assert not missing, (
        f"No row in tests/rights_matrix.txt. What these addresses answer now; judge each before you copy it:\n{lines}"
    )


def test_every_row_has_an_address() -> None:
    there = {address.name for address in addresses()}
    assert [row.name for row in rows() if row.name not in there] == []


def test_what_only_takes_posts_has_a_row_for_posts(clients: dict[str, Client]) -> None:
    posted = {row.name for row in rows() if row.method == "POST"}
    lines = [
        observed(clients, "POST", address)
        for address in addresses()
        if address.name not in posted
        and not address.name.endswith("**")
        and any(answer(clients[face], "GET", address) == "405" for face in FACES)
    ]
    assert not lines, "Only posts are taken here, so a row for POST is wanted:\n" + "\n".join(lines)


def test_everybody_gets_the_answer_of_the_table(clients: dict[str, Client]) -> None:
    by_name: dict[str, list[Address]] = {}
    for address in addresses():
        by_name.setdefault(address.name, []).append(address)
    wrong = []
    for row in rows():
        for address in by_name.get(row.name, []):
            for face, expected in row.expected.items():
                if expected == "?":
                    continue
                seen = answer(clients[face], row.method, address)
                if not fits(expected, seen):
                    wrong.append(f"{row.method} {address.path} ({row.name}): {face} gets {seen}, expected {expected}")
    assert not wrong, "\n".join(wrong)
