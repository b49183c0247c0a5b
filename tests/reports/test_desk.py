# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk: the report's panel, release and corrections, and taking in a report by phone."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from nahdran.audit.models import Entry
from nahdran.cases.enums import Channel, Confidentiality
from nahdran.cases.models import Attachment, Case, Party
from nahdran.reports.enums import Release
from nahdran.reports.models import Report, ReportDraft
from nahdran.reports.operations import set_rule
from tests.factories.accounts import client_of, make_citizen
from tests.factories.cases import make_person, make_unit
from tests.factories.files import encoded
from tests.factories.reports import IN_BIRK, INSIDE, OUTSIDE, make_category, make_question, make_report

PLACE = {
    "place_lon": f"{INSIDE[0]:.6f}",
    "place_lat": f"{INSIDE[1]:.6f}",
    "place_state": "chosen",
    "place_source": "map",
}


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def desk(clerk):
    return client_of(clerk)


@pytest.fixture
def report(lamp, photo):
    return make_report(lamp, files=[photo("red"), photo("blue")], text="Die Lampe bei Familie Meier ist aus.")


def address(report, what):
    return f"/arbeitsplatz/meldung/{report.case.reference}/{what}/"


def text_of(response):
    return response.content.decode()


def test_the_case_shows_photos_facts_and_neighbours(desk, report, lamp):
    near = make_report(lamp, (INSIDE[0] + 0.0005, INSIDE[1]))

    page = text_of(desk.get(f"/arbeitsplatz/vorgang/{report.case.reference}/"))

    assert "Hauptstraße 71, Lohmar" in page
    assert near.case.reference in page
    assert address(report, "freigabe") in page


def test_a_clerk_releases_words_and_chosen_photos(desk, report, clerk):
    files = [entry.file for entry in Attachment.objects.filter(case=report.case).select_related("file")]
    assert "Familie Meier" in text_of(desk.get(address(report, "freigabe")))

    desk.post(address(report, "freigabe"), {"public_text": "Die Lampe ist aus.", "photos": [str(files[1].pk)]})

    report.refresh_from_db()
    assert (report.release, report.public_text) == (Release.RELEASED, "Die Lampe ist aus.")
    assert [entry.file for entry in report.public_photos.all()] == [files[1]]
    assert Entry.objects.get(action="reports.released").actor_id == clerk.pk


def test_a_release_is_taken_back(desk, report):
    desk.post(address(report, "freigabe"), {"public_text": "Aus."})

    desk.post(address(report, "freigabe") + "zurueckziehen/")

    report.refresh_from_db()
    assert report.release == Release.WITHDRAWN
    assert Client().get(f"/maengel/{report.case.reference}/").status_code == 404


def test_a_foreign_photo_is_no_choice(desk, report, photo):
    page = desk.post(address(report, "freigabe"), {"public_text": "Aus.", "photos": [str(photo("white").pk)]})

    assert page.status_code == 422
    report.refresh_from_db()
    assert report.release == Release.HELD


def test_too_long_a_text_comes_back_whole(desk, report):
    page = desk.post(address(report, "freigabe"), {"public_text": "Lang. " * 1000})

    assert page.status_code == 422
    assert text_of(page).count("Lang.") >= 1000


@pytest.mark.parametrize("what", ["freigabe", "art", "ort"])
def test_only_the_own_unit_changes_a_report(report, what):
    stranger = make_person(make_unit(), rights=("cases.read", "cases.work", "reports.release"))

    assert client_of(stranger).get(address(report, what)).status_code == 403
    assert client_of(stranger).post(address(report, what), {"public_text": "x"}).status_code == 403


@pytest.mark.parametrize("what", ["freigabe", "freigabe/zurueckziehen", "art", "ort"])
def test_citizens_and_guests_never_enter(report, what):
    for client in (Client(), client_of(make_citizen())):
        assert client.post(address(report, what), {"public_text": "x"}).status_code in {302, 403}
    report.refresh_from_db()
    assert report.release == Release.HELD


def test_who_may_work_may_not_always_release(report, unit):
    worker = make_person(unit, rights=("cases.read", "cases.work"))

    assert client_of(worker).get(address(report, "freigabe")).status_code == 403
    assert client_of(worker).get(address(report, "art")).status_code == 200


def test_a_confidential_case_is_never_released(report, unit):
    leader = make_person(unit, rights=("cases.read", "cases.confidential", "reports.release"))
    Case.objects.filter(pk=report.pk).update(confidentiality=Confidentiality.CONFIDENTIAL)

    assert client_of(leader).post(address(report, "freigabe"), {"public_text": "x"}).status_code == 403


def test_another_kind_is_set_and_the_unit_proposed(desk, report, lighting):
    trees = make_unit("Team Grün")
    tree = make_category("Ast abgebrochen", key="ast", group=lighting)
    set_rule(unit=trees, category=tree, actor=None)

    page = text_of(desk.post(address(report, "art"), {"kind": "ast"}, follow=True))

    assert Report.objects.get(pk=report.pk).category == tree
    assert "Team Grün" in page


@pytest.mark.parametrize("kind", ["", "nix", "'"])
def test_an_unknown_kind_is_refused(desk, report, kind):
    assert desk.post(address(report, "art"), {"kind": kind}).status_code == 422


def test_the_pin_is_moved(desk, report, districts):
    lon, lat = IN_BIRK
    desk.post(
        address(report, "ort"), PLACE | {"place_lon": str(lon), "place_lat": str(lat), "place_detail": "am Brunnen"}
    )

    moved = Report.objects.get(pk=report.pk)
    assert (moved.district, moved.place_note) == (districts["Birk"], "am Brunnen")


def test_the_pin_stays_in_the_town(desk, report):
    lon, lat = OUTSIDE
    page = desk.post(address(report, "ort"), PLACE | {"place_lon": str(lon), "place_lat": str(lat)})

    assert page.status_code == 422
    assert (Report.objects.get(pk=report.pk).lon) == INSIDE[0]


def key_of(page):
    return re.search(r'name="schluessel" value="([^"]+)"', text_of(page))[1]


def call(desk, data=None, key=""):
    values = {"channel": "PHONE", "text": "Die Lampe ist aus.", "schluessel": key, **PLACE, **(data or {})}
    return desk.post("/arbeitsplatz/neu/mangel/?art=lampe", values)


def test_a_call_becomes_a_report(desk, lamp, clerk):
    assert "Straßenlampe dunkel" in text_of(desk.get("/arbeitsplatz/neu/mangel/"))
    key = key_of(desk.get("/arbeitsplatz/neu/mangel/?art=lampe"))

    answer = call(desk, {"name": "Otto Normalverbraucher", "phone": "0170 0000000", "place_detail": "am Tor"}, key)

    case = Case.objects.get()
    assert case.reference in answer.headers["Location"]
    assert case.channel == Channel.PHONE
    assert Party.objects.get().phone == "0170 0000000"
    assert Report.objects.get().place_note == "am Tor"
    assert Entry.objects.get(action="cases.opened").actor_id == clerk.pk


def test_a_call_sent_twice_is_one_report(desk, lamp):
    key = key_of(desk.get("/arbeitsplatz/neu/mangel/?art=lampe"))

    call(desk, key=key)
    call(desk, key=key)

    assert Case.objects.count() == 1


def test_a_mistake_at_the_desk_keeps_everything(desk, lamp, stored):
    make_question(lamp, "kabel", "YES_NO", label="Kabel?", required=True)
    key = key_of(desk.get("/arbeitsplatz/neu/mangel/?art=lampe"))
    picture = SimpleUploadedFile("foto.jpg", encoded(), content_type="image/jpeg")

    page = call(desk, {"photos": picture, "name": "Erika Mustermann"}, key)
    assert page.status_code == 422
    assert "Erika Mustermann" in text_of(page)
    assert "1 Bild ist gespeichert" in text_of(page)
    call(desk, {"frage-kabel": "no"}, key)

    assert Attachment.objects.filter(case=Case.objects.get()).count() == 1
    assert not ReportDraft.objects.exists()


def test_the_desk_cannot_open_a_draft_of_a_citizen(desk, lamp, stored):
    from tests.factories.reports import make_draft

    draft = make_draft(lamp)

    call(desk, key=str(draft.pk))

    assert ReportDraft.objects.filter(pk=draft.pk).exists()
    assert Case.objects.count() == 1


def test_taking_in_needs_the_right_to_work(unit, lamp):
    reader = make_person(unit, rights=("cases.read",))

    assert client_of(reader).get("/arbeitsplatz/neu/mangel/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_case_page_costs_the_same_for_one_and_three_photos(desk, lamp, photo, count, django_assert_max_num_queries):
    report = make_report(lamp, files=[photo((number, 5, 5)) for number in range(count)], answers={})
    page = f"/arbeitsplatz/vorgang/{report.case.reference}/"
    desk.get(page)

    with django_assert_max_num_queries(40) as captured:
        desk.get(page)
    own = [query["sql"] for query in captured.captured_queries if "reports_" in query["sql"]]
    assert len(own) <= 6, own
