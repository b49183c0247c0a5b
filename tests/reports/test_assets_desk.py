# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk: the lamp on the case, its history with rights, linking with two people at once, and the lists."""

import pytest
from django.urls import reverse

from nahdran.audit.models import Entry
from nahdran.cases.enums import Confidentiality
from nahdran.cases.operations import OutdatedView
from nahdran.reports.models import KindLayer, ReportAsset
from nahdran.reports.operations import link_asset
from tests.factories.accounts import client_of, make_admin
from tests.factories.assets import make_asset, make_layer
from tests.factories.cases import make_person, make_unit
from tests.factories.reports import INSIDE, make_report
from tests.reports.conftest import *  # noqa: F403
from tests.reports.conftest import CLERK

NEAR = (INSIDE[0] + 0.0002, INSIDE[1])


@pytest.fixture
def lamps(districts):
    return make_layer("Straßenlampen", key="lampen", one="Lampe")


@pytest.fixture
def mast(lamps):
    return make_asset(lamps, "4711", NEAR, attributes={"Leuchtmittel": "LED"})


@pytest.fixture
def report(lamp, stored):
    return make_report(lamp)


@pytest.fixture
def reader(unit):
    return make_person(unit, rights=(*CLERK, "assets.read"))


def _case(report):
    return reverse("desk:case", args=[report.case.reference])


def _change(report):
    return reverse("reports_staff:change_asset", args=[report.case.reference])


def test_a_clerk_names_the_lamp_by_its_number(client, report, mast, clerk):
    desk = client_of(clerk)
    assert "4711" in desk.get(_change(report)).content.decode()
    assert desk.post(_change(report), {"nummer": "Lampe 4711"}).status_code == 302
    page = desk.get(_case(report)).content.decode()
    assert "Lampe 4711" in page
    assert "Leuchtmittel" in page
    entry = Entry.objects.get(action="reports.asset")
    assert entry.data == {"asset_before": "", "asset": "4711"}


def test_a_clerk_changes_and_removes_it(report, lamps, mast, clerk):
    desk = client_of(clerk)
    other = make_asset(lamps, "12", NEAR)
    desk.post(_change(report), {"anlage": mast.pk})
    desk.post(_change(report), {"anlage": other.pk})
    assert ReportAsset.objects.get().asset == other
    desk.post(_change(report), {"keines": "1"})
    assert not ReportAsset.objects.exists()
    assert Entry.objects.filter(action="reports.asset").count() == 3


@pytest.mark.parametrize("bad", [{}, {"nummer": "999"}, {"anlage": "x"}, {"anlage": "9" * 40}, {"nummer": "\x00"}])
def test_what_is_not_there_is_said(report, mast, clerk, bad):
    answer = client_of(clerk).post(_change(report), bad)
    assert answer.status_code == 422
    assert not ReportAsset.objects.exists()


def test_only_who_works_on_the_case_names_it(report, mast):
    stranger = make_person(make_unit("Bauhof", "BH"), rights=CLERK)
    assert client_of(stranger).post(_change(report), {"nummer": "4711"}).status_code == 403


def test_who_saw_an_older_state_is_asked_to_look_again(report, mast, clerk):
    base = report.case.changed_at
    link_asset(report=report, asset=mast, actor=clerk, base=base)
    with pytest.raises(OutdatedView):
        link_asset(report=report, asset=None, actor=clerk, base=base)
    answer = client_of(clerk).post(_change(report), {"keines": "1", "base": base.isoformat()})
    assert answer.status_code == 422
    assert ReportAsset.objects.exists()


def test_the_same_lamp_twice_writes_nothing(report, mast, clerk):
    assert link_asset(report=report, asset=mast, actor=clerk)
    assert not link_asset(report=report, asset=mast, actor=clerk)
    assert Entry.objects.filter(action="reports.asset").count() == 1


def test_the_case_says_the_how_many_th_report_it_is(lamp, stored, mast, clerk):
    reports = [make_report(lamp) for _ in range(3)]
    for row in reports:
        link_asset(report=row, asset=mast, actor=clerk)
    desk = client_of(clerk)
    assert "3. Meldung in 90 Tagen" in desk.get(_case(reports[2])).content.decode()
    assert "2. Meldung in 90 Tagen" in desk.get(_case(reports[1])).content.decode()
    assert "Meldung in 90 Tagen" not in desk.get(_case(reports[0])).content.decode()


def test_the_page_of_a_lamp_shows_what_this_person_may_read(lamp, stored, mast, reader, clerk):
    mine, secret = make_report(lamp), make_report(lamp)
    for row in (mine, secret):
        link_asset(report=row, asset=mast, actor=clerk)
    secret.case.confidentiality = Confidentiality.CONFIDENTIAL
    secret.case.save()
    address = reverse("assets_staff:asset", args=[mast.pk])
    page = client_of(reader).get(address).content.decode()
    assert mine.case.reference in page
    assert secret.case.reference not in page
    assert "2 Meldungen in 12 Monaten" in page
    stranger = make_person(make_unit("Bauhof", "BH"), rights=("cases.read", "assets.read"))
    page = client_of(stranger).get(address).content.decode()
    assert mine.case.reference not in page
    assert "anderen Einheiten" in page


def test_a_long_history_is_paged(lamp, stored, mast, reader, clerk):
    for _ in range(21):
        link_asset(report=make_report(lamp), asset=mast, actor=clerk)
    desk = client_of(reader)
    page = desk.get(reverse("assets_staff:asset", args=[mast.pk])).content.decode()
    assert "seite=" in page
    assert desk.get(reverse("assets_staff:asset", args=[mast.pk]), {"seite": "quatsch"}).status_code == 200


def test_a_number_is_found_by_its_beginning_whatever_the_spelling(lamps, mast, reader):
    make_asset(lamps, "LA-47", NEAR)
    desk = client_of(reader)
    found = desk.get(reverse("assets_staff:index"), {"q": "la 4"}).content.decode()
    assert "LA-47" in found
    assert "4711" in desk.get(reverse("assets_staff:index"), {"q": "Lampe 47"}).content.decode()
    assert "kennen wir nicht" in desk.get(reverse("assets_staff:index"), {"q": "zzz"}).content.decode()


def test_lists_show_what_is_there_and_what_is_gone(lamps, mast, reader):
    make_asset(lamps, "77", NEAR, is_active=False)
    desk = client_of(reader)
    page = desk.get(reverse("assets_staff:list", args=["lampen"])).content.decode()
    assert "4711" in page
    assert "Lampe 77" not in page
    gone = desk.get(reverse("assets_staff:list", args=["lampen"]), {"stand": "abgebaut"}).content.decode()
    assert "Lampe 77" in gone


def test_by_phone_the_number_is_enough(lamp, stored, mast, clerk):
    desk = client_of(clerk)
    address = reverse("reports_staff:take_in") + "?art=lampe"
    answer = desk.post(address, {"text": "Aus.", "channel": "PHONE", "asset_number": "Laterne 4711"})
    assert answer.status_code == 302
    link = ReportAsset.objects.select_related("report").get()
    assert link.asset == mast
    assert (link.report.lon, link.report.lat) == NEAR
    wrong = desk.post(address, {"text": "Aus.", "channel": "PHONE", "asset_number": "1"})
    assert wrong.status_code == 422


def test_the_administrator_says_which_lists_belong_to_a_kind(lamp, lamps, stored):
    desk = client_of(make_admin())
    address = reverse("reports_staff:kind", args=[lamp.pk])
    form = desk.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    assert desk.post(address, {**values, "layers": [lamps.pk]}).status_code == 302
    assert KindLayer.objects.get().layer == lamps
    desk.post(address, values)
    assert not KindLayer.objects.exists()
