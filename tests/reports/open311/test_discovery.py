# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Service discovery: both formats, both endpoints, every field; and the page for people."""

import pytest

from nahdran.reports.operations import switch_category
from tests.factories.cases import make_town
from tests.factories.reports import make_category
from tests.reports.open311.conftest import xml_of

pytestmark = pytest.mark.django_db


def test_both_formats_say_the_same(guest):
    make_town(email="api@lohmar.example", phone="02246 150")

    tree = guest.http.get("/open311/discovery.json").json()
    root = xml_of(guest.http.get("/open311/discovery.xml"))

    assert list(tree) == [child.tag for child in root] == ["changeset", "contact", "key_service", "endpoints"]
    assert tree["contact"] == root.findtext("contact")
    assert "api@lohmar.example" in tree["contact"]
    for entry, element in zip(tree["endpoints"], root.find("endpoints"), strict=True):
        assert (
            list(entry) == [child.tag for child in element] == ["specification", "url", "changeset", "type", "formats"]
        )
        assert entry["formats"] == [each.text for each in element.find("formats")] == ["text/xml", "application/json"]
        assert entry["specification"] == element.findtext("specification") == "http://wiki.open311.org/GeoReport_v2"
    assert [(entry["type"], entry["url"].partition("/open311/")[2]) for entry in tree["endpoints"]] == [
        ("production", "v2"),
        ("test", "test/v2"),
    ]


def test_clients_that_look_at_the_endpoint_itself_find_it_too(guest):
    same = guest.http.get("/open311/discovery.json").json()

    assert guest.get("/discovery.json").json() == same
    assert guest.http.get("/open311/test/v2/discovery.json").json() == same


def test_the_changeset_moves_when_the_kinds_do(guest, lamp, clerk):
    before = guest.http.get("/open311/discovery.json").json()["changeset"]
    make_category("Noch eine")

    switch_category(category=lamp, active=False, actor=clerk)

    assert guest.http.get("/open311/discovery.json").json()["changeset"] > before


def test_people_find_a_page(guest):
    for path in ("/open311/", "/open311/discovery", "/open311/v2/", "/open311/test/v2/"):
        answer = guest.http.get(path)
        assert answer.status_code == 200
        assert "open311/test/v2" in answer.content.decode()


def test_the_openapi_document_is_there(guest):
    tree = guest.http.get("/open311/openapi.json").json()

    assert tree["openapi"] == "3.1.0"
    assert "/requests.json" in tree["paths"]
