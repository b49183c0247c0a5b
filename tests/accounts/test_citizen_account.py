# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Citizens: a code by e-mail opens the account, which shows everything about itself and can be deleted."""

import base64
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from nahdran.accounts import throttle
from nahdran.accounts.erasers import erasers
from nahdran.accounts.exports import exports
from nahdran.accounts.models import Session, User
from nahdran.audit.models import Entry
from tests.factories.accounts import make_citizen, make_staff, sign_in

SIGN_IN = "/konto/anmelden/"
CODE = "/konto/anmelden/code/"

pytestmark = pytest.mark.django_db


def ask(client: Client, email: str, **extra: str) -> str:
    """Ask for a code and read it in the mail."""
    answer = client.post(SIGN_IN, {"email": email, **extra})
    assert answer.headers["Location"] == CODE
    found = re.search(r"(\d{3}) (\d{3})", mail.outbox[-1].body) if mail.outbox else None
    return "".join(found.groups()) if found else ""


def test_a_new_address_gets_an_account_with_its_first_code() -> None:
    client = Client()
    code = ask(client, "Neu@nahdran.example")
    assert not User.objects.exists(), "nothing is kept before the address is proven"
    assert client.post(CODE, {"code": code}).headers["Location"] == "/konto/"
    person = User.objects.get()
    assert (person.email, person.kind) == ("neu@nahdran.example", "citizen")
    page = client.get("/konto/")
    assert page.status_code == 200
    assert "neu@nahdran.example" in page.content.decode()


def test_known_unknown_locked_and_staff_addresses_look_the_same() -> None:
    locked = make_citizen()
    User.objects.filter(pk=locked.pk).update(is_active=False)
    pages = set()
    for address in (make_citizen().email, "niemand@nahdran.example", locked.email, make_staff().email):
        client = Client()
        client.post(SIGN_IN, {"email": address})
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", client.get(CODE).content.decode())
        pages.add(text.replace(address, ""))
    assert len(pages) == 1


def test_staff_do_not_get_a_code_but_the_way_to_their_own_entrance() -> None:
    ask(Client(), make_staff().email)
    assert "/arbeitsplatz/anmelden/" in mail.outbox[0].body
    assert not re.search(r"\d{3} \d{3}", mail.outbox[0].body)


def test_a_code_can_be_typed_with_its_space() -> None:
    client = Client()
    code = ask(client, "neu@nahdran.example")
    assert client.post(CODE, {"code": f" {code[:3]} {code[3:]} "}).status_code == 302


def test_a_code_is_good_for_a_quarter_of_an_hour_in_its_own_browser() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, 0, tzinfo=UTC), tick=False) as clock:
        client = Client()
        code = ask(client, "neu@nahdran.example")
        assert Client().post(CODE, {"code": code}).headers["Location"] == SIGN_IN
        clock.shift(timedelta(minutes=16))
        assert client.post(CODE, {"code": code}).headers["Location"] == SIGN_IN
    assert not User.objects.exists()


def test_five_wrong_tries_spoil_a_code() -> None:
    client = Client()
    code = ask(client, "neu@nahdran.example")
    wrong = "000000" if code != "000000" else "111111"
    assert [client.post(CODE, {"code": wrong}).status_code for _ in range(5)] == [422] * 4 + [302]
    assert client.post(CODE, {"code": code}).headers["Location"] == SIGN_IN
    assert not User.objects.exists()


def test_nobody_floods_a_mailbox_with_codes() -> None:
    answers = [Client().post(SIGN_IN, {"email": "opfer@nahdran.example"}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert len(mail.outbox) == 5


def guess(times: int, email: str = "neu@nahdran.example") -> list[int]:
    """Wrong codes for one address, five for each code, from another browser each time."""
    statuses = []
    for _ in range(-(-times // 5)):
        client = Client()
        ask(client, email)
        statuses += [client.post(CODE, {"code": "99999"}).status_code for _ in range(5)]
    return statuses[:times]


def test_after_ten_wrong_codes_each_try_costs_a_pause_that_grows() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, 0, tzinfo=UTC), tick=False) as clock:
        assert 429 not in guess(10)
        client = Client()
        code = ask(client, "neu@nahdran.example")
        for seconds in (30, 60, 120):
            paused = client.post(CODE, {"code": code})
            assert (paused.status_code, paused.headers["Retry-After"]) == (429, str(seconds))
            assert "öffnen Sie den Link in der E-Mail" in paused.content.decode()
            assert f'value="{code}"' in paused.content.decode(), "what was typed is still there"
            clock.shift(seconds)
            assert client.post(CODE, {"code": "99999"}).status_code == 422
        clock.shift(240)
        assert client.post(CODE, {"code": code}).status_code == 302, "the right one gets in, and forgets the pauses"
        again = Client()
        ask(again, "neu@nahdran.example")
        assert again.post(CODE, {"code": "99999"}).status_code == 422


def test_pauses_do_not_grow_beyond_half_an_hour() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, 0, tzinfo=UTC), tick=False) as clock:
        waits = []
        for _ in range(40):
            wait = throttle.seconds_to_wait("test", "a", throttle.Pauses(2, 30, 1800))
            waits.append(wait)
            clock.shift(wait)
    assert max(waits) == 1800


def link_in_mail() -> str:
    found = re.search(r"https?://[^/]+(/konto/anmelden/link/[^\s]+)", mail.outbox[-1].body)
    assert found
    return found[1]


def test_the_link_in_the_mail_opens_the_account_while_the_code_has_to_wait() -> None:
    guess(12)
    ask(Client(), "neu@nahdran.example", next="/konto/daten/")
    other_browser = Client()
    page = other_browser.get(link_in_mail())
    assert "neu@nahdran.example" in page.content.decode()
    assert not User.objects.exists(), "a scanner of mailboxes has only looked"
    assert other_browser.post(link_in_mail()).headers["Location"] == "/konto/daten/"
    assert other_browser.get("/konto/").status_code == 200
    assert Client().post(link_in_mail()).headers["Location"] == SIGN_IN, "once"


def test_a_link_is_good_for_a_quarter_of_an_hour_and_cannot_be_made_up() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, 0, tzinfo=UTC), tick=False) as clock:
        ask(Client(), "neu@nahdran.example")
        token = link_in_mail()
        for odd in (
            token[:-9] + "AAAAAAAA/",
            "/konto/anmelden/link/x/",
            "/konto/anmelden/link/%00/",
            f"/konto/anmelden/link/{'A' * 3000}/",
        ):
            assert Client().post(odd).headers["Location"] == SIGN_IN
        clock.shift(timedelta(minutes=16))
        assert Client().get(token).headers["Location"] == SIGN_IN
    assert not User.objects.exists()


def test_the_link_names_nobody() -> None:
    ask(Client(), "neu@nahdran.example")
    assert "nahdran.example" not in link_in_mail()
    assert b"neu@" not in base64.urlsafe_b64decode(link_in_mail().split("/")[-2] + "==")


def test_the_link_of_a_locked_account_opens_nothing() -> None:
    person = make_citizen()
    ask(Client(), person.email)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert Client().post(link_in_mail()).headers["Location"] == SIGN_IN


def test_the_code_lies_nowhere_in_the_clear(settings: Settings) -> None:
    client = Client()
    code = ask(client, "neu@nahdran.example")
    assert code not in json.dumps(Session.objects.get().get_decoded())
    assert "Vorführung" not in client.get(CODE).content.decode()
    settings.DEMO = True
    code = ask(client, "neu@nahdran.example")
    assert code in client.get(CODE).content.decode()


def test_the_way_leads_back_to_where_it_began_but_never_elsewhere() -> None:
    for wanted, expected in (
        ("/konto/daten/", "/konto/daten/"),
        ("https://evil.example/", "/konto/"),
        ("//evil.example/", "/konto/"),
    ):
        client = Client()
        code = ask(client, "neu@nahdran.example", next=wanted)
        assert client.post(CODE, {"code": code}).headers["Location"] == expected


def test_guests_are_asked_to_sign_in_and_staff_have_their_own_page() -> None:
    assert Client().get("/konto/").headers["Location"] == f"{SIGN_IN}?next=/konto/"
    staff = sign_in(Client(), make_staff())
    assert staff.get("/konto/").headers["Location"] == "/arbeitsplatz/mein-konto/"
    assert staff.get("/konto/daten/").status_code == 403
    assert staff.get(SIGN_IN).headers["Location"] == "/arbeitsplatz/mein-konto/"


def test_name_and_language_can_be_changed_and_the_address_cannot() -> None:
    person = make_citizen(email="da@nahdran.example")
    client = sign_in(Client(), person)
    client.post(
        "/konto/daten/",
        {"name": "  Mia \u200b Muster ", "language": "en", "email": "andere@nahdran.example", "kind": "staff"},
    )
    person.refresh_from_db()
    assert (person.name, person.language, person.email, person.kind) == (
        "Mia Muster",
        "en",
        "da@nahdran.example",
        "citizen",
    )


@pytest.fixture
def neighbour() -> Iterator[list[int]]:
    """An app that holds something about people."""
    erased: list[int] = []
    exports.register("test", lambda person: {"anliegen": [person.pk]})
    erasers.register("test", lambda person: erased.append(person.pk))
    yield erased
    del exports._items["test"], erasers._items["test"]


@pytest.mark.usefixtures("neighbour")
def test_the_copy_holds_what_every_app_knows() -> None:
    person = make_citizen(name="Mia Muster")
    answer = sign_in(Client(), person).post("/konto/daten/export/")
    data = json.loads(answer.content)
    assert data["konto"]["name"] == "Mia Muster"
    assert data["test"] == {"anliegen": [person.pk]}
    assert "attachment" in answer.headers["Content-Disposition"]
    assert Entry.objects.filter(action="accounts.data_exported").exists()


def test_deleting_takes_the_account_its_sessions_and_its_parts_elsewhere(neighbour: list[int]) -> None:
    person = make_citizen(name="Mia Muster")
    client, other = sign_in(Client(), person), sign_in(Client(), person)
    assert client.post("/konto/daten/loeschen/", {"email": "falsch@nahdran.example"}).status_code == 422
    assert client.post("/konto/daten/loeschen/", {"email": person.email.upper()}).headers["Location"] == "/"
    assert not User.objects.filter(pk=person.pk).exists()
    assert neighbour == [person.pk]
    assert other.get("/konto/").status_code == 302
    assert not Session.objects.filter(user_id=person.pk).exists()
    entry = Entry.objects.get(action="accounts.citizen_erased")
    assert "Mia" not in entry.actor_label + entry.object_label + json.dumps(entry.data)


def test_an_account_of_staff_cannot_be_deleted_this_way() -> None:
    person = make_staff()
    assert sign_in(Client(), person).post("/konto/daten/loeschen/", {"email": person.email}).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()


def test_signing_out_needs_a_post() -> None:
    client = sign_in(Client(), make_citizen())
    assert client.get("/konto/abmelden/").status_code == 405
    client.post("/konto/abmelden/")
    assert client.get("/konto/").status_code == 302
