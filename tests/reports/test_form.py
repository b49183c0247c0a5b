# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The citizen's form from the first page to the number, without JavaScript, and everything that can go wrong on the way."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from nahdran.accounts.models import Throttle
from nahdran.cases.models import Attachment, Case, Party
from nahdran.files.models import StoredFile
from nahdran.reports import gate
from nahdran.reports.draft_access import COOKIE, token_of
from nahdran.reports.models import DraftPhoto, Report, ReportDraft
from tests.factories.accounts import client_of, make_citizen
from tests.factories.files import corners, encoded, exif_with
from tests.factories.reports import INSIDE, OUTSIDE, make_draft, make_question, make_report

PLACE = {
    "place_lon": f"{INSIDE[0]:.6f}",
    "place_lat": f"{INSIDE[1]:.6f}",
    "place_state": "chosen",
    "place_source": "map",
}
DETAILS = {"text": "Die Lampe vor der Bäckerei ist seit drei Tagen aus."}


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def client(lamp, stored, clock):
    return Client()


def picture(name="foto.jpg", **options):
    return SimpleUploadedFile(name, encoded(corners(), **options), content_type="image/jpeg")


def post(client, page, data=None, **options):
    return client.post(f"/maengel/neu/{page}/", data or {}, **options)


def fill_in(client, clock, **details):
    """All steps up to the review."""
    post(client, "foto")
    clock.shift(30)
    post(client, "ort", PLACE)
    post(client, "art", {"art": "lampe"})
    return post(client, "angaben", DETAILS | details)


def text_of(response):
    return response.content.decode()


def test_a_report_without_javascript_from_start_to_number(client, clock):
    assert client.get("/maengel/neu/").headers["Location"] == "/maengel/neu/foto/"
    assert post(client, "foto", {"photos": [picture()]}).headers["Location"] == "/maengel/neu/ort/"
    clock.shift(60)
    assert post(client, "ort", PLACE).headers["Location"] == "/maengel/neu/art/"
    assert post(client, "art", {"art": "lampe"}).headers["Location"] == "/maengel/neu/angaben/"
    answer = post(client, "angaben", DETAILS | {"email": "erika.mustermann@example.org"})
    assert answer.headers["Location"] == "/maengel/neu/pruefen/"
    page = text_of(client.get("/maengel/neu/pruefen/"))
    assert "Hauptstraße 71, Lohmar" in page
    assert DETAILS["text"] in page

    thanks = client.get(post(client, "pruefen").headers["Location"])

    case = Case.objects.get()
    assert case.reference in text_of(thanks)
    assert Report.objects.get().suspicion == ""
    assert Party.objects.get().email == "erika.mustermann@example.org"
    assert Attachment.objects.filter(case=case).count() == 1
    assert client.get(f"/anliegen/{case.reference}/").status_code == 200


def test_an_address_is_searched_and_chosen_on_the_server(client):
    found = post(client, "ort", {"place_query": "haupt 7", "place_find": "1"})
    assert "Hauptstraße 71, Lohmar" in text_of(found)
    lon, lat = INSIDE
    choice = f"{lon:.6f};{lat:.6f};Hauptstraße 71, Lohmar"

    answer = post(
        client,
        "ort",
        {"place_query": "haupt 7", "place_searched": "haupt 7", "place_choice": choice, "place_detail": "am Tor"},
    )

    assert answer.headers["Location"] == "/maengel/neu/art/"
    place = ReportDraft.objects.get().data["place"]
    assert (place["address"], place["note"]) == ("Hauptstraße 71, Lohmar", "am Tor")


def test_outside_the_town_there_is_a_way_onward(client):
    lon, lat = OUTSIDE

    page = post(client, "ort", PLACE | {"place_lon": str(lon), "place_lat": str(lat), "place_detail": "an der Brücke"})

    assert page.status_code == 422
    assert "außerhalb von Lohmar" in text_of(page)
    assert "02241 1020" in text_of(page)
    assert "an der Brücke" in text_of(page)


def test_the_photo_proposes_the_place(client):
    lon, lat = INSIDE
    parts = [tuple(map(float, (int(value), int(value % 1 * 60), value * 60 % 1 * 60))) for value in (lat, lon)]
    post(client, "foto", {"photos": [picture(exif=exif_with(lat=parts[0], lon=parts[1]))]})

    assert "aus dem Foto" in text_of(client.get("/maengel/neu/ort/"))


def test_each_refused_photo_says_why_and_the_others_stay(client):
    broken = SimpleUploadedFile("brief.txt", b"kein Bild", content_type="image/jpeg")
    empty = SimpleUploadedFile("leer.jpg", b"", content_type="image/jpeg")

    page = post(client, "foto", {"photos": [picture("gut.jpg"), broken, empty]})

    assert page.status_code >= 400
    assert "brief.txt: Diese Datei ist kein Bild" in text_of(page)
    assert "leer.jpg: Die Datei ist leer" in text_of(page)
    assert "gut.jpg" in text_of(page)
    assert DraftPhoto.objects.count() == 1


def test_more_than_five_photos_are_refused_by_name(client):
    page = post(client, "foto", {"photos": [picture(f"{number}.jpg") for number in range(7)]})

    assert DraftPhoto.objects.count() == 5
    assert "6.jpg: Mehr als 5 Bilder gehen nicht" in text_of(page)


def test_far_too_many_photos_at_once_get_a_sentence(client):
    page = post(client, "foto", {"photos": [picture(f"{number}.jpg") for number in range(14)]})

    assert page.status_code == 413
    assert "höchstens fünf" in text_of(page)


def test_a_photo_can_be_taken_out_again(client):
    post(client, "foto", {"photos": [picture()]})

    answer = post(client, "foto", {"entfernen": str(DraftPhoto.objects.get().pk)})

    assert answer.headers["Location"] == "/maengel/neu/foto/"
    assert not StoredFile.objects.exists()


def test_a_draft_photo_is_shown_to_its_own_browser_only(client):
    post(client, "foto", {"photos": [picture()]})
    address = f"/maengel/neu/foto/{DraftPhoto.objects.get().pk}/thumb/"

    shown = client.get(address)
    shown.getvalue()

    assert shown.status_code == 200
    assert Client().get(address).status_code == 404


def test_twenty_thousand_signs_get_a_clear_error_and_stay(client, clock):
    fill_in(client, clock)
    long = "Lampe aus. " * 1900

    page = post(client, "angaben", {"text": long})

    assert page.status_code == 422
    assert "möglich sind 4000" in text_of(page)
    assert text_of(page).count("Lampe aus.") >= 1900


def test_a_required_question_is_named_and_the_rest_stays(client, clock, lamp):
    make_question(lamp, "kabel", "YES_NO", label="Sind Kabel zu sehen?", required=True)
    post(client, "foto")
    post(client, "art", {"art": "lampe"})

    page = post(client, "angaben", DETAILS)

    assert page.status_code == 422
    assert "Bitte beantworten Sie diese Frage." in text_of(page)
    assert DETAILS["text"] in text_of(page)


def test_the_answers_come_back_when_one_goes_back(client, clock, lamp):
    make_question(lamp, "nummer", "TEXT", label="Nummer?")
    post(client, "art", {"art": "lampe"})
    post(client, "angaben", DETAILS | {"frage-nummer": "2217"})

    page = text_of(client.get("/maengel/neu/angaben/"))

    assert "2217" in page
    assert DETAILS["text"] in page


@pytest.mark.parametrize("art", ["", "gibtsnicht", "<script>"])
def test_an_unknown_kind_is_asked_again(client, art):
    page = post(client, "art", {"art": art})

    assert page.status_code == 422
    assert "<script>" not in text_of(page)


def test_kinds_are_searched_on_the_server(client, lamp):
    lamp.keywords = "Laterne"
    lamp.save()

    assert "Passt eine davon?" in text_of(client.get("/maengel/neu/art/?q=laterne"))
    assert "finden wir keine Art" in text_of(client.get("/maengel/neu/art/?q=xyzzy"))


def test_one_thing_can_be_changed_from_the_review(client, clock):
    fill_in(client, clock)

    answer = post(client, "ort", PLACE | {"weiter": "pruefen", "place_detail": "neu"})

    assert answer.headers["Location"] == "/maengel/neu/pruefen/"


def test_the_review_leads_to_the_first_step_that_lacks_something(client):
    assert client.get("/maengel/neu/pruefen/").headers["Location"] == "/maengel/neu/ort/"
    post(client, "ort", PLACE)
    assert client.get("/maengel/neu/pruefen/").headers["Location"] == "/maengel/neu/art/"


def test_a_double_click_opens_one_case(client, clock):
    fill_in(client, clock)
    token = token_of(ReportDraft.objects.get())

    first = post(client, "pruefen", {"entwurf": token})
    second = post(client, "pruefen", {"entwurf": token})

    assert first.headers["Location"] == second.headers["Location"]
    assert Case.objects.count() == 1


def test_back_and_send_again_leads_to_the_same_number(client, clock):
    fill_in(client, clock)
    token = token_of(ReportDraft.objects.get())
    first = post(client, "pruefen", {"entwurf": token})

    again = post(client, "angaben", DETAILS | {"entwurf": token, "text": "anders"})

    assert again.headers["Location"] == "/maengel/neu/pruefen/"
    assert Case.objects.count() == 1
    assert first.headers["Location"] == post(client, "pruefen", {"entwurf": token}).headers["Location"]


def test_after_sending_a_new_report_starts_empty(client, clock):
    fill_in(client, clock)
    post(client, "pruefen")

    assert client.get("/maengel/neu/pruefen/").headers["Location"] == "/maengel/neu/ort/"
    assert DETAILS["text"] not in text_of(client.get("/maengel/neu/angaben/", follow=True))


def test_the_draft_survives_an_expired_session(client, clock, settings):
    fill_in(client, clock)
    client.cookies.pop(settings.SESSION_COOKIE_NAME, None)

    assert DETAILS["text"] in text_of(client.get("/maengel/neu/pruefen/"))


def test_without_its_cookie_the_page_itself_finds_the_draft(client, clock):
    fill_in(client, clock)
    token = token_of(ReportDraft.objects.get())
    fresh = Client()

    post(fresh, "angaben", {"text": "Neuer Text", "entwurf": token})

    assert ReportDraft.objects.get().data["text"] == "Neuer Text"


def test_what_was_typed_is_kept_even_if_the_draft_is_gone(client, clock):
    fill_in(client, clock)
    token = token_of(ReportDraft.objects.get())
    ReportDraft.objects.all().delete()

    post(client, "angaben", DETAILS | {"entwurf": token})

    assert ReportDraft.objects.get().data["text"] == DETAILS["text"]


@pytest.mark.parametrize("forged", ["", "x", "a:b:c", "IjEyMyI:1abc:xyz"])
def test_a_forged_key_finds_nothing(client, clock, forged):
    fill_in(client, clock)
    stranger = Client()
    stranger.cookies[COOKIE] = forged

    assert stranger.get("/maengel/neu/pruefen/").headers["Location"] == "/maengel/neu/ort/"


def test_the_cookie_is_out_of_reach_for_scripts_and_other_pages(client):
    post(client, "foto")

    cookie = client.cookies[COOKIE]

    assert cookie["httponly"]
    assert (cookie["path"], cookie["samesite"]) == ("/maengel/", "Lax")


def test_a_lost_token_keeps_what_was_typed_and_writes_nothing(client, clock):
    strict = Client(enforce_csrf_checks=True)
    page = post(strict, "angaben", DETAILS)
    assert not ReportDraft.objects.exists()
    draft = make_draft(Report._meta.get_field("category").related_model.objects.get(key="lampe"))

    page = post(strict, "angaben", {"text": "Frisch getippt", "entwurf": token_of(draft)})

    assert page.status_code == 403
    assert "Frisch getippt" in text_of(page)
    assert "Bitte noch einmal absenden" in text_of(page)
    assert ReportDraft.objects.get().data["text"] != "Frisch getippt"


def test_without_a_token_the_browsers_own_word_is_enough(client, clock):
    strict = Client(enforce_csrf_checks=True)

    answer = post(strict, "ort", PLACE, headers={"origin": "http://testserver"})

    assert answer.headers["Location"] == "/maengel/neu/art/"


def test_another_site_writes_nothing(client):
    strict = Client(enforce_csrf_checks=True)

    answer = post(strict, "ort", PLACE, headers={"origin": "https://evil.example"})

    assert answer.status_code == 403
    assert not ReportDraft.objects.exists()


def test_a_filled_trap_lets_the_report_wait(client, clock):
    fill_in(client, clock, website="http://spam.example")
    page = post(client, "pruefen", follow=True)

    assert "Ihre Meldung ist bei uns" in text_of(page)
    assert not Report.objects.exists()


def test_a_very_quick_form_marks_the_report(client, lamp):
    post(client, "ort", PLACE)
    post(client, "art", {"art": "lampe"})
    post(client, "angaben", DETAILS)
    post(client, "pruefen")

    assert Report.objects.get().suspicion == "too_fast"


def test_too_many_reports_from_one_address_wait_with_their_draft(client, clock, monkeypatch):
    monkeypatch.setattr(gate, "PER_HOUR", 1)
    fill_in(client, clock)
    post(client, "pruefen")
    fill_in(client, clock)

    page = post(client, "pruefen")

    assert page.status_code == 429
    assert DETAILS["text"] in text_of(page)
    assert Case.objects.count() == 1
    Throttle.objects.all().delete()
    assert post(client, "pruefen").status_code == 302


def test_a_citizen_who_is_signed_in_is_linked(client, clock):
    citizen = make_citizen(name="Erika Mustermann")
    signed_in = client_of(citizen)
    post(signed_in, "art", {"art": "lampe"})
    assert citizen.email in text_of(signed_in.get("/maengel/neu/angaben/"))
    fill_in(signed_in, clock)
    post(signed_in, "pruefen")

    assert Party.objects.get().account == citizen


def test_the_language_of_the_page_is_the_language_of_the_mails(client, clock):
    client.cookies["django_language"] = "en"
    fill_in(client, clock, email="jonas.muster@example.org")
    post(client, "pruefen")

    assert Party.objects.get().language == "en"


def test_the_thanks_are_for_the_sender_only(client, clock):
    fill_in(client, clock)
    address = post(client, "pruefen").headers["Location"]

    assert Client().get(address).status_code == 404
    assert client.get(address).status_code == 200


def test_markup_and_control_signs_stay_text(client, clock):
    fill_in(client, clock, text="<b>Lampe</b>\x00\x07 aus", name="<i>Erika</i>")

    page = text_of(client.get("/maengel/neu/pruefen/"))

    assert "&lt;b&gt;Lampe&lt;/b&gt; aus" in page
    assert "<i>Erika" not in page


def test_what_is_reported_near_by_is_shown_with_its_text(client, lamp):
    shown = make_report(lamp, public=True, public_text="Die Lampe ist dunkel.")
    make_report(lamp, text="Geheim")
    lon, lat = INSIDE

    page = text_of(client.get(f"/maengel/neu/in-der-naehe/?lon={lon}&lat={lat}"))

    assert "Die Lampe ist dunkel." in page
    assert f"/maengel/{shown.case.reference}/" in page
    assert "Geheim" not in page


@pytest.mark.parametrize("query", ["", "?lon=x&lat=y", "?lon=999&lat=0", "?lon=7.2"])
def test_near_by_answers_nonsense_with_nothing(client, query):
    page = client.get(f"/maengel/neu/in-der-naehe/{query}")

    assert page.status_code == 200
    assert page.content.strip() == b""
