# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""GeoReport v2, POST: a form of another program becomes a report, once, with everything the desk needs and nothing the public may not see."""

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from nahdran.accounts.models import ApiKey
from nahdran.accounts.operations.api_keys import revoke_api_key
from nahdran.audit.models import Entry
from nahdran.cases.models import Case, Message, Party
from nahdran.reports.models import ReceivedReport, Report, WaitingReport
from nahdran.reports.operations import confirm, release
from nahdran.reports.rules import SCOPE
from tests.factories.reports import INSIDE, OUTSIDE, make_category
from tests.reports.open311.conftest import PLACE, Program, sentences, xml_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def report_of(answer) -> Report:
    assert answer.status_code == 200, answer.content.decode()
    return Report.objects.select_related("case").get(case__reference=answer.json()[0]["service_request_id"])


def test_a_report_is_opened_and_its_number_comes_back(program):
    answer = program.post(service_code="lampe", **PLACE, description="Die Lampe ist aus.", account_id="4711")

    (tree,) = answer.json()
    assert set(tree) == {"service_request_id", "service_notice", "account_id"}
    assert tree["account_id"] == "4711"
    assert "10 Werktagen" in tree["service_notice"]
    report = report_of(answer)
    assert (report.case.channel, report.description, report.address) == (
        "API",
        "Die Lampe ist aus.",
        "Hauptstraße 71, Lohmar",
    )
    assert (report.release, report.case.unit.name) == ("HELD", "Servicecenter")


def test_in_xml_the_same(program):
    root = xml_of(program.post("/requests.xml", service_code="lampe", **PLACE))

    assert (root.tag, root[0].tag) == ("service_requests", "request")
    assert Case.objects.filter(reference=root[0].findtext("service_request_id")).exists()
    assert root[0].findtext("account_id") == ""
    assert root[0].find("token") is None


def test_a_form_as_the_specification_shows_it_is_understood(program, waste):
    body = (
        f"api_key={program.key}&jurisdiction_id=lohmar.de&service_code=muell&lat={INSIDE[1]}&long={INSIDE[0]}"
        "&address_string=1234+5th+street&email=smit333%40sfgov.edu&device_id=tt222111&account_id=123456&first_name=john&last_name=smith"
        "&phone=111111111&description=A+large+sinkhole+is+destroying+the+street&attribute[was]=glas&attribute[noch][]=glas&attribute[noch][]=holz"
    )

    report = report_of(program.form(body, content_type="application/x-www-form-urlencoded; charset=utf-8"))

    assert report.answers == {"was": "glas", "noch": ["glas", "holz"]}
    assert (report.place_note, report.description) == ("1234 5th street", "A large sinkhole is destroying the street")
    party = Party.objects.get(case=report.case)
    assert (party.name, party.email, party.phone) == ("john smith", "smit333@sfgov.edu", "111111111")


@pytest.mark.parametrize("where", ["field", "query", "header", "bearer"])
def test_the_key_may_stand_in_four_places(lamp, new_key, where):
    key = new_key()
    program = Program()
    headers = {"header": {"X-API-Key": key}, "bearer": {"Authorization": f"Bearer {key}"}}.get(where, {})
    form = {"service_code": "lampe", **PLACE, **({"api_key": key} if where == "field" else {})}
    address = "/open311/v2/requests.json" + (f"?api_key={key}" if where == "query" else "")

    assert program.http.post(address, form, headers=headers).status_code == 200


def test_without_a_key_nothing_is_opened(program):
    for key in ("", "nahdran_00000000_" + "0" * 40, "geheim", program.key[:-1]):
        answer = Program(key).post(service_code="lampe", **PLACE)
        assert answer.status_code == 403
        assert sentences(answer)[0].startswith("api_key ")
    assert not Case.objects.exists()


def test_a_revoked_key_and_one_for_something_else_open_nothing(program, new_key, monkeypatch):
    from nahdran.accounts.scopes import ApiScope, api_scopes

    monkeypatch.setitem(api_scopes._items, "other", ApiScope("other", "anderes"))
    other = new_key("other")
    revoke_api_key(actor=None, key=ApiKey.objects.get(prefix=program.key.split("_")[1]))

    assert [Program(key).post(service_code="lampe", **PLACE).status_code for key in (program.key, other)] == [403, 403]


# What is missing or wrong


def test_everything_that_is_wrong_is_said_at_once(program, waste):
    answer = program.post(
        service_code="muell", lat="91", long="abc", email="kein", description="x" * 4001, phone="1" * 41
    )

    assert answer.status_code == 400
    names = [sentence.split(" ")[0] for sentence in sentences(answer)]
    assert names == ["lat", "long", "description", "phone", "email", "was"]


def test_a_missing_answer_is_named_as_the_chicago_suite_wants_it(program, waste):
    (sentence,) = sentences(program.post(service_code="muell", **PLACE))

    assert sentence.startswith("was required")


def test_errors_in_xml_are_a_list_too(program, waste):
    answer = program.post("/requests.xml", service_code="muell")

    root = xml_of(answer)
    assert (answer.status_code, root.tag) == (400, "errors")
    assert [error.tag for error in root] == ["error", "error"]
    assert {error.findtext("code") for error in root} == {"400"}
    assert [error.findtext("description").split(" ")[0] for error in root] == ["lat", "was"]


def test_a_kind_that_there_is_not_is_404(program):
    answer = program.post(service_code="gibtsnicht", **PLACE)

    assert answer.status_code == 404
    assert sentences(answer)[0].startswith("service_code not found")


def test_a_place_outside_is_refused_with_a_sentence_that_helps(program):
    answer = program.post(service_code="lampe", lat=str(OUTSIDE[1]), long=str(OUTSIDE[0]))

    assert answer.status_code == 400
    assert "Kreisstadt" in sentences(answer)[0]
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "place", [{"lat": str(INSIDE[1])}, {"long": str(INSIDE[0])}, {}, {"lat": "", "long": "", "address_string": " "}]
)
def test_half_a_place_is_none(program, place):
    assert program.post(service_code="lampe", **place).status_code == 400


def test_an_empty_parameter_is_no_parameter(program, waste):
    empty = dict.fromkeys(["email", "device_id", "account_id", "first_name", "last_name", "phone", "media_url", "address_id",
                           "address_string", "jurisdiction_id", "media", "attribute[menge]", "attribute[seit]", "attribute[noch][]"], "")  # fmt: skip

    report = report_of(program.post(service_code="muell", **PLACE, **{"attribute[was]": "glas"}, **empty))

    assert report.answers == {"was": "glas"}
    assert not Party.objects.filter(case=report.case).exists()


# Places


@pytest.mark.parametrize(
    "words",
    ["Hauptstraße 71", "Hauptstr. 71, Lohmar", "hauptstrasse 71, 53797 Lohmar, Rhein-Sieg-Kreis, Nordrhein-Westfalen, Deutschland", "Hauptstraße 71, Deutschland"],
)  # fmt: skip
def test_an_address_in_words_is_found_in_our_own_tables(program, words):
    report = report_of(program.post(service_code="lampe", address_string=words))

    assert report.address == "Hauptstraße 71, Lohmar"
    assert (report.lon, report.lat) == INSIDE
    assert report.place_note == words


def test_an_address_that_we_do_not_know_is_refused(program):
    answer = program.post(service_code="lampe", address_string="Königsallee 1, Düsseldorf")

    assert sentences(answer)[0].startswith("address_string invalid")


def test_our_own_address_key_comes_back_and_is_taken(program, guest):
    first = report_of(program.post(service_code="lampe", **PLACE))
    release(report=first, public_text="", photos=[], actor=None)
    (request,) = guest.get("/requests.json").json()

    again = report_of(program.post(service_code="lampe", address_id=request["address_id"]))

    assert (again.lon, again.lat) == INSIDE
    for nonsense in ("0", "-1", "abc", "9" * 30, "1; DROP"):
        assert program.post(service_code="lampe", address_id=nonsense).status_code == 400


# Attributes


@pytest.mark.parametrize(
    ("fields", "answers"),
    [
        ({"attribute[was]": "holz"}, {"was": "holz"}),
        ({"attribute[was][]": "holz"}, {"was": "holz"}),
        ({"attribute[was][0]": "holz"}, {"was": "holz"}),
        ({"attribute[was]": "holz", "attribute[noch]": ["glas", "holz"]}, {"was": "holz", "noch": ["glas", "holz"]}),
        ({"attribute[was]": "holz", "attribute[noch][0]": "holz", "attribute[noch][1]": "glas"}, {"was": "holz", "noch": ["glas", "holz"]}),
        ({"attribute[was]": "holz", "attribute[menge]": "3"}, {"was": "holz", "menge": 3}),
        ({"attribute[was]": "holz", "attribute[menge]": "2.5"}, {"was": "holz", "menge": 2.5}),
        ({"attribute[was]": "holz", "attribute[gefahr]": "yes"}, {"was": "holz", "gefahr": True}),
        ({"attribute[was]": "holz", "attribute[gefahr]": "False"}, {"was": "holz", "gefahr": False}),
        ({"attribute[was]": "holz", "attribute[seit]": "2026-03-01"}, {"was": "holz", "seit": "2026-03-01"}),
        ({"attribute[was]": "holz", "attribute[seit]": "2026-03-01T23:30:00Z"}, {"was": "holz", "seit": "2026-03-02"}),
        ({"attribute[was]": "holz", "attribute[wort]": "Grüße 🌳"}, {"was": "holz", "wort": "Grüße 🌳"}),
        ({"attribute[was]": "holz", "attribute[info]": "x", "attribute[alt]": "x", "attribute[easting]": "1"}, {"was": "holz"}),
    ],
    ids=str,
)  # fmt: skip
def test_attributes_become_answers(program, waste, fields, answers):
    assert report_of(program.post(service_code="muell", **PLACE, **fields)).answers == answers


@pytest.mark.parametrize(
    "fields",
    [{"attribute[was]": "papier"}, {"attribute[was]": ["glas", "holz"]}, {"attribute[was]": " "}, {"attribute[was]": "glas", "attribute[menge]": "viele"},
     {"attribute[was]": "glas", "attribute[menge]": "-1"}, {"attribute[was]": "glas", "attribute[menge]": "inf"},
     {"attribute[was]": "glas", "attribute[seit]": "neulich"}, {"attribute[was]": "glas", "attribute[seit]": "2026-02-31"},
     {"attribute[was]": "glas", "attribute[noch][]": ["glas", "papier"]}, {"attribute[was]": "glas", "attribute[gefahr]": "vielleicht"},
     {"attribute[was]": "glas", "attribute[wort]": "x" * 201}, {"attribute": "was=glas"}],
    ids=str,
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_refused_by_its_code(program, waste, fields):
    answer = program.post(service_code="muell", **PLACE, **fields)

    assert answer.status_code == 400
    assert re.match(r"^(was|menge|seit|noch|gefahr|wort) (required|invalid): ", sentences(answer)[0])


# Confirmation


@pytest.fixture
def noise(lighting):
    return make_category("Lärm", key="laerm", group=lighting, contact_required=True)


def test_where_an_address_must_be_proven_a_token_comes_back(program, noise):
    answer = program.post(service_code="laerm", **PLACE, email="erika@example.org", description="Laut.")

    (tree,) = answer.json()
    assert set(tree) == {"token", "service_notice", "account_id"}
    assert not Case.objects.exists()
    waiting = program.get(f"/tokens/{tree['token']}.json")
    assert waiting.json() == [{"service_request_id": None, "token": tree["token"]}]

    case = confirm(token=WaitingReport.objects.get(token=tree["token"]).token).case

    assert program.get(f"/tokens/{tree['token']}.json").json() == [
        {"service_request_id": case.reference, "token": tree["token"]}
    ]
    root = xml_of(program.get(f"/tokens/{tree['token']}.xml"))
    assert root[0].findtext("service_request_id") == case.reference


@pytest.mark.django_db(transaction=True)
def test_who_has_sent_it_may_follow_it_once_it_is_confirmed(program, noise):
    token = program.post(service_code="laerm", **PLACE, email="erika@example.org").json()[0]["token"]

    case = confirm(token=token).case

    assert ReceivedReport.objects.get().case == case
    assert program.get(f"/requests/{case.reference}.json", api_key=program.key).status_code == 200


def test_without_an_address_such_a_report_is_refused(program, proven, noise):
    for sender in (program, proven):
        assert sentences(sender.post(service_code="laerm", **PLACE))[0].startswith("email required")


def test_a_program_that_proves_addresses_itself_gets_a_number_at_once(proven, noise):
    assert report_of(proven.post(service_code="laerm", **PLACE, email="erika@example.org")).case.channel == "API"


def test_a_token_that_there_is_not_is_404(program):
    for token in ("00000000-0000-4000-8000-000000000000", "123456", "x" * 300):
        assert program.get(f"/tokens/{token}.json").status_code == 404


# Sent twice


def test_the_same_number_is_the_same_report(program):
    form = {"service_code": "lampe", **PLACE, "headers": {"Idempotency-Key": "abc-1"}}

    first, again = program.post(**form), program.post(**form)

    assert first.json() == again.json()
    assert Case.objects.count() == 1


def test_the_same_number_for_something_else_is_refused(program):
    program.post(service_code="lampe", **PLACE, headers={"Idempotency-Key": "abc-1"})

    answer = program.post(service_code="lampe", **PLACE, description="anders", headers={"Idempotency-Key": "abc-1"})

    assert sentences(answer)[0].startswith("Idempotency-Key invalid")
    assert Case.objects.count() == 1


def test_whoever_lost_the_answer_asks_by_the_number(program, new_key):
    number = program.report(headers={"Idempotency-Key": "abc-1"})

    def asked(key, under):
        return program.get("/requests.json", idempotency_key=under, headers={"X-API-Key": key})

    mine = asked(program.key, "abc-1")
    assert (mine.json(), mine["Idempotency-Key"]) == ([{"service_request_id": number, "token": None}], "abc-1")
    unknown = asked(program.key, "abc-2")
    assert (unknown.json(), unknown["Idempotency-Key"]) == ([], "abc-2")
    assert asked(new_key(), "abc-1").json() == [], "of another program it says nothing"
    assert "Idempotency-Key" not in program.get("/requests.json", idempotency_key="abc-1"), "nor without a key"


def test_a_report_that_waits_is_found_by_its_token(program, noise):
    sent = program.post(service_code="laerm", **PLACE, email="erika@example.org", headers={"Idempotency-Key": "w-1"})
    told = program.get("/requests.json", idempotency_key="w-1", headers={"X-API-Key": program.key}).json()

    assert told == [{"service_request_id": None, "token": sent.json()[0]["token"]}]


def test_the_number_of_one_program_is_not_that_of_another(program, new_key):
    form = {"service_code": "lampe", **PLACE, "headers": {"Idempotency-Key": "1"}}

    numbers = {sender.post(**form).json()[0]["service_request_id"] for sender in (program, Program(new_key()))}

    assert len(numbers) == 2


def test_a_device_that_sends_again_within_minutes_has_sent_one_report(program):
    form = {"service_code": "lampe", **PLACE, "device_id": "tt222111", "description": "aus"}
    with time_machine.travel(NOON, tick=False) as clock:
        first = program.post(**form).json()
        clock.move_to(NOON + timedelta(minutes=9))
        assert program.post(**form).json() == first
        assert program.post(**{**form, "description": "flackert"}).json() != first
        clock.move_to(NOON + timedelta(minutes=25))
        assert program.post(**form).json() != first


def test_without_a_number_two_reports_are_two(program):
    form = {"service_code": "lampe", **PLACE}

    assert program.post(**form).json() != program.post(**form).json()


@pytest.mark.django_db(transaction=True)
def test_sent_six_times_at_once_it_is_one_report(program):
    answers = []

    def send():
        answers.append(program.post(service_code="lampe", **PLACE, headers={"Idempotency-Key": "race"}).json())
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 6
    assert all(answer == answers[0] for answer in answers)
    assert Case.objects.count() == 1


# Reading one's own


def test_its_sender_reads_the_status_of_what_is_not_released_and_nobody_else(program, guest, new_key):
    reference = program.report(description="Bei Erika, 02246 150", email="erika@example.org")
    other = Program(new_key())

    (own,) = program.get(f"/requests/{reference}.json", api_key=program.key, extensions="true").json()

    assert (own["status"], own["description"], own["media_url"]) == ("open", None, None)
    assert (own["extended_attributes"]["is_public"], own["notes"], own["attributes"]) == (False, [], [])
    assert "Erika" not in str(own)
    assert guest.get(f"/requests/{reference}.json").status_code == 404
    assert other.get(f"/requests/{reference}.json", api_key=other.key).status_code == 404


def test_the_list_of_its_sender_holds_both(program, guest, public):
    own = program.report()

    found = program.get("/requests.json", api_key=program.key)

    assert [entry["service_request_id"] for entry in found.json()] == [own, public.case.reference]
    assert found["Cache-Control"] == "no-cache, private"
    for query in ({"q": "Lampe"}, {"bbox": "7.2,50.8,7.3,50.9"}, {"lat": PLACE["lat"], "long": PLACE["long"]}):
        assert own not in program.get("/requests.json", api_key=program.key, **query).content.decode()
    paged = [
        program.get("/requests.json", api_key=program.key, page=str(n), page_size="1").json()[0]["service_request_id"]
        for n in (1, 2)
    ]
    assert paged == [own, public.case.reference]
    assert program.get("/requests.json", api_key=program.key, status="closed").json() == []


def test_a_wrong_key_is_no_key_when_reading_either(program):
    assert program.get("/requests.json", api_key="nahdran_wrong").status_code == 403
    assert program.get("/requests.json", api_key="").status_code == 200


# The log


def test_the_log_names_the_key(program):
    program.report(description="Erika")

    entry = Entry.objects.get(action="reports.received")
    assert entry.actor_label == f"Kreis ({program.key.split('_')[1]})"
    assert "Erika" not in str(entry.data)


def test_what_is_kept_of_the_sender_is_a_hash(program):
    program.report(account_id="konto-4711", device_id="geraet-8")

    row = ReceivedReport.objects.values().get()
    assert not [word for word in ("4711", "geraet") if word in str(row)]
    assert not Message.objects.filter(text__contains="4711").exists()


# Limits


def test_each_key_has_its_own_rate(lamp, new_key):
    slow, fast = Program(new_key(rate_per_minute=2)), Program(new_key())

    assert [slow.post(service_code="lampe", **PLACE).status_code for _ in range(3)] == [200, 200, 429]
    refused = slow.post("/requests.xml", service_code="lampe", **PLACE)
    assert (refused["Retry-After"], xml_of(refused).tag) == ("60", "errors")
    assert fast.post(service_code="lampe", **PLACE).status_code == 200


def test_guessing_keys_ends_soon(lamp, settings):
    settings.API_WRONG_KEYS_PER_MINUTE = 3

    assert [Program(f"nahdran_{n:08d}_{'0' * 40}").post().status_code for n in range(5)] == [403, 403, 403, 429, 429]


def test_reading_has_a_limit_for_each_address(guest, settings):
    settings.API_READS_PER_MINUTE = 2

    assert [guest.get("/services.json").status_code for _ in range(3)] == [200, 200, 429]
    assert sentences(guest.get("/services.json"))
    assert guest.http.get("/open311/v2/services.json", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_a_form_that_is_too_large_is_refused_in_its_format(program, settings):
    settings.API_FORM_MAX_BYTES = 1000

    answer = program.form(f"api_key={program.key}&description={'x' * 2000}")

    assert answer.status_code == 400
    assert "multipart" in sentences(answer)[0]


def test_keys_of_this_scope_only(lamp, new_key):
    assert ApiKey.objects.count() == 0
    assert Program(new_key(SCOPE)).post(service_code="lampe", **PLACE).status_code == 200
