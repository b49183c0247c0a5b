# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The town as an app: manifest, signs, worker, and pages that are the same for everybody."""

import io
import json
import re

import pytest
from django.contrib import messages
from django.test import Client, RequestFactory
from django.urls import reverse
from PIL import Image

from nahdran.accounts.session_marks import SIGNED_IN_AT
from nahdran.pwa import plan
from nahdran.pwa.icon import SIZES, icon
from nahdran.pwa.owner import SIGNED_OUT_COOKIE, owner_mark
from nahdran.pwa.pages import MARK, kept_page
from nahdran.pwa.slots import offline_pages, offline_queues, shortcuts
from nahdran.shell.views.appearance import appearance
from tests.factories.accounts import client_of, make_citizen, make_staff
from tests.factories.cases import make_town

KEPT = ["/offline/", *(reverse(page.url_name) for page in offline_pages)]


@pytest.fixture(autouse=True)
def nothing_kept():
    plan.forget()
    yield
    plan.forget()


@pytest.fixture
def built(settings, tmp_path):
    """A build with a worker of one line."""
    settings.BUILD_DIR = tmp_path
    (tmp_path / "client").mkdir()
    (tmp_path / "client" / "worker.js").write_text("work(self.nahdran);")


@pytest.fixture
def town(db):
    return make_town()


def planned(client, **headers):
    text = client.get("/sw.js", headers=headers).content.decode()
    head, code = text.split(";\n", 1)
    return json.loads(head.removeprefix("self.nahdran=")), code


class TestManifest:
    def test_it_carries_name_colour_and_ways_of_the_town(self, town):
        answer = Client().get("/manifest.webmanifest")
        manifest = answer.json()

        assert answer["Content-Type"] == "application/manifest+json"
        assert (manifest["name"], manifest["display"], manifest["scope"]) == (town.name, "standalone", "/")
        assert re.fullmatch(r"#[0-9a-f]{6}", manifest["theme_color"])
        assert [entry["url"] for entry in manifest["shortcuts"]] == [reverse(entry.url_name) for entry in shortcuts]
        assert {entry["purpose"] for entry in manifest["icons"]} == {"any", "maskable"}

    def test_every_picture_it_names_is_there_in_its_size(self, town):
        client = Client()
        manifest = client.get("/manifest.webmanifest").json()
        for entry in manifest["icons"]:
            picture = Image.open(io.BytesIO(client.get(entry["src"]).content))
            assert f"{picture.width}x{picture.height}" == entry["sizes"]

    def test_it_speaks_the_language_of_the_reader(self, town):
        assert Client().get("/manifest.webmanifest", headers={"Accept-Language": "en"}).json()["lang"] == "en"

    def test_each_page_of_citizens_names_it(self, town):
        page = Client().get("/offline/").content.decode()
        assert '<link rel="manifest" href="/manifest.webmanifest">' in page
        assert '<link rel="apple-touch-icon" href="/app/zeichen-180.png">' in page


class TestSigns:
    def test_a_sign_is_drawn_in_the_colour_of_the_town(self):
        green, red = (Image.open(io.BytesIO(icon(192, hue, 0.1))).convert("RGB") for hue in (150, 20))
        assert green.getpixel((96, 40)) != red.getpixel((96, 40))

    def test_the_corner_is_clear_or_filled_where_phones_cut_it(self):
        assert Image.open(io.BytesIO(icon(192, 216, 0.078))).convert("RGBA").getpixel((0, 191))[3] == 0
        assert Image.open(io.BytesIO(icon(512, 216, 0.078, masked=True))).convert("RGBA").getpixel((0, 0))[3] == 255

    @pytest.mark.parametrize("size", [0, 1, 193, 100_000])
    def test_no_other_size_is_drawn(self, town, size):
        assert size not in SIZES
        assert Client().get(f"/app/zeichen-{size}.png").status_code == 404


class TestWorker:
    def test_it_is_asked_for_anew_each_time(self, town, built):
        answer = Client().get("/sw.js")
        assert answer["Content-Type"].startswith("text/javascript")
        assert answer["Cache-Control"] == "no-cache"
        assert "worker-src 'self'" in answer["Content-Security-Policy"]

    def test_its_plan_names_what_the_capabilities_have_registered(self, town, built):
        found, code = planned(Client())
        assert code == "work(self.nahdran);"
        assert found["pages"] == KEPT
        assert [queue["key"] for queue in found["queues"]] == [queue.key for queue in offline_queues]
        assert set(found["untouched"]) == {"/arbeitsplatz/", "/redaktion/"}

    def test_no_page_it_keeps_belongs_to_a_person(self, town, built):
        found, _code = planned(Client())
        for address in found["pages"] + found["data"] + found["pictures"]:
            assert not address.startswith(("/konto/", "/anliegen/", "/arbeitsplatz/", "/redaktion/"))

    def test_its_version_changes_with_the_build_the_language_and_the_plan(
        self, town, settings, tmp_path, built, monkeypatch
    ):
        versions = [planned(Client())[0]["version"], planned(Client(), **{"Accept-Language": "en"})[0]["version"]]
        plan.forget()
        (tmp_path / "client" / "worker.js").write_text("work(1);")
        versions.append(planned(Client())[0]["version"])
        plan.forget()
        monkeypatch.setattr(plan, "UNTOUCHED", ())
        versions.append(planned(Client())[0]["version"])

        assert len(set(versions)) == 4

    def test_the_same_town_gives_the_same_worker(self, town, built):
        first = Client().get("/sw.js").content
        plan.forget()
        assert Client().get("/sw.js").content == first

    def test_it_costs_no_query_while_it_is_fresh(self, town, built, django_assert_num_queries):
        Client().get("/sw.js")
        with django_assert_num_queries(0):
            Client().get("/sw.js")

    def test_switched_off_it_goes_and_takes_everything_along(self, town, built, settings):
        settings.OFFLINE = False
        text = Client().get("/sw.js").content.decode()
        assert "unregister" in text
        assert "caches.delete" in text
        assert "respondWith" not in text
        page = Client().get("/offline/").content.decode()
        assert "&quot;on&quot;: false" in page


class TestKeptPages:
    @pytest.mark.parametrize("address", KEPT)
    def test_they_say_the_same_to_everybody(self, town, address):
        erika = make_citizen(name="Erika Mustermann")
        pages = {client.get(address).content for client in (Client(), client_of(erika), client_of(make_staff()))}
        assert len(pages) == 1

    @pytest.mark.parametrize("address", KEPT)
    def test_they_set_no_cookie_and_say_that_they_may_be_kept(self, town, address):
        answer = Client().get(address)
        assert answer[MARK] == plan.build_mark()
        assert answer["Cache-Control"] == "no-cache"
        assert not answer.cookies

    @pytest.mark.parametrize("address", ["/konto/anmelden/", "/anliegen/", "/maengel/neu/foto/", "/"])
    def test_no_other_page_says_so(self, town, address):
        assert MARK not in Client().get(address).headers

    def test_a_message_that_waits_is_not_shown_and_not_lost(self, town):
        client = Client()
        request = RequestFactory().get("/")

        @kept_page
        def view(request):
            assert list(messages.get_messages(request)) == []
            return appearance(request)

        request.session, request._messages = client.session, ["für Erika"]
        assert MARK in view(request).headers

    @pytest.mark.parametrize("address", KEPT)
    def test_nothing_is_posted_there(self, town, address):
        assert Client().post(address).status_code == 405


class TestToken:
    def test_each_visitor_gets_a_token_and_no_cache_keeps_it(self, town):
        client = Client()
        answer = client.get("/app/schluessel/")
        assert len(answer.json()["token"]) == 64
        assert "no-store" in answer["Cache-Control"]
        assert answer.json()["owner"] == ""

    def test_the_mark_of_a_person_says_nothing_about_them(self, town, settings):
        erika, max_ = make_citizen(), make_citizen()
        mark = client_of(erika).get("/app/schluessel/").json()["owner"]
        assert mark == owner_mark(erika) != owner_mark(max_)
        assert re.fullmatch("[0-9a-f]{24}", mark)
        assert client_of(make_staff()).get("/app/schluessel/").json()["owner"] == ""
        # Nobody can make it from a number alone.
        settings.SECRET_KEY = "another" * 8
        assert owner_mark(erika) != mark


class TestSignOut:
    def test_the_browser_is_told(self, town):
        answer = client_of(make_citizen()).post("/konto/abmelden/")
        assert answer.cookies[SIGNED_OUT_COOKIE].value == "1"
        assert not answer.cookies[SIGNED_OUT_COOKIE]["httponly"]

    def test_a_session_that_has_ended_by_itself_counts_too(self, town):
        client = client_of(make_citizen())
        session = client.session
        session[SIGNED_IN_AT] = 1
        session.save()
        assert SIGNED_OUT_COOKIE in client.get("/offline/").cookies

    def test_nobody_else_gets_that_cookie(self, town):
        assert SIGNED_OUT_COOKIE not in Client().get("/offline/").cookies
