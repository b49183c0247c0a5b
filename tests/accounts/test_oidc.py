# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Staff sign-in with the town's identity provider: a real HTTP exchange with a small provider that this file runs."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from environs import Env
from pytest_django.fixtures import Settings

from nahdran.accounts.models import User
from nahdran.kit.clock import now
from nahdran.project.settings.oidc import openid_connect
from tests.factories.accounts import make_citizen, make_staff

LOGIN = "/arbeitsplatz/anmelden/oidc/dienst/"
DESK = "/arbeitsplatz/mein-konto/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

pytestmark = pytest.mark.django_db


class Provider:
    """Says about everybody who comes what ``claims`` holds."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args: Any) -> None:
                pass

            def do_GET(self) -> None:
                if self.path.endswith("openid-configuration"):
                    self.reply(
                        {
                            "issuer": provider.url,
                            "authorization_endpoint": f"{provider.url}/authorize",
                            "token_endpoint": f"{provider.url}/token",
                            "userinfo_endpoint": f"{provider.url}/userinfo",
                            "jwks_uri": f"{provider.url}/keys",
                            "token_endpoint_auth_methods_supported": ["client_secret_post"],
                        }
                    )
                else:
                    self.reply({"sub": "u-1", **provider.claims})

            def do_POST(self) -> None:
                stamp = int(now().timestamp())
                token = {
                    "iss": provider.url,
                    "aud": "nahdran",
                    "sub": "u-1",
                    "iat": stamp,
                    "exp": stamp + 300,
                    **provider.claims,
                }
                signed = jwt.encode(token, "x" * 32, algorithm="HS256")
                self.reply({"access_token": "a", "token_type": "Bearer", "id_token": signed})

            def reply(self, content: dict[str, Any]) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(content).encode())

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    provider = Provider()
    thread = threading.Thread(target=provider.server.serve_forever)
    thread.start()
    app = {
        "provider_id": "dienst",
        "name": "Dienstkonto",
        "client_id": "nahdran",
        "secret": "geheim",
        "settings": {"server_url": provider.url, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.OIDC_IS_ON = True
    yield provider
    provider.server.shutdown()
    provider.server.server_close()
    thread.join()


def sign_in_with(client: Client, next_url: str = "") -> Any:
    """To the provider and back, as a browser goes."""
    away = client.post(LOGIN, {"next": next_url} if next_url else {})
    asked = parse_qs(urlsplit(away.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    return client.get(f"{LOGIN}callback/", {"code": "c", "state": asked["state"][0]})


def test_known_active_staff_come_in_and_set_up_a_second_factor_if_the_provider_asked_for_none(
    provider: Provider,
) -> None:
    person = make_staff(email="mia@nahdran.example")
    provider.claims = {"email": "Mia@nahdran.example", "email_verified": True}
    client = Client()
    assert "Dienstkonto" in client.get("/arbeitsplatz/anmelden/").content.decode()
    assert sign_in_with(client).headers["Location"] == "/arbeitsplatz/"
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.get(DESK).headers["Location"].startswith("/arbeitsplatz/mein-konto/zweiter-faktor/")


def test_our_own_second_factor_is_asked_for_if_there_is_one(provider: Provider) -> None:
    TOTP.activate(make_staff(email="mia@nahdran.example"), SECRET)
    provider.claims = {"email": "mia@nahdran.example", "email_verified": True}
    client = Client()
    assert sign_in_with(client).headers["Location"] == "/arbeitsplatz/anmelden/zweiter-faktor/"
    assert client.get(DESK).status_code == 302


def test_a_second_factor_proven_to_the_provider_is_enough_where_the_town_says_so(
    provider: Provider, settings: Settings
) -> None:
    settings.OIDC_MFA_CLAIM, settings.OIDC_MFA_VALUES = "amr", ["mfa"]
    TOTP.activate(make_staff(email="mia@nahdran.example"), SECRET)
    provider.claims = {"email": "mia@nahdran.example", "email_verified": True, "amr": ["pwd", "mfa"]}
    client = Client()
    assert sign_in_with(client, "/arbeitsplatz/mein-konto/").headers["Location"] == DESK
    assert client.get(DESK).status_code == 200
    provider.claims["amr"] = ["pwd"]
    other = Client()
    assert sign_in_with(other).headers["Location"] == "/arbeitsplatz/anmelden/zweiter-faktor/"


@pytest.mark.parametrize("who", ["unknown", "citizen", "locked", "unverified"])
def test_everybody_else_is_turned_away_and_no_account_is_made(provider: Provider, who: str) -> None:
    email = "mia@nahdran.example"
    if who == "citizen":
        make_citizen(email=email)
    elif who != "unknown":
        make_staff(email=email)
    if who == "locked":
        User.objects.update(is_active=False)
    before = User.objects.count()
    provider.claims = {"email": email, "email_verified": who != "unverified"}
    client = Client()
    answer = sign_in_with(client)
    assert answer.headers["Location"] == "/arbeitsplatz/anmelden/"
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == before


def test_staff_locked_after_their_first_sign_in_stay_out(provider: Provider) -> None:
    make_staff(email="mia@nahdran.example")
    provider.claims = {"email": "mia@nahdran.example", "email_verified": True}
    sign_in_with(Client())
    User.objects.update(is_active=False)
    client = Client()
    assert sign_in_with(client).headers["Location"] == "/arbeitsplatz/anmelden/"
    assert "_auth_user_id" not in client.session


def test_an_answer_nobody_asked_for_is_refused(provider: Provider) -> None:
    client = Client()
    answer = client.get(f"{LOGIN}callback/", {"code": "c", "state": "forged"})
    assert answer.headers["Location"] == "/arbeitsplatz/anmelden/"
    assert "_auth_user_id" not in client.session


def test_an_issuer_without_client_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIDC_ISSUER", "https://id.nahdran.example")
    with pytest.raises(ImproperlyConfigured, match="OIDC_CLIENT_ID"):
        openid_connect(Env())
    monkeypatch.delenv("OIDC_ISSUER")
    assert openid_connect(Env()) == {}
