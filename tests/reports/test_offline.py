# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a phone sends that had no network: taken once, by the rules of the form, and refused with a sentence for each field."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import translation

from nahdran.accounts.models import Throttle
from nahdran.cases.models import Attachment, Case, Party
from nahdran.files.models import StoredFile
from nahdran.pwa.owner import owner_mark
from nahdran.reports import gate
from nahdran.reports.enums import Release
from nahdran.reports.models import DraftPhoto, Report, ReportAsset, ReportDraft, WaitingReport
from nahdran.reports.operations import confirm, expire_drafts
from nahdran.reports.queries.offline import draft_by_key
from tests.factories.accounts import client_of, make_citizen
from tests.factories.assets import make_asset, make_layer
from tests.factories.files import corners, encoded
from tests.factories.reports import INSIDE, OUTSIDE, make_category, make_question, make_report

SEND, PHOTO = "/maengel/neu/unterwegs/senden/", "/maengel/neu/unterwegs/foto/"
TEXT = "Die Lampe vor der Bäckerei ist seit drei Tagen aus."


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


def picture(colour="red"):
    return SimpleUploadedFile(f"{colour}.jpg", encoded(corners()), content_type="image/jpeg")


def report(**changes):
    """What the form on the phone sends: complete, and begun half an hour ago."""
    lon, lat = INSIDE
    place = {"lon": lon, "lat": lat, "source": "position", "accuracy": 12, "words": "", "note": "am Tor"}
    return {
        "category": "lampe",
        "place": place,
        "text": TEXT,
        "answers": {},
        "begun_at": "2026-11-16T07:30:00.000Z",
        "files": [],
        **changes,
    }


def post(client, data, key=None, *, files=None, **headers):
    body = {"data": data if isinstance(data, str) else json.dumps(data), **(files or {})}
    return client.post(SEND, body, headers={"Idempotency-Key": str(key or uuid.uuid4()), **headers})


def give(client, key, name, upload=None):
    headers = {"Idempotency-Key": str(key)}
    return client.post(PHOTO, {"id": str(name), "file": upload or picture()}, headers=headers)


def fields(answer):
    return answer.json()["problem"]["fields"]


def test_a_report_becomes_a_case_and_the_answer_leads_to_it(client, districts):
    answer = post(client, report())

    assert answer.status_code == 201
    receipt = answer.json()["receipt"]
    taken = Report.objects.select_related("case", "district").get()
    assert receipt["reference"] == taken.case.reference
    assert (taken.description, taken.place_note, taken.address) == (TEXT, "am Tor", "Hauptstraße 71, Lohmar")
    assert taken.district == districts["Lohmar"]
    assert taken.suspicion == ""
    page = client.get(receipt["link"], follow=True)
    assert page.status_code == 200
    assert taken.case.reference in page.content.decode()


def test_the_answer_names_what_may_be_the_same(client, lamp):
    near, far = make_report(lamp, public=True), make_report(lamp, (7.28, 50.88), public=True)

    receipt = post(client, report()).json()["receipt"]

    (found,) = receipt["similar"]
    assert found["link"] == f"/maengel/{near.case.reference}/"
    assert far.case.reference not in str(receipt)


def test_photos_that_come_along_lie_at_the_case(client):
    names = [str(uuid.uuid4()), str(uuid.uuid4())]

    answer = post(client, report(files=names), files={f"file-{name}": picture() for name in names})

    assert answer.status_code == 201
    assert Attachment.objects.filter(case=Case.objects.get()).count() == 2
    assert not StoredFile.objects.filter(keep_until__isnull=False).exists()


def test_photos_may_come_before_one_by_one_and_twice(client):
    key, names = uuid.uuid4(), [uuid.uuid4(), uuid.uuid4()]
    for name in (names[0], names[0], names[1]):
        assert give(client, key, name).json() == {"taken": True}
    assert DraftPhoto.objects.count() == 2

    answer = post(client, report(files=[str(name) for name in names], text=""), key)

    assert answer.status_code == 201
    assert Attachment.objects.count() == 2


def test_a_photo_that_never_came_is_asked_for(client):
    key, there, lost = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    give(client, key, there)

    answer = post(client, report(files=[str(there), str(lost)]), key)

    assert (answer.status_code, answer.json()) == (409, {"missing": [str(lost)]})
    assert not Case.objects.exists()


def test_a_photo_that_was_taken_out_again_does_not_come_along(client):
    key, kept, dropped = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    for name in (kept, dropped):
        give(client, key, name)

    assert post(client, report(files=[str(kept)]), key).status_code == 201

    assert Attachment.objects.count() == 1
    assert StoredFile.objects.count() == 1


def test_the_same_key_again_gives_the_same_answer(client):
    key, name = uuid.uuid4(), str(uuid.uuid4())
    first = post(client, report(files=[name]), key, files={f"file-{name}": picture()})
    second = post(client, report(files=[name]), key, files={f"file-{name}": picture()})
    changed = post(client, report(text="etwas ganz anderes", category="gibt-es-nicht"), key)

    assert (first.status_code, second.status_code, changed.status_code) == (201, 200, 200)
    assert first.json()["receipt"] == second.json()["receipt"] == changed.json()["receipt"]
    assert Case.objects.count() == 1
    assert Report.objects.get().description == TEXT


def test_the_same_key_weeks_later_still_gives_the_same_case(client, clock):
    """The draft is long gone, and the phone never got the answer."""
    key = uuid.uuid4()
    first = post(client, report(), key).json()["receipt"]
    clock.shift(20 * 24 * 3600)
    expire_drafts()
    assert not ReportDraft.objects.exists()

    again = post(client, report(), key)

    assert (again.status_code, again.json()["receipt"]) == (200, first)
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_open_one_case(lamp, stored):
    key, name, start = uuid.uuid4(), str(uuid.uuid4()), Barrier(4)

    def send():
        try:
            start.wait()
            data = report(files=[name], begun_at="2020-01-01T00:00:00Z")
            return post(Client(), data, key, files={f"file-{name}": picture()})
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = [future.result() for future in [pool.submit(send) for _ in range(4)]]

    assert {answer.status_code for answer in answers} <= {200, 201}
    assert len({answer.json()["receipt"]["reference"] for answer in answers}) == 1
    assert Case.objects.count() == 1
    assert Attachment.objects.count() == 1
    assert StoredFile.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_photo_twice_at_the_same_moment_is_one_photo(lamp, stored):
    key, name, start = uuid.uuid4(), uuid.uuid4(), Barrier(3)

    def send():
        try:
            start.wait()
            return give(Client(), key, name).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        answers = [future.result() for future in [pool.submit(send) for _ in range(3)]]

    assert answers == [200, 200, 200]
    assert DraftPhoto.objects.count() == 1
    assert StoredFile.objects.count() == 1


def test_an_address_in_words_is_looked_up_on_arrival(client):
    place = {"lon": None, "lat": None, "source": "", "words": "Hauptstr. 73, Lohmar", "note": ""}

    assert post(client, report(place=place)).status_code == 201

    assert Report.objects.get().address == "Hauptstraße 73, Lohmar"


def numbered(number, **changes):
    nowhere = {"lon": None, "lat": None, "source": "", "words": "", "note": "", "asset": number}
    return report(place=nowhere | changes)


@pytest.fixture
def mast(lamp):
    return make_asset(make_layer("Straßenlampen", key="lampen"), "4711")


def test_the_number_on_the_mast_is_the_place(client, mast):
    assert post(client, numbered(" 4711 ")).status_code == 201
    taken = Report.objects.get()
    assert ReportAsset.objects.get(report=taken).asset == mast
    assert (taken.lon, taken.lat) == (mast.lon, mast.lat)


def test_a_place_that_was_given_stays_and_the_lamp_is_linked(client, mast):
    lon, lat = INSIDE[0] + 0.0001, INSIDE[1]
    assert post(client, numbered("4711", lon=lon, lat=lat, source="map")).status_code == 201
    assert Report.objects.get().lon == lon
    assert ReportAsset.objects.get().asset == mast


@pytest.mark.parametrize("number", ["9999", "x" * 500, "\x00"])
def test_an_unknown_number_beside_a_place_is_a_word_for_the_desk(client, mast, number):
    assert post(client, numbered(number, lon=INSIDE[0], lat=INSIDE[1], source="map", note="am Tor")).status_code == 201
    note = Report.objects.get().place_note
    assert note.startswith("am Tor")
    assert ("Nummer am Objekt" in note) == (number != "\x00")
    assert not ReportAsset.objects.exists()


def test_an_unknown_number_alone_asks_for_the_place_and_the_next_try_forgets_it(client, mast):
    key = uuid.uuid4()
    answer = post(client, numbered("9999"), key)
    assert answer.status_code == 422
    assert "Diese Nummer kennen wir nicht" in fields(answer)["place"]
    assert post(client, report(), key).status_code == 201
    assert not ReportAsset.objects.exists()


@pytest.mark.parametrize("number", [None, 4711, [], {"a": 1}])
def test_what_is_no_number_at_all_harms_nothing(client, mast, number):
    assert post(client, numbered(number, lon=INSIDE[0], lat=INSIDE[1], source="map")).status_code == 201
    assert not ReportAsset.objects.exists()


def test_the_number_is_asked_only_where_there_are_lists(client, lamp):
    page = "/maengel/neu/unterwegs/"
    assert "Nummer am Objekt" not in client.get(page).content.decode().split("data-step")[2]
    make_asset(make_layer("Straßenlampen", key="lampen"), "4711")
    assert 'id="id_asset"' in client.get(page).content.decode()


def test_words_that_fit_several_places_come_back_with_a_choice(client):
    key = uuid.uuid4()
    place = {"lon": None, "lat": None, "source": "", "words": "Hauptstraße 7", "note": ""}

    answer = post(client, report(place=place), key)

    assert answer.status_code == 422
    problem = answer.json()["problem"]
    assert problem["fields"] == {"place": "Bitte wählen Sie eine der gefundenen Adressen aus."}
    assert [choice["label"] for choice in problem["choices"]][:2] == [
        "Hauptstraße 71, Lohmar",
        "Hauptstraße 73, Lohmar",
    ]
    chosen = problem["choices"][1]
    place |= {"lon": chosen["lon"], "lat": chosen["lat"], "source": "address", "words": chosen["label"]}
    assert post(client, report(place=place), key).status_code == 201
    assert Report.objects.get().address == "Hauptstraße 73, Lohmar"


def test_what_is_missing_is_said_for_each_field_at_once(client, lamp, lighting):
    make_question(lamp, "mast", required=True, label="Welche Nummer?")
    noise = make_category(key="laerm", group=lighting, photo_required=True, contact_required=True)
    lon, lat = OUTSIDE

    asked = post(client, report(text="", email="keine-adresse"))
    assert set(fields(asked)) == {"text", "email", "frage-mast"}
    asked = post(client, report(category=noise.key, place={"lon": lon, "lat": lat}))
    assert set(fields(asked)) == {"place", "photos", "email"}
    assert "außerhalb von Lohmar" in fields(asked)["place"]
    assert "02241 1020" in fields(asked)["place"]
    assert not Case.objects.exists()


def test_a_kind_that_is_gone_meanwhile_is_asked_for_again(client, lamp):
    lamp.is_active = False
    lamp.save()

    answer = post(client, report())

    assert answer.status_code == 422
    assert fields(answer) == {"category": "Diese Art gibt es nicht mehr. Bitte wählen Sie eine andere."}


def test_after_a_correction_the_same_key_is_taken(client):
    key = uuid.uuid4()
    assert post(client, report(text=""), key).status_code == 422

    assert post(client, report(), key).status_code == 201


@pytest.mark.parametrize(
    "data",
    [
        "",
        "kein json",
        "[]",
        '"text"',
        "{" * 40_000,
        '{"files": {}}',
        '{"files": ["keine-nummer"]}',
        '{"files": [1, null]}',
        json.dumps({"files": [str(uuid.uuid4()) for _ in range(6)]}),
        json.dumps(report(text="x" * 70_000)),
    ],
)
def test_what_no_form_of_ours_sends_is_not_readable(client, data):
    answer = post(client, data)

    assert answer.status_code == 400
    assert "nicht vollständig" in answer.json()["problem"]["message"]


@pytest.mark.parametrize(
    "changes",
    [
        {"category": None},
        {"category": ["lampe"]},
        {"category": "\x00"},
        {"category": "lampe' OR 1=1"},
        {"place": None},
        {"place": "Hauptstraße"},
        {"place": {}},
        {"place": {"lon": True, "lat": False}},
        {"place": {"lon": "7.2", "lat": "50.8"}},
        {"place": {"lon": 1e308, "lat": -1e308}},
        {"place": {"lon": float("nan"), "lat": float("inf")}},
        {"place": {"words": "\x00"}},
        {"place": {"words": "x" * 5000}},
        {"text": "x" * 4001},
        {"text": None},
        {"text": 17, "answers": None},
        {"email": "a@b"},
        {"email": "x" * 400 + "@example.org"},
        {"email": ["erika@example.org"], "text": ""},
        {"name": "x" * 200},
        {"phone": "1" * 100},
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_writes_nothing(client, changes):
    answer = post(client, report(**changes))

    assert answer.status_code == 422
    assert all(sentence for sentence in fields(answer).values())
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "begun", [None, 5, "gestern", "2026-11-16T08:59:59", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"]
)
def test_a_clock_that_is_wrong_stops_nobody(client, begun):
    assert post(client, report(begun_at=begun)).status_code == 201


def test_a_report_of_a_second_is_marked_as_too_fast(client):
    post(client, report(begun_at="2026-11-16T07:59:59Z"))

    assert Report.objects.get().suspicion == "too_fast"


@pytest.mark.parametrize(
    "answers", [{"mast": "x" * 300}, {"mast": {"a": 1}, "mehrere": ["fremd"]}, {"mehrere": "fremd"}]
)
def test_bad_answers_are_refused_where_they_stand(client, lamp, answers):
    make_question(lamp, "mast", required=True)
    make_question(lamp, "mehrere", "SEVERAL", choices=[{"key": "a", "label": "A"}])

    assert set(fields(post(client, report(answers=answers)))) <= {"frage-mast", "frage-mehrere"}


def test_several_answers_to_one_question_arrive(client, lamp):
    make_question(lamp, "farben", "SEVERAL", choices=[{"key": name, "label": name} for name in ("rot", "blau")])
    make_question(lamp, "kabel", "YES_NO")

    assert post(client, report(answers={"farben": ["rot", "blau"], "kabel": "yes", "fremd": "x"})).status_code == 201

    assert Report.objects.get().answers == {"farben": ["rot", "blau"], "kabel": True}


@pytest.mark.parametrize("name", ["text.txt", "leer.jpg"])
def test_a_photo_that_cannot_be_taken_is_named(client, name):
    key, file = uuid.uuid4(), uuid.uuid4()

    answer = give(client, key, file, SimpleUploadedFile(name, b"" if name == "leer.jpg" else b"kein Bild"))

    assert answer.status_code in {400, 422}
    problem = answer.json()["problem"]
    assert problem["message"]
    if answer.status_code == 422:
        assert problem["files"][str(file)] == problem["fields"]["photos"]


def test_a_sixth_photo_is_refused(client):
    key = uuid.uuid4()
    for _ in range(5):
        give(client, key, uuid.uuid4())

    assert give(client, key, uuid.uuid4()).status_code == 422
    assert DraftPhoto.objects.count() == 5


@pytest.mark.parametrize("key", ["", "kurz", "0" * 36, "../../etc/passwd"])
def test_without_a_key_nothing_is_taken(client, key):
    assert client.post(SEND, {"data": json.dumps(report())}, headers={"Idempotency-Key": key}).status_code == 400
    assert client.post(SEND, {"data": json.dumps(report())}).status_code == 400
    assert not ReportDraft.objects.exists()


class TestOtherSites:
    """A page of somebody else must not report in the name of whoever visits it."""

    @pytest.fixture
    def strict(self, client):
        return Client(enforce_csrf_checks=True)

    def token(self, strict):
        return strict.get("/app/schluessel/").json()["token"]

    def test_a_fresh_token_opens(self, strict):
        answer = post(strict, report(), **{"X-CSRFToken": self.token(strict), "Sec-Fetch-Site": "same-origin"})

        assert answer.status_code == 201

    @pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
    def test_another_site_is_turned_away_even_with_a_token(self, strict, site):
        answer = post(strict, report(), **{"X-CSRFToken": self.token(strict), "Sec-Fetch-Site": site})

        assert (answer.status_code, answer.json()) == (403, {"code": "token"})
        assert not ReportDraft.objects.exists()

    def test_another_origin_is_turned_away_even_with_a_token(self, strict):
        answer = post(strict, report(), **{"X-CSRFToken": self.token(strict), "Origin": "https://evil.example"})

        assert answer.status_code == 403

    @pytest.mark.parametrize("token", ["", "falsch", "x" * 64])
    def test_without_a_valid_token_it_says_what_to_do(self, strict, token):
        answer = post(strict, report(), **{"X-CSRFToken": token, "Sec-Fetch-Site": "same-origin"})

        assert (answer.status_code, answer.json()) == (403, {"code": "token"})

    def test_too_many_files_show_no_token_and_are_refused(self, strict):
        files = {f"file-{number}": SimpleUploadedFile("a.jpg", b"x") for number in range(14)}

        assert post(strict, report(), files=files).status_code == 413
        assert not ReportDraft.objects.exists()


def test_the_answer_is_kept_nowhere(client):
    assert "no-store" in post(client, report())["Cache-Control"]


def test_the_key_is_not_in_the_database(client):
    key = uuid.uuid4()
    post(client, report(), key)

    assert not ReportDraft.objects.filter(pk=key).exists()
    assert draft_by_key(key).case == Case.objects.get()


def test_too_many_from_one_address_wait_and_lose_nothing(client, monkeypatch):
    monkeypatch.setattr(gate, "PER_HOUR", 1)
    key = uuid.uuid4()
    assert post(client, report()).status_code == 201

    answer = post(client, report(), key)

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    Throttle.objects.all().delete()
    assert post(client, report(), key).status_code == 201


def test_who_asks_again_is_not_counted(client, monkeypatch):
    monkeypatch.setattr(gate, "PER_HOUR", 1)
    key = uuid.uuid4()
    post(client, report(), key)

    assert [post(client, report(), key).status_code for _ in range(3)] == [200, 200, 200]


def test_the_form_and_phones_are_counted_together(client, monkeypatch):
    monkeypatch.setattr(gate, "PER_HOUR_TO", 1)
    assert post(client, report(email="erika@example.org")).status_code == 201

    assert post(client, report(email="Erika@example.org")).status_code == 429


def test_a_trap_lets_it_wait_for_a_look(client):
    answer = post(client, report(website="https://spam.example"))

    receipt = answer.json()["receipt"]
    assert (receipt["reference"], Case.objects.count()) == ("", 0)
    assert WaitingReport.objects.get().waits_for == "LOOK"
    assert client.get(receipt["link"]).status_code == 200


def test_a_doubt_costs_a_sum_and_then_it_is_taken(client):
    key = uuid.uuid4()
    doubtful = report(text="www.a.example www.b.example www.c.example: alles kaputt")

    asked = post(client, doubtful, key)

    assert asked.status_code == 428
    puzzle = asked.json()["puzzle"]
    number = _solved(puzzle)
    assert post(client, doubtful, key, files={"proof": f"{puzzle['token']}.{number}"}).status_code == 201
    assert Case.objects.count() == 1


def _solved(puzzle):
    import hashlib

    return next(
        number
        for number in range(puzzle["most"])
        if hashlib.sha256(f"{puzzle['salt']}{number}".encode()).hexdigest() == puzzle["target"]
    )


def test_who_can_do_no_sums_confirms_by_mail(client):
    doubtful = report(text="www.a.example www.b.example www.c.example: alles kaputt")

    assert set(fields(post(client, doubtful, files={"proof": "none"}))) == {"email"}
    answer = post(client, doubtful | {"email": "erika@example.org"}, files={"proof": "none"})

    assert answer.json()["receipt"]["reference"] == ""
    assert WaitingReport.objects.get().waits_for == "CONFIRMATION"


def test_a_kind_that_wants_a_confirmation_waits_for_it_and_the_key_finds_the_case(client, lighting):
    noise = make_category(key="laerm", group=lighting, contact_required=True)
    key = uuid.uuid4()
    data = report(category=noise.key, email="erika@example.org")

    first = post(client, data, key).json()["receipt"]

    assert first["reference"] == ""
    assert "bestätigen" in first["notes"][0]
    case = confirm(token=WaitingReport.objects.get().token).case
    assert post(client, data, key).json()["receipt"]["reference"] == case.reference
    assert Case.objects.count() == 1


class TestAccounts:
    def test_it_belongs_to_the_account_under_which_it_was_written(self, client):
        erika = make_citizen()
        own = client_of(erika)
        mark = own.get("/app/schluessel/").json()["owner"]
        assert mark == owner_mark(erika)

        post(own, report(owner=mark, email="erika@example.org"))

        assert Party.objects.get().account == erika

    def test_not_to_whoever_sits_at_the_device_now(self, client):
        mark = owner_mark(make_citizen())

        post(client_of(make_citizen()), report(owner=mark))
        post(client_of(make_citizen()), report(owner=""))

        assert not Party.objects.filter(account__isnull=False).exists()
        assert Case.objects.count() == 2


class TestKinds:
    def test_the_list_holds_everything_that_is_asked(self, client, lamp, lighting):
        make_question(lamp, "mast", required=True, label="Welche Nummer steht auf dem Mast?")
        make_question(lamp, "hinweis", "INFO", label="Nicht anfassen.", required=True)
        lamp.hint = "Bei Gefahr: 112"
        lamp.save()
        make_category("Aus", key="aus", group=lighting, is_active=False)

        content = client.get("/maengel/neu/unterwegs/arten.json").json()

        (group,) = content["groups"]
        (kind,) = group["kinds"]
        assert (kind["key"], kind["hint"], kind["required"]) == ("lampe", "Bei Gefahr: 112", ["frage-mast"])
        assert 'name="frage-mast"' in kind["fields"]
        assert "Nicht anfassen." in kind["fields"]
        assert [len(point) for point in content["outline"][0]] == [2] * len(content["outline"][0])

    def test_the_same_list_is_not_sent_twice(self, client):
        first = client.get("/maengel/neu/unterwegs/arten.json")

        again = client.get("/maengel/neu/unterwegs/arten.json", headers={"If-None-Match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")

    def test_it_is_written_in_the_language_of_the_reader(self, client, lighting):
        german = client.get("/maengel/neu/unterwegs/arten.json").json()
        english = client.get("/maengel/neu/unterwegs/arten.json", headers={"Accept-Language": "en"}).json()

        assert (german["groups"][0]["name"], english["groups"][0]["name"]) == ("Straßenbeleuchtung", "Street lighting")
        assert german["version"] != english["version"]

    def test_a_released_report_changes_nothing_of_it(self, client, lamp):
        before = client.get("/maengel/neu/unterwegs/arten.json")["ETag"]
        assert make_report(lamp, public=True).release == Release.RELEASED

        assert client.get("/maengel/neu/unterwegs/arten.json")["ETag"] == before
