# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public pages: list, map points, the page of one report, its photos."""

import json

import pytest
from django.test import Client
from django.utils import translation

from nahdran.cases.models import Attachment
from nahdran.cases.operations import change_status
from nahdran.reports.operations import release, withdraw_release
from tests.factories.reports import IN_BIRK, INSIDE, make_category, make_question, make_report

BOX = "bbox=7.0,50.0,8.0,51.0&zoom=13"


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def client():
    return Client()


def page(client, address="/maengel/"):
    response = client.get(address)
    assert response.status_code == 200, response
    return response.content.decode()


def points(client, query=""):
    response = client.get(f"/maengel/karte.geojson?{BOX}{query}")
    assert response.headers["Content-Type"] == "application/geo+json"
    return json.loads(response.content)["features"]


def test_a_town_without_reports_says_what_to_do(client, lamp):
    assert "Hier ist nichts gemeldet" in page(client)


def test_list_and_map_carry_the_same(client, lamp, clerk):
    shown = [make_report(lamp, place, public=True) for place in (INSIDE, IN_BIRK)]
    done = make_report(lamp, public=True)
    change_status(case=done.case, to="DONE", actor=clerk, public_text="Behoben.")
    make_report(lamp)

    for query, expected in (
        ("", shown),
        ("&stand=erledigt", [done]),
        ("&ortsteil=birk", shown[1:]),
        ("&stand=alle", [*shown, done]),
    ):
        references = {report.case.reference for report in expected}
        html = page(client, f"/maengel/?{query}")
        assert {feature["id"] for feature in points(client, query)} == references
        assert {
            report.case.reference for report in [*shown, done] if f'data-feature="{report.case.reference}"' in html
        } == references


def test_the_address_carries_the_filters_on(client, lamp, districts):
    make_report(lamp, public=True)

    html = page(client, "/maengel/?q=Lampe&ortsteil=lohmar")

    assert "q=Lampe&amp;gruppe" in html or "gruppe=beleuchtung&amp;ortsteil=lohmar&amp;q=Lampe" in html
    assert 'value="Lampe"' in html


@pytest.mark.parametrize(
    "query",
    [
        "stand=quatsch",
        "seite=quatsch",
        "nahe=x",
        "bbox=1,2",
        "q=%00",
        "q=" + "x" * 5000,
        "gruppe=nix",
        "art=%3Cscript%3E",
        "ortsteil='",
    ],
)
def test_nonsense_in_the_address_breaks_nothing(client, lamp, query):
    make_report(lamp, public=True)
    response = client.get(f"/maengel/?{query}", follow=True)

    assert response.status_code == 200
    assert b"<script>" not in response.content.replace(b"<script ", b"")


@pytest.mark.parametrize("query", ["", "bbox=7,50,8,51", "zoom=3", "bbox=a,b,c,d&zoom=3", "bbox=7,50,8,51&zoom=99"])
def test_the_map_wants_a_frame_and_a_zoom(client, lamp, query):
    response = client.get(f"/maengel/karte.geojson?{query}")

    assert response.status_code == 400
    assert "Ausschnitt" in response.json()["error"]


def test_an_address_sorts_by_nearness(client, lamp):
    far = make_report(lamp, IN_BIRK, public=True)
    near = make_report(lamp, INSIDE, public=True)

    html = client.get("/maengel/?adresse=Hauptstraße 71", follow=True).content.decode()

    assert html.index(near.case.reference) < html.index(far.case.reference)
    assert "\N{NO-BREAK SPACE}m entfernt</p>" in html


def test_an_unknown_address_gets_a_sentence(client, lamp):
    html = client.get("/maengel/?adresse=Xyzweg", follow=True).content.decode()

    assert "keine Adresse gefunden" in html


def test_the_page_of_a_report_tells_its_way_in_public_words(client, lamp, clerk):
    report = make_report(lamp, public=True, public_text="Die Lampe ist dunkel.", text="Bei Müllers, Telefon 123")
    change_status(case=report.case, to="IN_WORK", actor=clerk)
    change_status(case=report.case, to="DONE", actor=clerk, public_text="Die Lampe leuchtet wieder.")

    html = page(client, f"/maengel/{report.case.reference}/")

    assert "Die Lampe ist dunkel." in html
    assert "Die Lampe leuchtet wieder." in html
    assert "Müllers" not in html
    assert clerk.name not in html


def test_public_answers_are_shown_and_others_are_not(client, lamp):
    make_question(lamp, "nummer", label="Welche Nummer?", is_public=True)
    make_question(lamp, "kennzeichen", label="Welches Kennzeichen?")
    report = make_report(lamp, public=True, public_text="Dunkel.", answers={"nummer": "2217", "kennzeichen": "SU-X 1"})

    html = page(client, f"/maengel/{report.case.reference}/")

    assert "2217" in html
    assert "SU-X" not in html


def test_answers_are_held_back_until_somebody_has_read_them(client, lighting):
    at_once = make_category(group=lighting, release_at_once=True)
    make_question(at_once, "nummer", label="Nummer?", is_public=True)
    report = make_report(at_once, answers={"nummer": "Ruf mich an 0170"})

    assert "0170" not in page(client, f"/maengel/{report.case.reference}/")


@pytest.mark.parametrize("spelling", ["lower", "spaces"])
def test_other_spellings_lead_to_the_one_page(client, lamp, spelling):
    report = make_report(lamp, public=True)
    reference = report.case.reference
    typed = reference.lower() if spelling == "lower" else reference.replace("-", " ")

    assert client.get(f"/maengel/{typed}/").headers["Location"] == f"/maengel/{reference}/"


def test_held_forged_and_unknown_references_look_the_same(client, lamp):
    held = make_report(lamp)
    forged = held.case.reference[:-1] + ("A" if held.case.reference[-1] != "A" else "B")

    for reference in (held.case.reference, forged, "LOH-2026-999999-X", "quatsch"):
        assert client.get(f"/maengel/{reference}/").status_code == 404


def test_a_photo_needs_its_release(client, lamp, clerk, photo):
    report = make_report(lamp, files=[photo()])
    file = Attachment.objects.get(case_id=report.pk).file
    address = f"/maengel/{report.case.reference}/foto/{file.pk}/medium/"
    assert client.get(address).status_code == 404

    release(report=report, public_text="", photos=[file], actor=clerk)
    shown = client.get(address)
    shown.getvalue()
    assert shown.status_code == 200
    assert shown.headers["Content-Type"] == "image/jpeg"

    withdraw_release(report=report, actor=clerk)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_one_and_three_reports(client, lamp, photo, count, django_assert_max_num_queries):
    reports = [make_report(lamp, public=True, files=[photo((number, 0, 0))]) for number in range(count)]
    page(client)

    with django_assert_max_num_queries(15) as listing:
        page(client)
    with django_assert_max_num_queries(15):
        page(client, f"/maengel/{reports[0].case.reference}/")
    assert len(listing) <= 12


def test_the_list_speaks_english(client, lamp):
    lamp.name_en = "Street lamp not working"
    lamp.save()
    make_report(lamp, public=True)
    client.cookies["django_language"] = "en"

    assert "Street lamp not working" in page(client)


def test_the_newest_reports_stand_on_the_start_page(client, lamp, rf):
    from nahdran.shell.slots import start_cards

    make_report(lamp)
    card = next(card for card in start_cards if card.key == "reports")
    assert card.context(rf.get("/")) is None

    report = make_report(lamp, public=True)
    assert [row.reference for row in card.context(rf.get("/"))["rows"]] == [report.case.reference]
