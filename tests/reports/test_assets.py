# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which lamp is it? The form asks by number and by nearness, remembers the answer, and never stands in the way."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from nahdran.kit import clock as house_clock
from nahdran.reports.models import KindLayer, Report, ReportAsset, ReportDraft
from nahdran.reports.operations import link_asset
from tests.factories.assets import make_asset, make_layer
from tests.factories.reports import INSIDE, make_draft, make_report
from tests.reports.conftest import *  # noqa: F403
from tests.reports.test_form import DETAILS, PLACE

NEAR = (INSIDE[0] + 0.0002, INSIDE[1])
FAR = (7.28, 50.86)


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def lamps(districts):
    return make_layer("Straßenlampen", key="lampen", one="Lampe", one_en="Lamp", number_hint="am Mast in Augenhöhe")


@pytest.fixture
def mast(lamps):
    return make_asset(lamps, "4711", NEAR)


@pytest.fixture
def linked(lamp, lamps):
    KindLayer.objects.create(category=lamp, layer=lamps)
    return lamp


@pytest.fixture
def client(lamp, stored):
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as traveller:
        client = Client()
        client.traveller = traveller
        yield client


def post(client, page, **data):
    return client.post(f"/maengel/neu/{page}/", data)


def draft():
    return ReportDraft.objects.get()


def send(client):
    client.traveller.shift(30)
    return post(client, "pruefen")


def test_the_number_alone_is_place_and_thing(client, mast):
    post(client, "foto")
    assert post(client, "ort", nummer="Laterne 4711").url == "/maengel/neu/art/"
    assert draft().data["asset"] == mast.pk
    assert draft().data["place"]["lon"] == NEAR[0]
    post(client, "art", art="lampe")
    post(client, "angaben", **DETAILS)
    assert "Lampe 4711" in client.get("/maengel/neu/pruefen/").content.decode()
    send(client)
    report = Report.objects.get()
    assert report.linked_asset.asset == mast
    assert (report.lon, report.lat) == NEAR


def test_an_unknown_number_says_what_to_do_and_keeps_it(client, mast):
    answer = post(client, "ort", nummer="9999")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "kennen wir nicht" in page
    assert "Bitte geben Sie den Ort an" not in page, "one sentence says what is wrong"
    assert 'value="9999"' in page


def test_one_number_in_two_lists_is_chosen_from(client, mast):
    bench = make_asset(make_layer("Bänke", one="Bank"), "4711", FAR)
    page = post(client, "ort", nummer="4711").content.decode()
    assert "Lampe 4711" in page
    assert "Bank 4711" in page
    assert post(client, "ort", nummer="4711", anlage=bench.pk).status_code == 302
    assert draft().data["asset"] == bench.pk


def test_the_nearest_are_offered_around_the_pin(client, lamps, mast):
    for step in range(7):
        make_asset(lamps, f"9{step}", (INSIDE[0] + 0.0003 + step / 10_000, INSIDE[1]))
    make_asset(lamps, "5000", FAR)
    page = client.get("/maengel/neu/in-der-naehe/", {"lon": INSIDE[0], "lat": INSIDE[1]}).content.decode()
    assert "Lampe 4711" in page
    assert page.count('name="anlage"') == 6
    assert "Lampe 5000" not in page


def test_a_list_for_the_desk_alone_is_not_offered_to_anybody(client, lamps, mast):
    lamps.is_public = False
    lamps.save()
    page = client.get("/maengel/neu/in-der-naehe/", {"lon": INSIDE[0], "lat": INSIDE[1]}).content.decode()
    assert "4711" not in page
    assert post(client, "ort", nummer="4711").status_code == 422
    assert post(client, "ort", anlage=mast.pk, **PLACE).status_code in (302, 422)
    assert not ReportDraft.objects.filter(data__asset=mast.pk).exists()


def test_a_kind_that_belongs_to_a_list_asks_which_one(client, linked, mast):
    post(client, "ort", **PLACE)
    assert post(client, "art", art="lampe").url == "/maengel/neu/objekt/"
    page = client.get("/maengel/neu/objekt/").content.decode()
    assert "Lampe 4711" in page
    assert "am Mast in Augenhöhe" in page
    assert post(client, "objekt", anlage=mast.pk).url == "/maengel/neu/angaben/"
    assert draft().data["asset"] == mast.pk


def test_who_does_not_know_goes_on_and_is_not_asked_again(client, linked, mast):
    post(client, "ort", **PLACE)
    post(client, "art", art="lampe")
    assert post(client, "objekt", keines="1").url == "/maengel/neu/angaben/"
    assert post(client, "art", art="lampe").url == "/maengel/neu/angaben/"
    assert draft().data["asset"] is None


def test_nobody_is_asked_where_nothing_stands_near(client, linked, lamps):
    make_asset(lamps, "1", FAR)
    post(client, "ort", **PLACE)
    assert post(client, "art", art="lampe").url == "/maengel/neu/angaben/"


def test_nothing_chosen_and_nothing_typed_is_said(client, linked, mast):
    post(client, "ort", **PLACE)
    post(client, "art", art="lampe")
    answer = post(client, "objekt")
    assert answer.status_code == 422
    assert "Bitte wählen Sie ein Objekt" in answer.content.decode()


@pytest.mark.parametrize("bad", ["0", "-1", "²", "9" * 30, "\x00", "1 OR 1=1"])
def test_a_forged_choice_is_no_choice(client, linked, mast, bad):
    post(client, "ort", **PLACE)
    post(client, "art", art="lampe")
    assert post(client, "objekt", anlage=bad).status_code == 422
    assert post(client, "objekt", nummer=bad * 50).status_code == 422


def test_the_kinds_of_the_thing_stand_first(client, linked, mast):
    post(client, "ort", nummer="4711")
    page = client.get("/maengel/neu/art/").content.decode()
    assert "Zu „Lampe 4711“ passt" in page
    assert page.index("Zu „Lampe 4711“ passt") < page.index("id_art")


def test_what_the_town_says_about_a_lamp_is_read_once_and_never_a_dead_end(client, linked, mast):
    mast.notice = "Diese Lampe gehört dem Kreis."
    mast.save()
    assert post(client, "ort", nummer="4711").url == "/maengel/neu/objekt/hinweis/"
    page = client.get("/maengel/neu/objekt/hinweis/").content.decode()
    assert "gehört dem Kreis" in page
    assert "Trotzdem hier melden" in page
    assert post(client, "objekt/hinweis", trotzdem="1").url == "/maengel/neu/art/"
    assert post(client, "art", art="lampe").url == "/maengel/neu/angaben/"


def test_a_notice_that_is_over_is_not_said(client, mast):
    mast.notice, mast.notice_until = "Wird repariert.", house_clock.today() - timedelta(days=1)
    mast.save()
    assert post(client, "ort", nummer="4711").url == "/maengel/neu/art/"


def test_a_pin_that_moves_away_forgets_the_lamp(client, mast):
    post(client, "ort", nummer="4711")
    post(client, "ort", **{**PLACE, "place_lon": f"{NEAR[0]:.6f}"})
    assert draft().data["asset"] == mast.pk
    post(client, "ort", **{**PLACE, "place_lon": "7.219000"})
    assert draft().data["asset"] is None


def test_keines_takes_the_choice_back(client, mast):
    post(client, "ort", nummer="4711")
    post(client, "ort", anlage="keines", **{**PLACE, "place_lon": f"{NEAR[0]:.6f}"})
    assert draft().data["asset"] is None


def test_reports_about_the_same_lamp_come_first(client, linked, mast, clerk):
    other = make_report(linked, INSIDE, public=True, public_text="Daneben")
    same = make_report(linked, (INSIDE[0] + 0.0004, INSIDE[1]), public=True, public_text="Dieselbe")
    link_asset(report=same, asset=mast, actor=clerk)
    post(client, "ort", nummer="4711")
    assert post(client, "art", art="lampe").url == "/maengel/neu/aehnlich/"
    page = client.get("/maengel/neu/aehnlich/").content.decode()
    assert "Genau diese: Lampe 4711" in page
    assert page.index(same.case.reference) < page.index(other.case.reference)


def test_the_map_shows_things_only_from_near_enough(client, mast):
    box = "7.213,50.839,7.217,50.841"
    near = json.loads(client.get("/maengel/neu/karte.geojson", {"bbox": box, "zoom": 18, "ab": 15}).content)
    far = json.loads(client.get("/maengel/neu/karte.geojson", {"bbox": box, "zoom": 15, "ab": 15}).content)
    assert [item["properties"]["title"] for item in near["features"]] == ["Lampe 4711"]
    assert far["features"] == []
    assert near["features"][0]["properties"]["url"] == f"/maengel/neu/ort/?anlage={mast.pk}"


def test_a_mark_of_the_map_leads_to_the_form_with_the_lamp_chosen(client, mast):
    page = client.get(f"/maengel/neu/ort/?anlage={mast.pk}").content.decode()
    assert "Lampe 4711" in page
    assert f'value="{mast.pk}" checked' in page


def test_the_public_page_names_the_lamp_of_a_public_list_only(client, linked, mast, clerk):
    report = make_report(linked, INSIDE, public=True, public_text="Aus.")
    link_asset(report=report, asset=mast, actor=clerk)
    address = f"/maengel/{report.case.reference}/"
    assert "Lampe 4711" in client.get(address).content.decode()
    mast.layer.is_public = False
    mast.layer.save()
    assert "4711" not in client.get(address).content.decode()


def test_a_lamp_that_is_taken_down_before_sending_does_not_stop_the_report(client, linked, mast):
    row = make_draft(linked, asset=mast.pk)
    mast.is_active = False
    mast.save()
    from nahdran.reports.operations import submit_report

    assert submit_report(draft=row).case
    assert not ReportAsset.objects.exists()
