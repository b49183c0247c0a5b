# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Public pages have a generous limit for each caller. It names nobody, writes next to nothing, and never stops the desk."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import connections
from django.test import Client
from pytest_django.fixtures import Settings

from nahdran.accounts import reading
from nahdran.accounts.models import Throttle
from nahdran.kit import clock
from tests.factories.accounts import client_of, make_citizen, make_staff
from tests.factories.reports import INSIDE, make_map

pytestmark = pytest.mark.django_db
LON, LAT = INSIDE
# Address, and what the share of the limit makes of two a minute.
PAGES = [
    ("/karte/suche?q=haupt", 2),
    (f"/karte/ort?lon={LON}&lat={LAT}", 2),
    (f"/karte/bild.svg?lon={LON}&lat={LAT}", 2),
    ("/maengel/", 5),
    ("/maengel/karte.geojson?bbox=7.2,50.8,7.3,50.9&zoom=12", 5),
    (f"/maengel/neu/in-der-naehe/?lon={LON}&lat={LAT}", 5),
    ("/maengel/LOH-2026-000001-L/", 5),
]


@pytest.fixture(autouse=True)
def _few(settings: Settings) -> Iterator[None]:
    reading.forget()
    settings.READS_PER_MINUTE = 2
    yield
    reading.forget()


def statuses(client: Client, path: str, times: int, **headers: str) -> list[int]:
    return [client.get(path, headers=headers).status_code for _ in range(times)]


@pytest.mark.parametrize(("path", "most"), PAGES)
def test_each_public_page_has_its_limit(path: str, most: int) -> None:
    make_map()
    seen = statuses(Client(), path, most + 2)
    assert HTTPStatus.TOO_MANY_REQUESTS not in seen[:most]
    assert seen[most:] == [429, 429]


def test_people_get_a_page_scripts_json_and_pictures_a_sentence() -> None:
    page, search, picture = "/maengel/", "/karte/suche?q=b", f"/karte/bild.svg?lon={LON}&lat={LAT}"
    for path in (page, search, picture):
        statuses(Client(), path, 6)
    html = Client().get(page, headers={"accept": "text/html"})
    assert (html.status_code, html["Retry-After"]) == (429, "60")
    assert "Bitte versuchen Sie es in einer Minute noch einmal." in html.content.decode()
    answer = Client().get(search, headers={"accept": "application/json"})
    assert "zu viele Anfragen" in answer.json()["error"]
    assert answer["Retry-After"] == "60"
    assert Client().get(picture, headers={"accept": "image/svg+xml"})["Content-Type"].startswith("text/plain")


def test_others_and_other_pages_are_not_touched() -> None:
    statuses(Client(), "/karte/suche?q=b", 6)
    assert Client(REMOTE_ADDR="203.0.113.9").get("/karte/suche?q=b").status_code == 200
    assert Client().get(f"/karte/ort?lon={LON}&lat={LAT}").status_code == 200


def test_tiles_have_no_limit() -> None:
    assert 429 not in statuses(Client(), "/karte/kacheln.pmtiles", 20)


def test_staff_are_never_stopped_citizens_are() -> None:
    assert 429 not in statuses(client_of(make_staff()), "/karte/suche?q=b", 20)
    assert 429 in statuses(client_of(make_citizen()), "/karte/suche?q=b", 20)


def test_the_next_minute_is_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 429 in statuses(Client(), "/karte/suche?q=b", 4)
    later, today = time.monotonic() + 61, clock.now()
    monkeypatch.setattr("nahdran.accounts.reading.time.monotonic", lambda: later)
    monkeypatch.setattr("nahdran.accounts.throttle.now", lambda: today + timedelta(seconds=61))
    assert statuses(Client(), "/karte/suche?q=b", 1) == [200]


def test_a_visitor_leaves_nothing_in_the_database(settings: Settings) -> None:
    settings.READS_PER_MINUTE = 240
    assert 429 not in statuses(Client(), "/karte/suche?q=b", 9)
    assert not Throttle.objects.exists()
    statuses(Client(), "/karte/suche?q=b", 1)
    assert [len(row.key) for row in Throttle.objects.all()] == [64]


def test_what_is_counted_tomorrow_is_not_what_was_counted_today(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So nobody can follow a caller through the days, not even with the secret key and a copy of the table of yesterday."""
    statuses(Client(), "/karte/suche?q=b", 1)
    today = set(Throttle.objects.values_list("key", flat=True))
    day = clock.today() + timedelta(days=1)
    monkeypatch.setattr("nahdran.accounts.reading.today", lambda: day)
    statuses(Client(), "/karte/suche?q=b", 1)
    assert len(set(Throttle.objects.values_list("key", flat=True)) - today) == 1


@pytest.mark.django_db(transaction=True)
def test_the_limit_holds_across_threads(settings: Settings) -> None:
    settings.READS_PER_MINUTE = 40
    found: list[int] = []

    def run() -> None:
        found.extend(statuses(Client(), "/karte/suche?q=b", 20))
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    # Each thread may be one call ahead, and the last step of the count may not be full.
    assert 36 <= found.count(200) <= 50


def test_zero_means_no_limit(settings: Settings) -> None:
    settings.READS_PER_MINUTE = 0
    assert 429 not in statuses(Client(), "/karte/suche?q=b", 30)
