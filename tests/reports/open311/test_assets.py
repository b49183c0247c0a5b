# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""GeoReport v2 and the number on the mast: ``asset_id`` as an attribute comes in and goes out; numbers of somebody else's lists harm nothing."""

import pytest

from nahdran.cases.models import Message
from nahdran.reports.models import Report, ReportAsset
from nahdran.reports.operations import release
from tests.factories.assets import make_asset, make_layer
from tests.factories.reports import IN_BIRK
from tests.reports.open311.conftest import PLACE, xml_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mast(program):
    return make_asset(make_layer("Straßenlampen", key="lampen"), "4711")


def sent(program, **more):
    answer = program.post(service_code="lampe", description="Aus.", **more)
    assert answer.status_code == 200, answer.content.decode()
    return Report.objects.select_related("case").get(case__reference=answer.json()[0]["service_request_id"])


@pytest.mark.parametrize("name", ["asset_id", "attribute[asset_id]"])
def test_the_number_that_is_sent_along_links_the_lamp(program, mast, name):
    report = sent(program, **PLACE, **{name: "4711"})
    assert ReportAsset.objects.get(report=report).asset == mast


def test_it_comes_back_as_an_extension_and_only_as_one(program, guest, mast):
    report = sent(program, **PLACE, asset_id="4711")
    release(report=report, public_text="Aus.", photos=[], actor=None)
    (plain,) = guest.get("/requests.json").json()
    assert "extended_attributes" not in plain
    (more,) = guest.get("/requests.json", extensions="true").json()
    assert more["extended_attributes"]["asset_id"] == "4711"
    root = xml_of(guest.get("/requests.xml", extensions="true"))[0]
    assert root.find("extended_attributes/asset_id").text == "4711"


def test_a_list_that_nobody_sees_stays_inside(program, guest, mast):
    report = sent(program, **PLACE, asset_id="4711")
    release(report=report, public_text="Aus.", photos=[], actor=None)
    mast.layer.is_public = False
    mast.layer.save()
    (more,) = guest.get("/requests.json", extensions="true").json()
    assert more["extended_attributes"]["asset_id"] is None
    assert not ReportAsset.objects.filter(report=sent(program, **PLACE, asset_id="4711", account_id="2")).exists()


def test_the_lamp_is_the_place_where_no_other_was_sent(program, mast):
    report = sent(program, asset_id="4711")
    assert (report.lon, report.lat) == (mast.lon, mast.lat)


@pytest.mark.parametrize("number", ["9999", "SF-Lamp/12", "x" * 300])
def test_a_number_that_we_do_not_know_is_a_note_for_the_desk(program, mast, number):
    report = sent(program, **PLACE, asset_id=number)
    assert not ReportAsset.objects.filter(report=report).exists()
    assert Message.objects.filter(case=report.case, text__contains=number[:60]).exists()


def test_a_lamp_elsewhere_is_not_meant(program, mast):
    far = make_asset(mast.layer, "4712", IN_BIRK)
    report = sent(program, **PLACE, asset_id=far.number)
    assert not ReportAsset.objects.filter(report=report).exists()


def test_of_two_with_the_same_number_the_one_at_the_place_is_meant(program, mast):
    make_asset(make_layer("Bänke", key="baenke"), mast.number, IN_BIRK)
    report = sent(program, **PLACE, asset_id=mast.number)
    assert ReportAsset.objects.get(report=report).asset == mast


def test_an_unknown_number_is_no_place(program, mast):
    answer = program.post(service_code="lampe", description="Aus.", asset_id="9999")
    assert answer.status_code == 400
