# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Feeds, as a feed reader understands them."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
import time_machine
from django.conf import settings
from django.test import Client

from nahdran.cases.operations import change_status
from nahdran.kit import clock
from nahdran.reports.operations import fold_tallies, withdraw_release
from tests.factories.reports import IN_BIRK, INSIDE, make_category, make_report

RSS, ATOM = "/maengel/neues.rss", "/maengel/neues.atom"
GEORSS = "{http://www.georss.org/georss}point"
NASTY = 'Laterne <script>alert(1)</script> & "Mast" ]]> \u2028 ä€😀'


def read(address, **headers):
    response = Client().get(address, headers={"accept-language": "de", **headers})
    assert response.status_code == 200
    ET.fromstring(response.content)
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.bozo_exception
    return response, feed


@pytest.mark.parametrize(("address", "version"), [(RSS, "rss20"), (ATOM, "atom10")])
def test_a_feed_tells_of_the_newest_with_title_place_and_link(lamp, address, version):
    report = make_report(lamp, public=True, public_text=NASTY)

    response, feed = read(address)

    assert feed.version == version
    assert feed.feed.title == "Mängel in Lohmar: offen"
    (entry,) = feed.entries
    assert entry.title == "Straßenlampe dunkel, Hauptstraße 71, Lohmar"
    assert entry.link == entry.id == f"{settings.SITE_URL}/maengel/{report.case.reference}/"
    assert "Stand: Eingegangen." in entry.summary
    assert entry.where == {"type": "Point", "coordinates": (INSIDE[0], INSIDE[1])}
    assert [element.text for element in ET.fromstring(response.content).iter(GEORSS)] == ["50.840000 7.215000"]
    assert [tag.term for tag in entry.tags] == ["Straßenlampe dunkel"]


def test_only_what_is_released_is_told(lamp, clerk):
    make_report(lamp)
    gone = make_report(lamp, public=True)
    withdraw_release(report=gone, actor=clerk)

    for address in (RSS, ATOM):
        assert read(address)[1].entries == []


def test_a_feed_narrows_as_the_list_does_and_says_so_in_its_title(lamp, lighting):
    make_report(lamp, INSIDE, public=True)
    wanted = make_report(make_category("Bank beschädigt"), IN_BIRK, public=True)

    feed = read(f"{ATOM}?ortsteil=birk&stand=alle")[1]

    assert [entry.id.split("/")[-2] for entry in feed.entries] == [wanted.case.reference]
    assert feed.feed.title == "Mängel in Lohmar: offen und erledigt, Birk"
    assert feed.feed.links[0].href == f"{settings.SITE_URL}/maengel/?stand=alle&ortsteil=birk"


def test_a_feed_in_english_is_in_english(lamp):
    make_report(lamp, public=True)

    feed = read(RSS, **{"accept-language": "en"})[1]

    assert feed.feed.language == "en"


def test_who_has_the_newest_hears_so(lamp, clerk):
    report = make_report(lamp, public=True)
    client = Client()
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        first = client.get(RSS)
        etag, modified = first["ETag"], first["Last-Modified"]

        assert client.get(RSS, headers={"if-none-match": etag}).status_code == 304
        assert client.get(RSS, headers={"if-modified-since": modified}).status_code == 304
        assert client.get(f"{RSS}?stand=alle", headers={"if-none-match": etag}).status_code == 200
        fold_tallies()
        assert client.get(RSS, headers={"if-none-match": etag}).status_code == 304
        change_status(case=report.case, to="CHECKED", actor=clerk)
        assert client.get(RSS, headers={"if-none-match": etag}).status_code == 200
    # A day says nothing about a change that has only just been written.
    assert "Last-Modified" not in client.get(RSS).headers


def test_a_feed_costs_the_same_for_one_and_three(lamp, photo, django_assert_num_queries):
    client = Client()
    client.get(RSS)
    for count in (1, 2):
        for _number in range(count):
            make_report(lamp, public=True, files=[photo((count, 1, 1))])
        with django_assert_num_queries(4):
            client.get(RSS)


def test_who_asks_without_end_is_asked_to_wait(lamp, monkeypatch):
    monkeypatch.setattr("nahdran.accounts.throttle.hit", lambda *given: False)

    response = Client().get(RSS)

    assert response.status_code == 429
    assert response["Retry-After"] == "3600"


def test_the_list_names_its_feeds_and_data_in_its_head(lamp):
    html = Client().get("/maengel/?ortsteil=birk").content.decode()

    for kind in ("application/rss+xml", "application/atom+xml", "application/geo+json", "text/csv"):
        assert f'<link rel="alternate" type="{kind}"' in html
    assert 'href="/maengel/neues.rss?ortsteil=birk"' in html
