# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""GeoReport v2, the calls that read: exactly the fields, shapes and limits of the specification, and only what is public."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from nahdran.cases.operations import NewParty, change_status
from nahdran.files.operations import ingest
from nahdran.reports.models import Report
from nahdran.reports.operations import release, withdraw_release
from tests.factories.files import encoded
from tests.factories.reports import IN_BIRK, INSIDE, OUTSIDE, make_category, make_report
from tests.reports.open311.conftest import sentences, xml_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
SERVICE = ["service_code", "service_name", "description", "metadata", "type", "keywords", "group"]
REQUEST = ["service_request_id", "status", "status_notes", "service_name", "service_code", "description", "agency_responsible",
           "service_notice", "requested_datetime", "updated_datetime", "expected_datetime", "address", "address_id", "zipcode", "lat",
           "long", "media_url"]  # fmt: skip


def ids(answer):
    assert answer.status_code == 200, answer.content.decode()
    return [request["service_request_id"] for request in answer.json()]


# Services


def test_services_are_a_bare_array_in_json(guest, waste):
    answer = guest.get("/services.json")

    assert answer["Content-Type"] == "application/json; charset=utf-8"
    lamp, muell = answer.json()
    assert list(lamp) == SERVICE
    assert lamp == {"service_code": "lampe", "service_name": "Straßenlampe dunkel", "description": None, "metadata": False,
                    "type": "realtime", "keywords": None, "group": "Straßenbeleuchtung"}  # fmt: skip
    assert (muell["metadata"], muell["keywords"], muell["description"]) == (True, "Abfall, Dreck", "Was herumliegt")


def test_services_are_elements_in_xml(guest, waste):
    answer = guest.get("/services.xml")

    root = xml_of(answer)
    assert answer.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    assert (root.tag, [child.tag for child in root]) == ("services", ["service", "service"])
    assert [child.tag for child in root[0]] == SERVICE
    assert [root[0].findtext("metadata"), root[1].findtext("metadata")] == ["false", "true"]
    assert root[0].findtext("description") == ""


def test_a_kind_that_is_not_in_use_is_no_service(guest, lighting):
    make_category("Vorbei", key="vorbei", group=lighting, is_active=False)

    assert "vorbei" not in guest.get("/services.json").content.decode()
    assert guest.get("/services/vorbei.json").status_code == 404


def test_a_kind_that_must_be_confirmed_answers_with_a_token(guest, lighting):
    make_category("Lärm", key="laerm", group=lighting, contact_required=True)

    assert {entry["service_code"]: entry["type"] for entry in guest.get("/services.json").json()} == {
        "lampe": "realtime",
        "laerm": "batch",
    }


def test_outside_the_town_nothing_can_be_reported(guest):
    inside, outside = (guest.get("/services.json", lat=lat, long=lon).json() for lon, lat in (INSIDE, OUTSIDE))

    assert (len(inside), outside) == (1, [])
    assert xml_of(guest.get("/services.xml", lat=OUTSIDE[1], long=OUTSIDE[0])).tag == "services"


def test_services_speak_the_language_that_is_asked_for(guest, lamp):
    lamp.name_en = "Street light out"
    lamp.save()

    assert guest.get("/services.json", locale="en").json()[0]["service_name"] == "Street light out"
    assert guest.get("/services.json", locale="en_GB")["Content-Language"] == "en"
    for locale in ("", "de", "fi"):
        answer = guest.get("/services.json", locale=locale, headers={"Accept-Language": "en"})
        assert answer.json()[0]["service_name"] == "Straßenlampe dunkel"


# Definitions


def test_a_definition_has_an_attribute_for_each_question(guest, waste):
    tree = guest.get("/services/muell.json").json()

    assert list(tree) == ["service_code", "attributes"]
    found = {attribute["code"]: attribute for attribute in tree["attributes"]}
    assert {code: (each["datatype"], each["variable"], each["required"]) for code, each in found.items()} == {
        "info": ("string", False, False), "menge": ("number", True, False), "seit": ("datetime", True, False),
        "was": ("singlevaluelist", True, True), "noch": ("multivaluelist", True, False), "gefahr": ("singlevaluelist", True, False),
        "wort": ("string", True, False),
    }  # fmt: skip
    assert [each["order"] for each in tree["attributes"]] == [1, 2, 3, 4, 5, 6, 7]
    assert found["was"]["values"] == [{"key": "glas", "name": "Glas"}, {"key": "holz", "name": "Holz"}]
    assert [value["key"] for value in found["gefahr"]["values"]] == ["yes", "no"]
    assert found["menge"]["values"] == []


def test_a_definition_in_xml_is_one_element(guest, waste):
    root = xml_of(guest.get("/services/muell.xml"))

    assert root.tag == "service_definition"
    attribute = root.find("attributes")[3]
    assert [child.tag for child in attribute] == ["variable", "code", "datatype", "required", "datatype_description", "order",
                                                  "description", "values"]  # fmt: skip
    assert [value.findtext("key") for value in attribute.find("values")] == ["glas", "holz"]


def test_a_kind_without_questions_has_an_empty_definition(guest):
    assert guest.get("/services/lampe.json").json() == {"service_code": "lampe", "attributes": []}


# Requests


def test_a_request_has_the_fields_of_the_specification_and_no_others(guest, public):
    (request,) = guest.get("/requests.json").json()

    assert list(request) == REQUEST
    assert request["service_request_id"] == public.case.reference
    assert (request["status"], request["service_code"], request["description"]) == (
        "open",
        "lampe",
        "Die Lampe ist aus.",
    )
    assert (request["lat"], request["long"]) == (INSIDE[1], INSIDE[0])
    assert request["address"] == "Hauptstraße 71, Lohmar"
    assert request["address_id"].isdecimal()
    assert request["agency_responsible"] == "Servicecenter"
    assert (request["media_url"], request["service_notice"]) == (None, None)


def test_moments_have_a_zone(lamp, guest):
    with time_machine.travel(NOON, tick=False):
        make_report(lamp, public=True)
        (request,) = guest.get("/requests.json").json()

    assert request["requested_datetime"] == "2026-03-04T12:00:00Z"
    assert request["updated_datetime"] == "2026-03-04T12:00:00Z"
    assert request["expected_datetime"] == "2026-03-18T17:00:00Z"  # ten working days, six o'clock in the evening


def test_a_request_in_xml_has_the_same_in_the_same_order(guest, public):
    root = xml_of(guest.get("/requests.xml"))

    assert (root.tag, root[0].tag) == ("service_requests", "request")
    assert [child.tag for child in root[0]] == REQUEST
    assert root[0].findtext("media_url") == ""


def test_one_request_is_an_array_of_one(guest, public):
    (request,) = guest.get(f"/requests/{public.case.reference}.json").json()

    assert request["service_request_id"] == public.case.reference
    assert len(xml_of(guest.get(f"/requests/{public.case.reference}.xml"))) == 1


def test_a_number_may_be_written_as_people_write_it(guest, public):
    assert ids(guest.get(f"/requests/{public.case.reference.lower()}.json")) == [public.case.reference]


def test_a_closed_request_says_when_and_why(guest, public, clerk):
    change_status(case=public.case, to="DONE", actor=clerk, public_text="Neue Leuchte eingesetzt.")

    (request,) = guest.get("/requests.json").json()

    public.case.refresh_from_db()
    assert (request["status"], request["status_notes"]) == ("closed", "Neue Leuchte eingesetzt.")
    assert request["updated_datetime"] == public.case.closed_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert request["expected_datetime"] is None


def test_nothing_about_the_person_is_ever_told(guest, lamp):
    party = NewParty(name="Erika Mustermann", email="erika@example.org", phone="02246 150")
    make_report(lamp, public=True, party=party, text="Ich bin Erika, 02246 150.", place_note="bei Erika")

    for form in ("json", "xml"):
        text = guest.get(f"/requests.{form}", extensions="true").content.decode()
        assert not [word for word in ("Erika", "Mustermann", "example.org", "02246") if word in text]


def test_what_is_not_released_does_not_exist(guest, lamp, public):
    held = make_report(lamp)
    withdrawn = make_report(lamp, public=True)
    withdraw_release(report=withdrawn, actor=None)

    assert ids(guest.get("/requests.json")) == [public.case.reference]
    asked = f"{held.case.reference},{withdrawn.case.reference},{public.case.reference}"
    assert ids(guest.get("/requests.json", service_request_id=asked)) == [public.case.reference]
    assert guest.get(f"/requests/{held.case.reference}.json").status_code == 404


def test_photos_come_with_an_address_that_programs_can_load(guest, lamp, stored):
    file = ingest(upload=SimpleUploadedFile("a.jpg", encoded(Image.new("RGB", (64, 48), "red")))).file
    report = make_report(lamp, files=[file], public=True)

    (request,) = guest.get("/requests.json").json()

    path = request["media_url"].removeprefix("http://127.0.0.1:8000")
    photo = guest.http.get(path)
    assert b"".join(photo.streaming_content)
    assert request["media_url"].endswith(".jpg")
    assert (photo.status_code, photo["Content-Type"], photo["Access-Control-Allow-Origin"]) == (200, "image/jpeg", "*")
    assert photo["Cross-Origin-Resource-Policy"] == "cross-origin"
    release(report=report, public_text="", photos=[], actor=None)
    assert guest.http.get(path).status_code == 404
    assert guest.get("/requests.json").json()[0]["media_url"] is None


# Narrowing


@pytest.fixture
def several(lamp, waste):
    """Three reports, one a day, the middle one settled and of another kind."""
    with time_machine.travel(NOON, tick=False) as clock:
        first = make_report(lamp, public=True, public_text="Erste")
        clock.move_to(NOON + timedelta(days=1))
        second = make_report(waste, IN_BIRK, public=True, public_text="Zweite mit Wespennest")
        clock.move_to(NOON + timedelta(days=2))
        third = make_report(lamp, public=True, public_text="Dritte")
        change_status(case=second.case, to="DONE", actor=None, public_text="Weg.")
        clock.move_to(NOON + timedelta(days=3))
        yield [report.case.reference for report in (first, second, third)]


def test_the_newest_come_first(guest, several):
    assert ids(guest.get("/requests.json")) == several[::-1]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"status": "open"}, [2, 0]),
        ({"status": "closed"}, [1]),
        ({"status": "open,closed"}, [2, 1, 0]),
        ({"status": "CLOSED"}, [1]),
        ({"status": ""}, [2, 1, 0]),
        ({"service_code": "muell"}, [1]),
        ({"service_code": "muell,lampe"}, [2, 1, 0]),
        ({"service_code": "gibtsnicht"}, []),
        ({"service_code": ""}, [2, 1, 0]),
        ({"start_date": "2026-03-05T00:00:00Z"}, [2, 1]),
        ({"end_date": "2026-03-05T12:00:00Z"}, [1, 0]),
        ({"start_date": "2026-03-05", "end_date": "2026-03-05"}, [1]),
        ({"start_date": "2026-03-05T13:00:00+01:00", "end_date": "2026-03-06T00:00:00+01:00"}, [1]),
        ({"start_date": "2026-03-05T13:00:00.000001"}, [2]),
        ({"start_date": "", "end_date": ""}, [2, 1, 0]),
        ({"page": "1", "page_size": "2"}, [2, 1]),
        ({"page": "2", "page_size": "2"}, [0]),
        ({"page": "3", "page_size": "2"}, []),
        ({"q": "Wespennest"}, [1]),
        ({"bbox": "7.26,50.8,7.3,50.9"}, [1]),
        ({"lat": INSIDE[1], "long": INSIDE[0], "radius": "500"}, [2, 0]),
        ({"lat": IN_BIRK[1], "long": IN_BIRK[0]}, [1]),
        ({"updated_after": "2026-03-06T12:00:00Z"}, [1, 2]),
        ({"updated_after": "2026-03-04T12:00:00Z", "updated_before": "2026-03-05T12:00:00Z"}, [0]),
        ({"unknown": "passed over"}, [2, 1, 0]),
    ],
    ids=str,
)  # fmt: skip
def test_the_list_can_be_narrowed(guest, several, query, wanted):
    assert ids(guest.get("/requests.json", **query)) == [several[number] for number in wanted]


def test_ids_override_everything_else(guest, several):
    query = {
        "service_request_id": f"{several[0]},{several[1]}",
        "status": "open",
        "start_date": "nonsense",
        "service_code": "muell",
    }

    assert ids(guest.get("/requests.json", **query)) == [several[1], several[0]]


def test_ids_may_be_given_several_times(guest, several):
    answer = guest.http.get(
        f"/open311/v2/requests.json?service_request_id={several[0]}&service_request_id={several[2]}"
    )

    assert ids(answer) == [several[2], several[0]]


def test_a_plus_sign_that_nobody_has_encoded_is_understood(guest, several):
    answer = guest.http.get("/open311/v2/requests.json?start_date=2026-03-06T00:00:00+01:00")

    assert ids(answer) == [several[2]]


def test_without_dates_it_is_the_last_ninety_days(guest, lamp):
    with time_machine.travel(NOON, tick=False) as clock:
        old = make_report(lamp, public=True).case.reference
        clock.move_to(NOON + timedelta(days=91))
        young = make_report(lamp, public=True).case.reference

        assert ids(guest.get("/requests.json")) == [young]
        assert ids(guest.get("/requests.json", start_date="2026-03-01T00:00:00Z")) == [old]
        assert ids(guest.get("/requests.json", end_date="2026-03-31T00:00:00Z")) == [old]
        assert ids(guest.get("/requests.json", updated_after="2026-01-01T00:00:00Z")) == [old, young]
        assert ids(guest.get("/requests.json", service_request_id=old)) == [old]


def test_more_than_ninety_days_at_once_are_refused(guest):
    answer = guest.get("/requests.json", start_date="2026-01-01T00:00:00Z", end_date="2026-05-01T00:00:00Z")

    assert answer.status_code == 400
    assert sentences(answer)[0].startswith("end_date invalid")


def test_at_most_a_thousand_come_at_once(guest, lamp, monkeypatch):
    from nahdran.reports.api.open311 import parameters

    monkeypatch.setattr(parameters, "MOST", 2)
    for _ in range(3):
        make_report(lamp, public=True)

    assert len(ids(guest.get("/requests.json"))) == 2
    assert guest.get("/requests.json", page_size="3").status_code == 400


# Extensions


def test_extensions_come_only_when_asked_for(guest, waste, clerk, stored):
    file = ingest(upload=SimpleUploadedFile("a.jpg", encoded(Image.new("RGB", (64, 48), "red")))).file
    answers = {"was": "glas", "wort": "geheim"}
    report = make_report(waste, answers=answers, files=[file], public=True, public_text="Scherben")
    change_status(case=report.case, to="IN_WORK", actor=clerk, public_text="Der Bauhof kommt.")

    (request,) = guest.get("/requests.json", extensions="true").json()

    assert list(request) == [*REQUEST, "extended_attributes", "attributes", "notes"]
    extended = request["extended_attributes"]
    assert (extended["detailed_status"], extended["title"], len(extended["media_urls"])) == ("IN_PROCESS", "Müll", 1)
    assert request["attributes"] == [{"code": "was", "label": "Was ist es?", "value": "glas", "name": "Glas"}]
    assert [note["type"] for note in request["notes"]] == ["new", "in_work"]
    assert request["notes"][1]["description"] == "Der Bauhof kommt."
    root = xml_of(guest.get("/requests.xml", extensions="true"))[0]
    assert root.find("extended_attributes/media_urls/media_url").text == extended["media_urls"][0]
    assert root.find("attributes/attribute/code").text == "was"
    assert root.find("notes/note/type").text == "new"


def test_answers_stay_inside_until_somebody_has_looked(guest, waste):
    waste.release_at_once = True
    waste.save()
    make_report(waste, answers={"was": "glas"})

    (request,) = guest.get("/requests.json", extensions="true").json()

    assert (request["attributes"], request["description"]) == ([], None)


@pytest.mark.parametrize(
    ("status", "word"),
    [("NEW", "RECEIVED"), ("CHECKED", "IN_PROCESS"), ("EXTERNAL", "IN_PROCESS"), ("ASKED", "IN_PROCESS"), ("DONE", "PROCESSED"),
     ("NOT_OURS", "REJECTED"), ("DUPLICATE", "REJECTED"), ("DECLINED", "REJECTED")],
)  # fmt: skip
def test_citysdk_has_five_words_for_our_twelve(guest, public, clerk, status, word):
    if status != "NEW":
        change_status(case=public.case, to=status, actor=clerk, public_text="Darum.")

    (request,) = guest.get("/requests.json", extensions="true").json()

    assert request["extended_attributes"]["detailed_status"] == word


# As HTTP


@pytest.mark.parametrize(
    "path", ["/services.json", "/services.xml", "/requests.json", "/requests.xml", "/services/lampe.json"]
)
def test_what_has_not_changed_is_not_sent_again(guest, public, path):
    first = guest.get(path)

    assert guest.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert guest.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_change_is_noticed(guest, public, clerk):
    before = guest.get("/requests.json")

    change_status(case=public.case, to="IN_WORK", actor=clerk)

    after = guest.get("/requests.json", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "Last-Modified" in after


def test_pages_of_any_site_may_read(guest, public):
    for path in (
        "/services.json",
        "/requests.xml",
        f"/requests/{public.case.reference}.json",
        "/requests/nothing.json",
    ):
        assert guest.get(path)["Access-Control-Allow-Origin"] == "*"
    asked = guest.http.options("/open311/v2/requests.json")
    assert (asked.status_code, asked["Allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    assert "POST" not in asked["Access-Control-Allow-Methods"]


def test_head_is_get_without_the_body(guest, public):
    full, head = guest.get("/requests.json"), guest.http.head("/open311/v2/requests.json")

    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Content-Length"]) == (full["ETag"], str(len(full.content)))


def test_no_cookie_is_set_and_none_counts(guest, public, clerk):
    answer = guest.get("/requests.json")

    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize(("accept", "kind"), [("application/json", "application/json"), ("text/xml", "text/xml"), ("*/*", "text/xml"),
                                              ("", "text/xml"), ("text/html", "text/xml")])  # fmt: skip
def test_without_a_format_the_accept_header_decides(guest, public, accept, kind):
    assert guest.get("/requests", headers={"Accept": accept})["Content-Type"].startswith(kind)


def test_a_list_of_three_takes_as_many_queries_as_a_list_of_one(guest, lamp, django_assert_max_num_queries):
    make_report(lamp, public=True)
    guest.get("/requests.json", extensions="true")
    with django_assert_max_num_queries(12) as one:
        guest.get("/requests.json", extensions="true")
    make_report(lamp, public=True), make_report(lamp, public=True)
    with django_assert_max_num_queries(len(one.captured_queries)):
        guest.get("/requests.json", extensions="true")


def test_signs_that_no_xml_may_hold_are_left_out(guest, lamp):
    Report.objects.filter(pk=make_report(lamp, public=True).pk).update(public_text="vor\x0bnach <b> & \ufffe😀")

    assert xml_of(guest.get("/requests.xml"))[0].findtext("description") == "vornach <b> & 😀"
