# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody may try with an open session or from a shared address."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from environs import Env
from pytest_django.fixtures import Settings

from nahdran.accounts import throttle
from nahdran.accounts.forms import ReauthenticateForm, SecondFactorAgainForm
from nahdran.project.settings.oidc import provider_origin
from tests.factories.accounts import make_staff, sign_in

pytestmark = pytest.mark.django_db


def test_callers_by_ipv4_are_told_apart_on_a_server_that_listens_on_ipv6() -> None:
    ask = RequestFactory().get

    keys = {throttle.client_key(ask("/", REMOTE_ADDR=f"::ffff:203.0.113.{number}")) for number in range(3)}

    assert keys == {"203.0.113.0", "203.0.113.1", "203.0.113.2"}


def test_a_forged_sender_counts_only_where_our_proxy_wrote_it(settings: Settings) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR="1.1.1.1, 198.51.100.7")
    assert throttle.client_key(request) == "203.0.113.9"

    settings.BEHIND_PROXY = True
    assert throttle.client_key(request) == "198.51.100.7"


@pytest.mark.parametrize(
    ("form", "data"), [(ReauthenticateForm, {"password": "x"}), (SecondFactorAgainForm, {"code": "1"})]
)
def test_an_open_session_cannot_guess_password_or_code(form: type, data: dict[str, str]) -> None:
    person = make_staff()
    for _ in range(10):
        assert throttle.hit("again", str(person.pk), 10, 900)

    assert "zu viele Versuche" in str(form(data, user=person).errors)


def test_a_page_that_asks_on_its_own_keeps_no_sign_in_alive(settings: Settings) -> None:
    """The pulse of an open case comes every 15 seconds, also from an empty office."""
    case_page = "/arbeitsplatz/vorgang/LOH-2026-000001-X/anwesend/"
    assert resolve(case_page).func.is_background

    with time_machine.travel(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), tick=False) as clock:
        client = sign_in(Client(), make_staff(rights=["cases.read"]))
        for _ in range(61):
            clock.shift(60)
            client.post(case_page)

        asked = client.get("/arbeitsplatz/mein-konto/")

    assert asked.status_code == 302
    assert asked.headers["Location"].startswith("/arbeitsplatz/anmelden/")


def test_somebody_who_works_stays_signed_in() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), tick=False) as clock:
        client = sign_in(Client(), make_staff())
        for _ in range(3):
            clock.shift(50 * 60)
            assert client.get("/arbeitsplatz/mein-konto/").status_code == 200


def test_the_pulse_of_the_editorial_office_keeps_no_sign_in_alive_either() -> None:
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["pages", "homepage", "1", 1])

    assert resolve(ping).func.is_background
    assert not resolve(reverse("wagtailadmin_home")).func.is_background


def test_the_policy_lets_the_sign_in_button_lead_to_the_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    assert provider_origin(Env()) == []
    monkeypatch.setenv("OIDC_ISSUER", "https://id.nahdran.example/realms/stadt")

    assert provider_origin(Env()) == ["https://id.nahdran.example"]
