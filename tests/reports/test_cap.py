# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Situations as alerts of the Common Alerting Protocol 1.2: elements, their order and values as the schema of OASIS has them."""

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from nahdran.kit import clock
from nahdran.org.models import Municipality
from nahdran.org.queries import forget
from nahdran.reports.api.cap import NAMESPACE
from nahdran.reports.models import Situation

ALERT = [
    "identifier",
    "sender",
    "sent",
    "status",
    "msgType",
    "source",
    "scope",
    "restriction",
    "addresses",
    "code",
    "note",
    "references",
    "incidents",
    "info",
]
INFO = [
    "language",
    "category",
    "event",
    "responseType",
    "urgency",
    "severity",
    "certainty",
    "audience",
    "eventCode",
    "effective",
    "onset",
    "expires",
    "senderName",
    "headline",
    "description",
    "instruction",
    "web",
    "contact",
    "parameter",
    "resource",
    "area",
]
AREA = ["areaDesc", "polygon", "circle", "geocode", "altitude", "ceiling"]
VALUES = {
    "status": {"Actual", "Exercise", "System", "Test", "Draft"},
    "msgType": {"Alert", "Update", "Cancel", "Ack", "Error"},
    "scope": {"Public", "Restricted", "Private"},
    "category": {
        "Geo",
        "Met",
        "Safety",
        "Security",
        "Rescue",
        "Fire",
        "Health",
        "Env",
        "Transport",
        "Infra",
        "CBRNE",
        "Other",
    },
    "urgency": {"Immediate", "Expected", "Future", "Past", "Unknown"},
    "severity": {"Extreme", "Severe", "Moderate", "Minor", "Unknown"},
    "certainty": {"Observed", "Likely", "Possible", "Unlikely", "Unknown"},
}
REQUIRED = {
    "alert": {"identifier", "sender", "sent", "status", "msgType", "scope"},
    "info": {"category", "event", "urgency", "severity", "certainty"},
    "area": {"areaDesc"},
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


@pytest.fixture
def storm(districts):
    return Situation.objects.create(
        key="unwetter",
        name="Unwetter & Sturm",
        name_en="Storm",
        banner="Meiden Sie Wälder <und> Parks.",
        banner_en="Stay away from woods.",
        numbers="Lebensgefahr: 112",
        active_since=clock.now() - timedelta(hours=1),
        active_until=clock.now() + timedelta(hours=5),
    )


def parsed(response):
    assert response["Content-Type"].startswith("application/cap+xml")
    return ET.fromstring(response.content)


def plain(element):
    assert element.tag.startswith(f"{{{NAMESPACE}}}")
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def check(element, order):
    names = [plain(child) for child in element]
    assert [order.index(name) for name in names] == sorted(order.index(name) for name in names)
    assert REQUIRED[plain(element)] <= set(names)
    for child in element:
        if plain(child) in VALUES:
            assert child.text in VALUES[plain(child)]
        if plain(child) in {"sent", "effective", "expires", "onset"}:
            assert MOMENT.fullmatch(child.text)


def test_an_alert_keeps_the_rules_of_the_schema(storm):
    root = parsed(Client().get("/lagen/unwetter.cap.xml"))

    check(root, ALERT)
    infos = root.findall(f"{{{NAMESPACE}}}info")
    assert [info.findtext(f"{{{NAMESPACE}}}language") for info in infos] == ["de-DE", "en-GB"]
    for info in infos:
        check(info, INFO)
        check(info.find(f"{{{NAMESPACE}}}area"), AREA)
    assert not set(" ,<&") & set(root.findtext(f"{{{NAMESPACE}}}identifier"))
    assert infos[0].findtext(f"{{{NAMESPACE}}}description") == "Meiden Sie Wälder <und> Parks."
    assert infos[1].findtext(f"{{{NAMESPACE}}}headline") == "Storm"


def test_the_area_is_a_closed_ring_with_the_latitude_first(storm):
    root = parsed(Client().get("/lagen/unwetter.cap.xml"))

    points = root.find(f".//{{{NAMESPACE}}}polygon").text.split(" ")
    assert points[0] == points[-1]
    assert len(points) >= 4
    assert all(50 < float(lat) < 51 and 7 < float(lon) < 8 for lat, lon in (point.split(",") for point in points))


def test_the_feed_lists_what_is_in_force_and_leads_to_it(storm):
    Situation.objects.create(key="vorbei", name="Vorbei", banner="x", active_until=clock.now() - timedelta(hours=1))

    feed = Client().get("/lagen/cap.atom").content.decode()

    assert "/lagen/unwetter.cap.xml" in feed
    assert "application/cap+xml" in feed
    assert "vorbei" not in feed


def test_what_is_over_is_gone(storm):
    Situation.objects.update(active_until=clock.now() - timedelta(minutes=1))

    assert Client().get("/lagen/unwetter.cap.xml").status_code == 404
    assert Client().get("/lagen/gibt-es-nicht.cap.xml").status_code == 404


def test_a_town_that_is_only_shown_warns_nobody(storm):
    Municipality.objects.update(is_demo=True)
    forget()

    root = parsed(Client().get("/lagen/unwetter.cap.xml"))
    assert root.findtext(f"{{{NAMESPACE}}}status") == "Test"


def test_the_identifier_stays_while_it_lasts_and_changes_when_it_comes_again(storm):
    def identifier():
        return parsed(Client().get("/lagen/unwetter.cap.xml")).findtext(f"{{{NAMESPACE}}}identifier")

    first = identifier()
    assert identifier() == first
    Situation.objects.update(active_since=clock.now() - timedelta(minutes=2))
    assert identifier() != first
