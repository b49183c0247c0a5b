# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Passkeys in a real browser with a virtual authenticator: set up after the first sign-in, then used instead of the password."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from nahdran.accounts.operations.roles import ensure_roles
from nahdran.audit.models import Entry
from tests.browser import browser, complaints, page  # noqa: F401  fixtures
from tests.factories.accounts import PASSWORD, make_admin

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def plug_in_authenticator(page: Page) -> None:  # noqa: F811
    """A security chip that says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_set_up_and_then_opens_the_desk_alone(
    live_server: LiveServer,
    settings: Settings,
    page: Page,  # noqa: F811
    complaints: list[str],  # noqa: F811
) -> None:
    settings.PASSKEY_HOST, settings.PASSKEYS_POSSIBLE = "localhost", True
    ensure_roles()
    person = make_admin()
    plug_in_authenticator(page)
    page.goto(f"{live_server.url}/arbeitsplatz/mein-konto/")
    page.get_by_label("E-Mail-Adresse").fill(person.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_role("heading", name="Richten Sie einen zweiten Faktor ein")).to_be_visible()
    page.get_by_role("link", name="Passkey").click()
    page.get_by_role("button", name="Passkey anlegen").click()
    expect(page.get_by_role("heading", name="Notfallcodes")).to_be_visible()
    page.goto(f"{live_server.url}/arbeitsplatz/mein-konto/")
    expect(page.get_by_text("Passkey 1")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/arbeitsplatz/anmelden/?next=/arbeitsplatz/mein-konto/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("heading", name="Mein Konto")).to_be_visible()
    assert Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).count() == 1
    assert Entry.objects.filter(action="accounts.signed_in", data__methods=["mfa"]).exists()
    assert complaints == []


def test_a_passkey_is_the_second_step_after_the_password(
    live_server: LiveServer,
    settings: Settings,
    page: Page,  # noqa: F811
    complaints: list[str],  # noqa: F811
) -> None:
    settings.PASSKEY_HOST, settings.PASSKEYS_POSSIBLE = "localhost", True
    ensure_roles()
    person = make_admin()
    plug_in_authenticator(page)
    for step in ("set up", "use"):
        page.goto(f"{live_server.url}/arbeitsplatz/anmelden/?next=/arbeitsplatz/mein-konto/")
        page.get_by_label("E-Mail-Adresse").fill(person.email)
        page.get_by_label("Passwort", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Weiter").click()
        if step == "set up":
            page.get_by_role("link", name="Passkey").click()
            page.get_by_role("button", name="Passkey anlegen").click()
            expect(page.get_by_role("heading", name="Notfallcodes")).to_be_visible()
            page.context.clear_cookies()
        else:
            page.get_by_role("button", name="Mit Passkey bestätigen").click()
            expect(page.get_by_role("heading", name="Mein Konto")).to_be_visible()
    assert complaints == []
