# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bad input at every form of the desk and its settings: never an error of the server, a sentence instead, and what was typed is still there.

The forms are found by opening the pages, so a new one is tested from its first day.
"""

import html
import re
from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from nahdran.accounts.models import User
from tests.factories.accounts import client_of, make_staff
from tests.factories.house import House, make_house
from tests.posts import DESK, TYPED, Field, PostForm, forms_of_desk

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MARKUP = '<script>alert("x")</script><b>fett</b>'
LONG = "Ä" * 20_000
# What each field is filled with, one after the other. Where a form refuses, a typed field must come back as it was.
BAD: dict[str, str | None] = {
    "markup": MARKUP,
    "20,000 characters": LONG,
    "control characters": "a\x07b\x1bc\u202e",
    "NUL": "a\x00b",
    "lines": "eins\r\nzwei\r\n\r\ndrei",
    "a foreign number": "999999999",
    "far too large a number": "9" * 40,
    "no number": "²",
    "a negative number": "-1",
    "infinite": "nan",
    "something else": "gibt-es-nicht",
    "blanks": "   ",
    "half a character": "\ud800",
    "left out": None,
}
REFUSALS = {200, 302, 303, 400, 403, 404, 405, 409, 413, 422, 429}
# Fields that never come back: secrets, and files, which no browser lets a page fill in.
NOT_SHOWN = {"password", "code", "sample_code"}


@pytest.fixture
def house() -> House:
    return make_house()


def send(client: Client, action: str, values: dict[str, object]) -> HttpResponseBase:
    """One post; whatever it changes is rolled back."""
    with transaction.atomic():
        cookies = client.cookies.copy()
        client.raise_request_exception = False
        # A browser never sends an empty form: the token is always there.
        sent = {"csrfmiddlewaretoken": "x"} | {name: value for name, value in values.items() if value is not None}
        response = client.post(action, sent)
        client.cookies = cookies
        transaction.set_rollback(True)
    return response


def sayable(text: str | None) -> str | None:
    """What can go over the line at all: half a surrogate is sent as the three bytes that a broken program would send."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if text else text


def spoiled(form: PostForm, one: Field, text: str | None) -> dict[str, object]:
    if one.kind == "file":
        return {
            **form.values,
            one.name: SimpleUploadedFile("foto.jpg", (text or "").encode(errors="replace"), "image/jpeg"),
        }
    return {**form.values, one.name: sayable(text)}


def attempts(form: PostForm) -> Iterator[tuple[str, dict[str, object], Field | None]]:
    """Each field with each bad value, then all fields at once, then keys that nobody asked for, then nothing at all."""
    for one in form.fields:
        for name, text in BAD.items():
            yield f"{one.name}: {name}", spoiled(form, one, text), one
    for name, text in BAD.items():
        everything: dict[str, object] = {}
        for one in form.fields:
            everything |= {one.name: spoiled(form, one, text)[one.name]}
        yield f"all: {name}", everything, None
    yield "unknown keys", {**form.values, "is_superuser": "1", "id": "1", "pk": "1", "unit_id": "999"}, None
    yield "nothing", {}, None


def complaints(
    form: PostForm, label: str, one: Field | None, values: dict[str, object], response: HttpResponseBase
) -> str:
    """What is wrong with an answer; empty if it is as it should be."""
    where = f"{form.action} {label}: "
    if response.status_code not in REFUSALS:
        return f"{where}status {response.status_code}"
    body = response.content.decode() if not response.streaming else ""  # type: ignore[attr-defined]
    if "<script>alert(" in body:
        return f"{where}markup comes back as markup"
    if response.status_code == 422 and response.headers["Content-Type"].startswith("text/html"):
        if not re.search(r"kern-error|nd-error|kern-alert|nd-message|role=\"alert\"|aria-invalid", body):
            return f"{where}no sentence"
        if one is not None and one.kind in TYPED and not kept(one, str(values.get(one.name) or ""), body):
            return f"{where}what was typed is gone"
    return ""


def kept(one: Field, typed: str, body: str) -> bool:
    """The text is in the page again; what nobody can see or type may be missing."""
    if one.name in NOT_SHOWN or not typed.strip() or html.escape(typed[:60]) in body:
        return True
    visible = "".join(sign for sign in typed if sign.isprintable() or sign in "\r\n")
    lines = [line for line in visible.replace("\r", "\n").split("\n") if line.strip()]
    return all(
        html.escape(line[:60]) in body or html.escape(line[:60]).replace("&#x27;", "&#39;") in body for line in lines
    )


def walked(people: list[User], house: House, check: Callable[[Client, PostForm], list[str]]) -> list[str]:
    found: list[str] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for person in people:
        client = client_of(person)
        for form in forms_of_desk(client, house):
            if (form.action, form.names) not in seen:
                seen.add((form.action, form.names))
                found += check(client, form)
    assert len(seen) > 40, "the forms of the desk were not found"
    return found


def test_every_form_takes_bad_input_with_a_sentence(house: House) -> None:
    def check(client: Client, form: PostForm) -> list[str]:
        return [
            said
            for label, values, one in attempts(form)
            if (said := complaints(form, label, one, values, send(client, form.action, values)))
        ]

    wrong = walked([house.admin, house.clerk], house, check)

    assert not wrong, "\n".join(wrong)


def test_every_form_can_be_sent_twice(house: House) -> None:
    """A double click, or the way back and once more: the second answer is a page as well."""

    def check(client: Client, form: PostForm) -> list[str]:
        with transaction.atomic():
            answers = [client.post(form.action, form.values).status_code for _ in range(2)]
            transaction.set_rollback(True)
        client.logout()
        again = client_of(house.admin)
        client.cookies = again.cookies
        return [f"{form.action}: {answers}"] if not set(answers) <= REFUSALS else []

    wrong = walked([house.admin], house, check)

    assert not wrong, "\n".join(wrong)


def test_an_outdated_form_changes_nothing(house: House) -> None:
    """A form that says which state its sender had seen is stopped if the case has moved on; nonsense counts as very old."""
    client = client_of(house.admin)
    for form in forms_of_desk(client, house):
        if "base" not in form.names:
            continue
        filled = {name: value or "Ein Grund." for name, value in form.values.items()}
        for base in ("2020-01-01T00:00:00+00:00", "gestern", "9" * 30, "2026-13-45T99:99:99Z"):
            response = send(client, form.action, {**filled, "unit": house.unit.pk, "base": base})
            assert response.status_code in {409, 422}, f"{form.action} {base}: {response.status_code}"


def test_without_the_right_nothing_is_sent(house: House) -> None:
    admin, stranger = client_of(house.admin), client_of(make_staff())
    own = re.compile(rf"^{DESK}(abmelden|mein-konto|anmelden)/")
    opened = {
        form.action: send(stranger, form.action, dict(form.values)).status_code
        for form in forms_of_desk(admin, house)
        if not own.match(form.action)
    }
    assert {action: status for action, status in opened.items() if status not in {403, 405}} == {
        "/arbeitsplatz/bausteine/": 200
    }


def test_a_thing_that_is_gone_is_not_there(house: House) -> None:
    """The number in the address is one that nobody has, or one that no column can hold."""
    client = client_of(house.admin)
    for form in forms_of_desk(client, house):
        for number in ("0", "999999999", "9" * 30):
            gone = re.sub(r"/\d+/", f"/{number}/", form.action)
            if gone != form.action:
                status = send(client, gone, dict(form.values)).status_code
                assert status in REFUSALS, f"{gone}: {status}"


def test_every_address_of_the_desk_survives_a_post_of_nonsense(house: House) -> None:
    """Also those that no form names, because a script calls them."""
    client = client_of(house.admin)
    client.raise_request_exception = False
    wrong = []
    for name, path in house.paths():
        if path.startswith(DESK) and not name.startswith(("mfa_", "account_", "socialaccount_", "openid_")):
            for body, kind in (
                (b"\x00\xff{", "application/json"),
                (b"a=%00&b=%ff&c", "application/x-www-form-urlencoded"),
            ):
                with transaction.atomic():
                    cookies = client.cookies.copy()
                    answer = client.generic("POST", path, body, content_type=kind)
                    status = answer.status_code
                    if answer.streaming:
                        list(answer.streaming_content)
                    client.cookies = cookies
                    transaction.set_rollback(True)
                if status not in REFUSALS:
                    wrong.append(f"{path} {kind}: {status}")
    assert not wrong, "\n".join(wrong)
