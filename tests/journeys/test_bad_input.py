# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every form that the public can send, with everything that can be wrong: a fitting status, a German sentence, what was typed still there."""

from dataclasses import dataclass, field

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nahdran.cases.models import Case, Message
from nahdran.reports.models import ReportDraft
from nahdran.reports.operations import seed_categories
from tests.factories.cases import make_town, make_unit
from tests.factories.reports import INSIDE, OUTSIDE, make_map, make_routing_fallback

pytestmark = pytest.mark.django_db
MARKUP = "<script>alert('x')</script> & „Zitat“"
CONTROL = "Die Laterne\x00\x08\x1b ist\x7f dunkel\u202e."
HUGE = "Laterne " * 2_500
PLACE = {"place_lon": str(INSIDE[0]), "place_lat": str(INSIDE[1]), "place_source": "map", "place_state": "chosen"}


@dataclass(frozen=True)
class Try:
    """What is sent to which step, and what has to come back."""

    name: str
    path: str
    data: dict = field(default_factory=dict)
    status: int = 422
    said: str = ""
    kept: str = ""


@pytest.fixture
def visitor(db):
    """Somebody in the middle of the form: place and kind are chosen."""
    make_town()
    make_map()
    make_routing_fallback(make_unit("Servicecenter"))
    seed_categories()
    client = Client(raise_request_exception=True)
    assert client.post("/maengel/neu/ort/", PLACE).status_code == 302
    assert client.post("/maengel/neu/art/", {"art": "lampe-dunkel"}).status_code == 302
    return client


@pytest.fixture
def holder(visitor):
    """Somebody who has just sent their report and may open it; ``case`` is theirs."""
    assert visitor.post("/maengel/neu/angaben/", {"text": "Die Laterne ist dunkel."}).status_code == 302
    assert "/danke/" in visitor.post("/maengel/neu/pruefen/")["Location"]
    visitor.case = Case.objects.get()
    return visitor


def page(response):
    return response.content.decode()


def judge(client, attempt):
    response = client.post(attempt.path, attempt.data)
    text = page(response)
    assert response.status_code == attempt.status, text[:2000]
    assert attempt.said in text
    assert attempt.kept in text
    assert "<script>alert" not in text


FORM = [
    Try("no kind", "/maengel/neu/art/", {}, said="Bitte wählen Sie aus, worum es geht."),
    Try("unknown kind", "/maengel/neu/art/", {"art": "gibt-es-nicht"}, said="Diese Art gibt es nicht mehr."),
    Try("control signs as kind", "/maengel/neu/art/", {"art": "lampe\x00"}, said="Diese Art gibt es nicht mehr."),
    Try("markup as kind", "/maengel/neu/art/", {"art": MARKUP}, said="Diese Art gibt es nicht mehr."),
    Try("huge kind", "/maengel/neu/art/", {"art": HUGE}, said="Diese Art gibt es nicht mehr."),
    Try("several kinds", "/maengel/neu/art/", {"art": ["gibt-es-nicht", "lampe-dunkel"]}, status=302),
    Try("no place", "/maengel/neu/ort/", {}, said="Bitte geben Sie den Ort an"),
    Try("words as numbers", "/maengel/neu/ort/", {**PLACE, "place_lon": "links"}, said="Bitte geben Sie den Ort an"),
    Try("not a number", "/maengel/neu/ort/", {**PLACE, "place_lat": "nan"}, said="Bitte geben Sie den Ort an"),
    Try("endless", "/maengel/neu/ort/", {**PLACE, "place_lat": "1e999"}, said="Bitte geben Sie den Ort an"),
    Try("outside", "/maengel/neu/ort/", {**PLACE, "place_lon": str(OUTSIDE[0])}, said="außerhalb von Lohmar"),
    Try("other side of the world", "/maengel/neu/ort/", {**PLACE, "place_lon": "-179.9"}, said="außerhalb von Lohmar"),
    Try(
        "nothing found",
        "/maengel/neu/ort/",
        {"place_query": MARKUP},
        said="haben wir keine Adresse gefunden",
        kept="&lt;script&gt;",
    ),
    Try(
        "control signs as address",
        "/maengel/neu/ort/",
        {"place_query": "\x00\x1b"},
        said="geben Sie den Ort an",
    ),
    Try(
        "huge note",
        "/maengel/neu/ort/",
        {**PLACE, "place_detail": HUGE},
        said="höchstens 200 Zeichen",
        kept="Laterne Laterne",
    ),
    Try("nothing written", "/maengel/neu/angaben/", {"text": ""}, said="Bitte beschreiben Sie den Mangel kurz."),
    Try("only blanks", "/maengel/neu/angaben/", {"text": " \n\t "}, said="Bitte beschreiben Sie den Mangel kurz."),
    Try(
        "20,000 signs",
        "/maengel/neu/angaben/",
        {"text": HUGE, "email": "erika@mustermann.example"},
        said="Bitte kürzen Sie ihn, er steht noch unten.",
        kept="Laterne Laterne",
    ),
    Try(
        "no address of a mail",
        "/maengel/neu/angaben/",
        {"text": MARKUP, "email": "erika(at)nirgends"},
        said="kern-error",
        kept="erika(at)nirgends",
    ),
    Try(
        "two lines as address",
        "/maengel/neu/angaben/",
        {"text": "Dunkel", "email": "a@b.example\r\nBcc: c@d.example"},
        said="kern-error",
        kept="Dunkel",
    ),
    Try(
        "a name without end",
        "/maengel/neu/angaben/",
        {"text": "Dunkel", "name": HUGE},
        said="kern-error",
        kept="Laterne Laterne",
    ),
    Try("control signs", "/maengel/neu/angaben/", {"text": CONTROL, "name": CONTROL}, status=302),
    Try("markup", "/maengel/neu/angaben/", {"text": MARKUP}, status=302),
    Try("a photo to remove that is none", "/maengel/neu/foto/", {"entfernen": "²"}, status=302),
    Try("a photo to remove without end", "/maengel/neu/foto/", {"entfernen": "9" * 400}, status=302),
    Try("a forged draft", "/maengel/neu/angaben/", {"text": "Dunkel", "entwurf": "x:y:z\x00"}, status=302),
]


@pytest.mark.parametrize("attempt", FORM, ids=lambda attempt: attempt.name)
def test_the_form_answers_with_a_sentence_and_keeps_what_was_typed(visitor, attempt):
    judge(visitor, attempt)


FILES = [
    ("no picture", b"Das ist kein Bild.", "bild.jpg", 415),
    ("empty", b"", "bild.jpg", 422),
    ("a web page", b"<html><script>alert(1)</script></html>", "bild.png", 415),
    ("half a picture", b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 40, "bild.jpg", 422),
    ("too big", b"\xff\xd8\xff" + b"\x00" * (21 * 1024 * 1024), "bild.jpg", 413),
    ("a name with control signs", b"kein Bild", "../../\x00<script>alert(1)</script>.jpg", 415),
]


@pytest.mark.parametrize(("content", "name", "status"), [row[1:] for row in FILES], ids=[row[0] for row in FILES])
def test_a_file_that_is_no_photo_is_refused_with_a_sentence_and_nothing_is_lost(visitor, content, name, status):
    before = ReportDraft.objects.get().data
    response = visitor.post("/maengel/neu/foto/", {"photos": SimpleUploadedFile(name, content, "image/jpeg")})
    assert response.status_code == status, page(response)[:1500]
    assert "Das ging nicht mit allen Bildern" in page(response)
    assert "<script>alert" not in page(response)
    assert ReportDraft.objects.get().data == before


def test_details_before_the_kind_are_kept_without_control_signs(db):
    make_town()
    make_map()
    client = Client()
    response = client.post("/maengel/neu/angaben/", {"text": CONTROL, "email": MARKUP, "name": HUGE})
    assert (response.status_code, response["Location"]) == (302, "/maengel/neu/art/")
    assert "\x00" not in ReportDraft.objects.get().data["text"]


def test_a_review_with_nothing_before_it_leads_to_the_first_missing_step(db):
    make_town()
    make_map()
    response = Client().post("/maengel/neu/pruefen/", {"entwurf": MARKUP})
    assert (response.status_code, response["Location"]) == (302, "/maengel/neu/ort/")


CONCERN = [
    Try("empty answer", "antwort/", {"text": ""}, said="Bitte schreiben Sie etwas oder wählen Sie ein Foto aus."),
    Try("20,000 signs", "antwort/", {"text": HUGE}, said="kern-error", kept="Laterne Laterne"),
    Try(
        "a forged key",
        "antwort/",
        {"text": MARKUP, "key": "x" * 400},
        said="Eine Angabe fehlt noch oder stimmt nicht",
        kept="&lt;script&gt;",
    ),
    Try(
        "control signs in the key",
        "antwort/",
        {"text": "Dunkel", "key": "\x00"},
        said="Eine Angabe fehlt noch oder stimmt nicht",
        kept="Dunkel",
    ),
    Try("control signs", "antwort/", {"text": CONTROL, "key": "a"}, status=302),
    Try("markup", "antwort/", {"text": MARKUP, "key": "b"}, status=302),
    Try("forged uploads", "antwort/", {"text": "Dunkel", "key": "c", "taken": "x\x00:y"}, status=302),
    Try("no address of a mail", "benachrichtigung/", {"email": "erika(at)x"}, said="kern-error", kept="erika(at)x"),
    Try("no address at all", "benachrichtigung/", {"email": ""}, said="kern-error"),
    Try("a second line", "benachrichtigung/", {"email": "a@b.example\nBcc: c@d.example"}, said="kern-error"),
]


@pytest.mark.parametrize("attempt", CONCERN, ids=lambda attempt: attempt.name)
def test_the_status_page_answers_with_a_sentence_and_keeps_what_was_typed(holder, attempt):
    path = f"/anliegen/{holder.case.reference}/{attempt.path}"
    judge(holder, Try(attempt.name, path, attempt.data, attempt.status, attempt.said, attempt.kept))
    assert not Message.objects.filter(case=holder.case, text__contains="\x1b").exists()


NUMBERS = ["", "\x00", "LOH", MARKUP, HUGE, "LOH-2026-000001-X", "ＬＯＨ-2026-000001", "'; DROP TABLE cases_case; --"]


@pytest.mark.parametrize("number", NUMBERS, ids=[repr(number[:12]) for number in NUMBERS])
def test_the_look_up_takes_any_number_and_code_and_says_what_is_wrong(db, number):
    make_town()
    response = Client().post("/anliegen/", {"reference": number, "code": number})
    assert response.status_code == 422
    assert "kern-error" in page(response) or "finden wir kein Anliegen" in page(response)
    assert "<script>alert" not in page(response)


ADDRESSES = [
    "/maengel/%00/",
    "/maengel/LOH-2026-000001-%00/",
    "/maengel/neu/danke/%00/",
    "/maengel/neu/foto/99999999999999999999999999/thumb/",
    "/maengel/%3Cscript%3Ealert(1)%3C/script%3E/",
    "/anliegen/%00/zugang/abc/",
    "/anliegen/LOH-2026-000001-L/zugang/abc/",
    f"/maengel/{'9' * 3000}/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_leads_nowhere_is_a_404(db, address):
    make_town()
    make_map()
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("value", ["\x00", MARKUP, HUGE, "-1", "nan,nan,inf,1", "9" * 400, "²"])
@pytest.mark.parametrize("name", ["stand", "gruppe", "art", "ortsteil", "q", "bbox", "nahe", "ab", "zoom"])
def test_nonsense_in_a_filter_is_passed_over(visitor, name, value):
    for path in ("/maengel/", "/maengel/karte.geojson"):
        response = visitor.get(path, {name: value})
        assert response.status_code in {200, 302, 400}, path
        assert "<script>alert" not in page(response)


@pytest.mark.parametrize("value", ["\x00", MARKUP, HUGE, "nan", "²", "-1"])
def test_nonsense_for_the_map_is_answered(visitor, value):
    for path, name in (("/karte/suche", "q"), ("/karte/ort", "lon"), ("/maengel/neu/in-der-naehe/", "lon")):
        assert visitor.get(path, {name: value, "lat": value}).status_code in {200, 400, 404}, path


DOORS = ["/konto/anmelden/", "/konto/anmelden/code/", "/sprache/", "/darstellung/", "/arbeitsplatz/anmelden/"]
NAMES = ("email", "code", "login", "password", "sprache", "language", "darstellung", "theme", "next")


@pytest.mark.parametrize(
    "value", ["\x00", CONTROL, MARKUP, HUGE, "//boese.example/"], ids=["nul", "control", "markup", "huge", "away"]
)
@pytest.mark.parametrize("door", DOORS)
def test_the_small_forms_take_anything_and_lead_nowhere_else(db, door, value):
    make_town()
    response = Client().post(door, dict.fromkeys(NAMES, value))
    assert response.status_code in {200, 302, 400, 422}
    assert "boese" not in response.headers.get("Location", "")
    assert "<script>alert" not in page(response)
