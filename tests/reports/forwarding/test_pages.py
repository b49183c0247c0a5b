# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The settings of handing on, and what the case page shows and offers."""

import pytest

from nahdran.kit.sealed import unseal
from nahdran.reports.enums import ForwardState
from nahdran.reports.models import Forward, ForwardingRule, Partner
from nahdran.reports.operations import forwarding as operations
from tests.factories.accounts import client_of
from tests.factories.cases import make_person, make_unit
from tests.factories.reports import make_question, make_report
from tests.reports.conftest import CLERK
from tests.reports.forwarding.conftest import SERVICES, errors_xml, requests_xml

pytestmark = pytest.mark.django_db
BASE = "/arbeitsplatz/einstellungen/maengel/weitergabe/"


@pytest.fixture
def desk(chief):
    return client_of(chief)


@pytest.fixture
def clerk_desk(clerk):
    return client_of(clerk)


@pytest.fixture
def failed(rule, lamp, other):
    other.says("POST /requests.xml", errors_xml(400, "Diesen Dienst gibt es nicht."), status=400)
    report = make_report(lamp)
    operations.dispatch_forward(Forward.objects.get().pk)
    return Forward.objects.select_related("case").get(case_id=report.pk)


@pytest.fixture
def uncertain(rule, lamp, other):
    other.loses("POST /requests.xml")
    report = make_report(lamp)
    operations.dispatch_forward(Forward.objects.get().pk)
    return Forward.objects.select_related("case").get(case_id=report.pk)


def fields(**more):
    values = {
        "name": "Kreiswerke",
        "url": "https://kreis.example/open311/v2",
        "jurisdiction_id": "",
        "secret": "",
        "secret_variable": "",
        "media": "files",
        "api_key": "",
        "is_active": "on",
    }
    return {**values, **more}


def text(response):
    return response.content.decode()


# Systems


def test_without_a_system_the_page_says_what_one_needs(desk):
    assert "Noch keine Anbindung" in text(desk.get(BASE))


def test_a_system_is_set_up_and_its_key_sealed(desk):
    answer = desk.post(f"{BASE}neu/", fields(secret="s3cret", url="https://kreis.example/open311/v2/services.xml"))

    row = Partner.objects.get()
    assert answer.headers["Location"] == BASE
    assert row.url == "https://kreis.example/open311/v2"
    assert unseal(row.sealed_secret) == "s3cret"
    page = text(desk.get(f"{BASE}{row.pk}/"))
    assert "s3cret" not in page
    assert row.sealed_secret not in page
    assert "Ein Schlüssel ist gespeichert." in page


def test_an_empty_key_keeps_the_one_that_is_there(desk, partner, other):
    desk.post(f"{BASE}{partner.pk}/", fields(url=other.url, name="Werke"))

    row = Partner.objects.get()
    assert (row.name, unseal(row.sealed_secret)) == ("Werke", "unser-schluessel")


def test_a_key_does_not_follow_to_another_server(desk, partner):
    answer = desk.post(f"{BASE}{partner.pk}/", fields(url="https://boese.example/open311/v2"))

    assert answer.status_code == 422
    assert "Bitte geben Sie den Schlüssel neu ein" in text(answer)
    assert Partner.objects.get().url == partner.url


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"url": "ftp://kreis.example"}, "beginnt mit https://"),
        ({"url": "kein-host"}, "Adresse"),
        ({"url": "https://kreis.example/?a=b"}, "ohne Fragezeichen"),
        ({"url": "https://ich:pw@kreis.example/"}, "ohne Fragezeichen"),
        ({"url": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"name": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"name": "x" * 121}, "höchstens 120"),
        ({"secret_variable": "DATABASE_URL"}, "beginnt mit OPEN311_"),
        ({"secret_variable": "OPEN311_a b"}, "beginnt mit OPEN311_"),
        ({"secret": "a", "secret_variable": "OPEN311_A"}, "nur eines von beiden"),
        ({"media": "alles"}, "alles"),
        ({"api_key": "9999"}, "Auswahl"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(desk, wrong, sentence):
    answer = desk.post(f"{BASE}neu/", fields(**wrong))

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Partner.objects.exists()


def test_the_connection_is_tried_at_once(desk, partner, other):
    good = desk.post(f"{BASE}{partner.pk}/pruefen/", follow=True)
    assert "Die Verbindung zu Kreiswerke steht." in text(good)
    assert "verbunden" in text(good)

    other.says("GET /services.xml", SERVICES, status=404)
    other.says("GET /services.xml", "<html></html>")
    bad = desk.post(f"{BASE}{partner.pk}/pruefen/", follow=True)
    assert "Unter dieser Adresse antwortet kein Open311." in text(bad)
    assert "gestört" in text(bad)


def test_a_system_that_has_nothing_of_ours_can_go(desk, partner, rule):
    desk.post(f"{BASE}{partner.pk}/loeschen/")

    assert not Partner.objects.exists()
    assert not ForwardingRule.objects.exists()


def test_a_system_that_has_reports_of_ours_stays(desk, failed):
    answer = desk.post(f"{BASE}{failed.partner_id}/loeschen/", follow=True)

    assert "außer Gebrauch" in text(answer)
    assert Partner.objects.exists()


# Kinds


def test_a_kind_is_chosen_from_their_services_and_then_their_questions_are_asked(desk, partner, lamp):
    make_question(lamp, "mast", label="Nummer der Laterne")
    page = text(desk.get(f"{BASE}{partner.pk}/art/"))
    assert "Licht (LICHT)" in page
    assert "Nummer am Mast" not in page

    first = desk.post(f"{BASE}{partner.pk}/art/", {"category": lamp.pk, "service_code": "LICHT"})
    rule = ForwardingRule.objects.get()
    assert first.headers["Location"] == f"{BASE}art/{rule.pk}/"
    page = text(desk.get(f"{BASE}art/{rule.pk}/"))
    assert "Nummer am Mast" in page
    assert "Farbe (freiwillig)" in page
    assert "Nur zu lesen" not in page

    values = {"category": lamp.pk, "service_code": "LICHT", "is_automatic": "on"}
    missing = desk.post(f"{BASE}art/{rule.pk}/", {**values, "question_0": "", "value_0": ""})
    assert missing.status_code == 422
    assert "Diese Angabe verlangt die Gegenseite." in text(missing)

    desk.post(f"{BASE}art/{rule.pk}/", {**values, "question_0": "mast", "question_1": "", "value_1": "R"})
    rule.refresh_from_db()
    assert rule.attributes == {"MAST": {"question": "mast"}, "FARBE": {"value": "R"}}
    assert rule.is_automatic
    assert "von selbst" in text(desk.get(BASE))


@pytest.mark.parametrize(
    "wrong",
    [
        {"service_code": "GIBTESNICHT"},
        {"service_code": ""},
        {"category": ""},
        {"category": "0"},
        {"question_0": "fremd"},
        {"value_1": "GRUEN"},
    ],
)
def test_what_they_do_not_have_cannot_be_chosen(desk, rule, lamp, wrong):
    values = {"category": lamp.pk, "service_code": "LICHT", "value_0": "12", **wrong}

    answer = desk.post(f"{BASE}art/{rule.pk}/", values)

    assert answer.status_code == 422
    rule.refresh_from_db()
    assert (rule.service_code, rule.attributes) == ("LICHT", {"MAST": {"value": "12"}})


def test_a_kind_goes_to_one_system_only(desk, rule, partner, lamp):
    answer = desk.post(f"{BASE}{partner.pk}/art/", {"category": lamp.pk, "service_code": "MUELL"})

    assert answer.status_code == 422
    assert ForwardingRule.objects.count() == 1


def test_another_service_asks_other_questions(desk, rule, lamp):
    """The questions on the page belong to the old service and are not taken for answers to the new one."""
    answer = desk.post(f"{BASE}art/{rule.pk}/", {"category": lamp.pk, "service_code": "MUELL", "question_0": "fremd"})

    assert answer.status_code == 302
    assert ForwardingRule.objects.get().service_code == "MUELL"


def test_while_they_are_away_the_code_is_typed_in(desk, rule, lamp, other):
    other.says("GET /services.xml", "", status=503)
    other.says("GET /services/LICHT.xml", "", status=503)

    page = text(desk.get(f"{BASE}art/{rule.pk}/"))
    desk.post(f"{BASE}art/{rule.pk}/", {"category": lamp.pk, "service_code": "LICHT", "with_contact": "on"})

    assert "Die Gegenseite antwortet gerade nicht." in page
    rule.refresh_from_db()
    assert rule.with_contact
    assert rule.attributes == {"MAST": {"value": "12"}}, "nothing that was said is lost"


def test_a_kind_stays_here_again(desk, rule, lamp):
    desk.post(f"{BASE}art/{rule.pk}/loeschen/")
    make_report(lamp)

    assert not Forward.objects.exists()


# What waits for somebody


def test_the_settings_show_what_is_stuck_and_send_it_again(desk, failed, other):
    page = text(desk.get(BASE))
    assert failed.case.reference in page
    assert "Diesen Dienst gibt es nicht." in page
    assert "Dort nachsehen" not in page

    answer = desk.post(f"/arbeitsplatz/weitergabe/{failed.pk}/erneut/", {"ort": "einstellungen"})

    failed.refresh_from_db()
    assert answer.headers["Location"] == BASE
    assert failed.state == ForwardState.WAITING


def test_a_broken_place_in_the_list_leads_to_its_beginning(desk):
    assert desk.get(f"{BASE}?seite=kaputt").headers["Location"] == BASE


def test_the_case_shows_it_and_its_clerk_decides(clerk_desk, uncertain, other):
    where = f"/arbeitsplatz/vorgang/{uncertain.case.reference}/"
    page = text(clerk_desk.get(where))
    assert "Die Antwort ging verloren" in page
    assert "Dort nachsehen" in page

    nothing = clerk_desk.post(f"/arbeitsplatz/weitergabe/{uncertain.pk}/angekommen/", {"number": " "}, follow=True)
    assert "Bitte tragen Sie die Nummer der Gegenseite ein." in text(nothing)
    clerk_desk.post(f"/arbeitsplatz/weitergabe/{uncertain.pk}/angekommen/", {"number": "K-77"})

    page = text(clerk_desk.get(where))
    assert "K-77" in page
    assert "weitergegeben" in page
    late = clerk_desk.post(f"/arbeitsplatz/weitergabe/{uncertain.pk}/abbrechen/", follow=True)
    assert "Das lässt sich nicht mehr abbrechen." in text(late)


def test_a_click_at_the_case_hands_it_on(clerk_desk, rule, lamp):
    rule.is_automatic = False
    rule.save()
    report = make_report(lamp)
    where = f"/arbeitsplatz/vorgang/{report.case.reference}/"
    assert "Weitergeben an Kreiswerke" in text(clerk_desk.get(where))

    clerk_desk.post(f"/arbeitsplatz/meldung/{report.case.reference}/weitergeben/")

    assert Forward.objects.get().case_id == report.pk
    page = text(clerk_desk.get(where))
    assert "Weitergeben an Kreiswerke" not in page
    assert "wartet" in page


def test_a_kind_without_a_way_offers_none(clerk_desk, lamp):
    report = make_report(lamp)
    page = text(clerk_desk.get(f"/arbeitsplatz/vorgang/{report.case.reference}/"))
    assert "Weitergabe" not in page

    answer = clerk_desk.post(f"/arbeitsplatz/meldung/{report.case.reference}/weitergeben/", follow=True)
    assert "keine Weitergabe eingerichtet" in text(answer)


def test_a_case_of_others_is_none_of_ones_business(failed, other):
    stranger = client_of(make_person(make_unit("Bauhof", "BH"), rights=CLERK))
    for what in ("erneut", "abbrechen", "angekommen"):
        assert stranger.post(f"/arbeitsplatz/weitergabe/{failed.pk}/{what}/", {"number": "1"}).status_code == 403
    assert stranger.post(f"/arbeitsplatz/meldung/{failed.case.reference}/weitergeben/").status_code == 403
    failed.refresh_from_db()
    assert failed.state == ForwardState.FAILED


def test_what_they_say_is_shown_as_text(clerk_desk, rule, lamp, partner, other):
    report = make_report(lamp)
    operations.dispatch_forward(Forward.objects.get().pk)
    notes = "&lt;script&gt;alert(1)&lt;/script&gt;"
    row = {"service_request_id": "7-2026", "status": "closed", "status_notes": notes}
    other.says("GET /requests.xml", requests_xml(row))
    operations.poll_partner(partner)

    page = text(clerk_desk.get(f"/arbeitsplatz/vorgang/{report.case.reference}/"))

    assert "dort abgeschlossen" in page
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_pages_ask_the_database_a_bounded_number_of_questions(
    desk, failed, partner, lamp, chief, django_assert_max_num_queries
):
    desk.get(BASE)
    with django_assert_max_num_queries(15):
        desk.get(BASE)
