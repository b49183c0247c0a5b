# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The checks of known validators and the ways of known clients, in our words, over plain HTTP against a running server.

Each section names whose expectations it holds. None of their code is here; what they ask for and how they read the answer is.
"""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from nahdran.cases.operations import change_status
from nahdran.reports.operations import confirm
from tests.factories.reports import INSIDE, make_category, make_report
from tests.reports.open311.conftest import Program

pytestmark = pytest.mark.django_db(transaction=True)
LON, LAT = INSIDE


@pytest.fixture
def site(live_server, settings, waste, public, new_key):
    """The root of a town with two kinds, one of them with questions, and two released requests."""
    settings.SITE_URL = live_server.url
    make_report(waste, public=True, public_text="Scherben", answers={"was": "glas"})
    return live_server.url


@pytest.fixture
def base(site):
    return f"{site}/open311/v2"


def parsed(text: bytes) -> Any:
    """XML as XML::Simple, HTTParty and xmltodict read it: one element is a value, several are a list, empty ones are None."""

    def value(element: ET.Element) -> Any:
        if not len(element):
            return element.text
        found: dict[str, Any] = {}
        for child in element:
            if child.tag not in found:
                found[child.tag] = value(child)
            elif isinstance(found[child.tag], list):
                found[child.tag].append(value(child))
            else:
                found[child.tag] = [found[child.tag], value(child)]
        return found

    root = ET.fromstring(text)
    return {root.tag: value(root)}


def listed(thing: Any) -> list[Any]:
    return thing if isinstance(thing, list) else [] if thing is None else [thing]


# The validator of SeeClickFix


@pytest.fixture
def seeclickfix(site):
    url = f"{site}/open311/discovery"
    assert url.endswith("discovery")
    return requests.get(f"{url}.xml", timeout=10), requests.get(f"{url}.json", timeout=10)


def test_seeclickfix_discovery_has_contact_and_key_service_in_both_formats(seeclickfix):
    xml, json = parsed(seeclickfix[0].content)["discovery"], seeclickfix[1].json()

    for name in ("contact", "key_service"):
        assert xml[name].strip()
        assert xml[name] == json[name]


def test_seeclickfix_every_changeset_is_a_moment_in_the_past(seeclickfix):
    xml, json = parsed(seeclickfix[0].content)["discovery"], seeclickfix[1].json()
    endpoints = xml["endpoints"]["endpoint"] + json["endpoints"]

    for moment in (xml["changeset"], json["changeset"], *(endpoint["changeset"] for endpoint in endpoints)):
        assert datetime.fromisoformat(moment) < datetime.now(UTC) + timedelta(seconds=1)


def test_seeclickfix_endpoints_and_formats_are_lists_in_both(seeclickfix):
    endpoints = parsed(seeclickfix[0].content)["discovery"]["endpoints"]["endpoint"]

    assert isinstance(endpoints, list)
    for endpoint in endpoints:
        assert all(endpoint[name] for name in ("specification", "url", "type"))
        assert isinstance(endpoint["formats"]["format"], list)
        assert "text/xml" in endpoint["formats"]["format"]
    assert all(isinstance(endpoint["formats"], list) for endpoint in seeclickfix[1].json()["endpoints"])


def test_seeclickfix_services_of_every_endpoint_and_format_have_a_code_and_definitions(seeclickfix):
    for endpoint in seeclickfix[1].json()["endpoints"]:
        for form in (kind.partition("/")[2] for kind in endpoint["formats"]):
            answer = requests.get(f"{endpoint['url']}/services.{form}?jurisdiction_id=", timeout=10)
            services = answer.json() if form == "json" else listed(parsed(answer.content)["services"]["service"])
            assert services
            for service in services:
                assert service["service_code"]
                if service["metadata"] in (True, "true"):
                    found = requests.get(
                        f"{endpoint['url']}/services/{service['service_code']}.{form}?jurisdiction_id=", timeout=10
                    )
                    assert found.status_code == 200


def test_seeclickfix_a_request_can_be_created_by_its_address(seeclickfix, new_key):
    data = {"api_key": new_key(), "jurisdiction_id": "", "service_code": "lampe", "address_string": "Hauptstraße 71", "email": "foo@bar.com",
            "description": "I know"}  # fmt: skip
    for endpoint in seeclickfix[1].json()["endpoints"]:
        for form in ("xml", "json"):
            assert requests.post(f"{endpoint['url']}/requests.{form}", data=data, timeout=10).text.strip()


# The validator of Rostock, with and without the extensions of CitySDK


def skeleton(answer):
    assert (answer.status_code, answer.encoding.upper(), answer.headers["content-type"]) == (
        200,
        "UTF-8",
        "text/xml; charset=utf-8",
    )
    return parsed(answer.content)


def check_request(request):
    assert request["status"] in {"open", "closed"}
    assert all(request[name] for name in ("service_request_id", "service_name", "service_code"))
    assert [float(request[name]) for name in ("lat", "long")]
    for name in ("requested_datetime", "updated_datetime"):
        assert datetime.fromisoformat(request[name]).tzinfo


def test_validopen311_services(base):
    for service in skeleton(requests.get(f"{base}/services.xml", timeout=10))["services"]["service"]:
        assert service["metadata"] in {"true", "false"}
        assert service["type"] in {"realtime", "batch", "blackbox"}
        assert {"service_code", "service_name", "keywords", "description", "group"} <= set(service)


def test_validopen311_definition(base):
    tree = skeleton(requests.get(f"{base}/services/muell.xml", timeout=10))["service_definition"]

    for attribute in tree["attributes"]["attribute"]:
        assert {attribute["variable"], attribute["required"]} <= {"true", "false"}
        assert attribute["datatype"] in {"string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"}
        assert int(attribute["order"]) > 0


def test_validopen311_requests_and_one_request(base):
    found = skeleton(requests.get(f"{base}/requests.xml", timeout=10))["service_requests"]["request"]
    for request in found:
        check_request(request)

    one = skeleton(requests.get(f"{base}/requests/{found[0]['service_request_id']}.xml", timeout=10))[
        "service_requests"
    ]["request"]

    check_request(one)


def test_validopen311_filters_with_moments_that_have_no_zone(base, public):
    past = (datetime.now(UTC) - timedelta(days=2)).replace(tzinfo=None).isoformat()
    for query in ({"service_request_id": f"3,{public.case.reference}"}, {"service_code": "lampe"}, {"start_date": past}, {"end_date": past},
                  {"status": "closed"}, {"updated_after": past}, {"updated_before": past}, {"lat": LAT, "long": LON, "radius": 2000}):  # fmt: skip
        skeleton(requests.get(f"{base}/requests.xml", params=query, timeout=10))


def test_validopen311_extended_attributes_of_citysdk(base):
    tree = skeleton(requests.get(f"{base}/requests.xml", params={"extensions": "true"}, timeout=10))

    for request in tree["service_requests"]["request"]:
        assert request["extended_attributes"]["detailed_status"] in {
            "RECEIVED",
            "IN_PROCESS",
            "PROCESSED",
            "ARCHIVED",
            "REJECTED",
        }
        assert request["extended_attributes"]["title"]


def test_validopen311_locale(base, lamp):
    lamp.name_en = "Street light out"
    lamp.save()

    german, english = (
        skeleton(requests.get(f"{base}/services.xml", params={"locale": name}, timeout=10)) for name in ("de", "en")
    )

    assert german["services"]["service"][0]["service_name"] != english["services"]["service"][0]["service_name"]


# Chicago: api tests by feature files


def test_chicago_a_request_is_created_found_by_its_token_and_read(base, lighting, new_key):
    make_category("Lärm", key="laerm", group=lighting, contact_required=True)
    data = {
        "api_key": new_key(),
        "service_code": "laerm",
        "lat": str(LAT),
        "long": str(LON),
        "email": "x@example.org",
        "attribute[HOWMANYD]": "7",
    }
    token = requests.post(f"{base}/requests.json", data=data, timeout=10).json()[0]["token"]
    assert requests.get(f"{base}/tokens/{token}.json", timeout=10).json()[0]["service_request_id"] is None

    case = confirm(token=token).case

    number = requests.get(f"{base}/tokens/{token}.json", timeout=10).json()[0]["service_request_id"]
    found = requests.get(f"{base}/requests/{number}.json", params={"api_key": data["api_key"]}, timeout=10).json()[0]
    assert (number, found["service_code"]) == (case.reference, "laerm")


def test_chicago_what_is_required_is_said_with_its_code(base, new_key):
    answer = requests.post(
        f"{base}/requests.json",
        data={"api_key": new_key(), "service_code": "muell", "lat": LAT, "long": LON},
        timeout=10,
    )

    assert answer.status_code == 400
    assert "was required" in answer.json()[0]["description"]


# three, the client of Code for America


def test_three_posts_a_photo_beside_the_fields(base, new_key, stored):
    from tests.factories.files import encoded

    data = {"service_code": "lampe", "address_string": "Hauptstraße 71", "first_name": "Zach", "last_name": "Williams", "phone": "555-5555",
            "description": "My issue description.", "api_key": new_key(), "jurisdiction_id": "lohmar.de"}  # fmt: skip

    answer = requests.post(
        f"{base}/requests.json", data=data, files={"media": ("photo.png", encoded(format="PNG"))}, timeout=20
    )

    assert answer.json()[0]["service_request_id"]


def test_three_reads_lists_of_dates_and_pages(base):
    start, end = (f"{datetime.now(UTC) - timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}" for days in (30, -1))

    answer = requests.get(
        f"{base}/requests.json",
        params={"start_date": start, "end_date": end, "page_size": 1, "service_code": "lampe"},
        timeout=10,
    )

    assert [request["service_code"] for request in answer.json()] == ["lampe"]
    assert requests.get(f"{base}/discovery.json", timeout=10).json()["endpoints"]


def test_three_reads_errors_below_500_as_what_it_asked_for(base):
    for form, path in (("json", "requests/x"), ("xml", "requests/x"), ("json", "services/x"), ("xml", "tokens/x")):
        answer = requests.get(f"{base}/{path}.{form}", timeout=10)
        assert answer.status_code == 404
        assert (
            answer.json()[0]["code"] == 404
            if form == "json"
            else parsed(answer.content)["errors"]["error"]["code"] == "404"
        )


# node-open311


def test_node_open311_finds_its_endpoint_by_specification_and_type(site):
    endpoints = requests.get(f"{site}/open311/discovery.json", timeout=10).json()["endpoints"]

    (endpoint,) = [
        each
        for each in endpoints
        if each["specification"] == "http://wiki.open311.org/GeoReport_v2" and each["type"] == "production"
    ]

    assert "application/json" in endpoint["formats"]
    assert requests.get(f"{endpoint['url']}/services.json", timeout=10).status_code == 200


def test_node_open311_reads_the_answer_of_a_post_in_xml(base, new_key):
    data = {"api_key": new_key(), "service_code": "muell", "lat": LAT, "long": LON, "attribute[was]": "glas"}

    answer = requests.post(f"{base}/requests.xml", data=data, params={"jurisdiction_id": "lohmar.de"}, timeout=10)

    assert answer.status_code < 300
    assert parsed(answer.content)["service_requests"]["request"]["service_request_id"]


# FixMyStreet


def test_fixmystreet_sends_a_report_with_its_own_attributes_and_gets_a_number(base, new_key, settings, site):
    data = [("jurisdiction_id", "lohmar.de"), ("api_key", new_key()), ("service_code", "lampe"), ("lat", LAT), ("long", LON), ("email", "t@example.com"),
            ("first_name", "Test"), ("last_name", "User"), ("phone", "0123"), ("description", "title: Light\n\ndetail: Out\n\nurl: http://x/1"),
            ("attribute[easting]", "1"), ("attribute[northing]", "2"), ("attribute[fixmystreet_id]", "123"), ("attribute[title]", "Light")]  # fmt: skip

    tree = parsed(requests.post(f"{base}/requests.xml", data=data, timeout=10).content)

    assert tree["service_requests"]["request"]["service_request_id"]


def test_fixmystreet_polls_updates_and_sends_its_own(base, new_key, public, clerk):
    change_status(case=public.case, to="IN_WORK", actor=clerk, public_text="Der Bauhof kommt.")
    now = datetime.now(UTC)
    window = {
        "start_date": f"{now - timedelta(hours=2):%Y-%m-%dT%H:%M:%SZ}",
        "end_date": f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}",
    }

    tree = parsed(requests.get(f"{base}/servicerequestupdates.xml", params=window, timeout=10).content)

    (update,) = listed(tree["service_request_updates"]["request_update"])
    assert all(
        update[name] for name in ("update_id", "service_request_id", "status", "updated_datetime", "description")
    )
    key = new_key()
    reference = Program(key).report()
    data = {"api_key": key, "update_id": "456", "service_request_id": reference, "service_request_id_ext": "9", "status": "OPEN",
            "updated_datetime": "2019-03-01T12:00:00+01:00", "description": "This is the update", "first_name": "Bob", "last_name": "Mould"}  # fmt: skip
    answer = parsed(requests.post(f"{base}/servicerequestupdates.xml", data=data, timeout=10).content)
    assert answer["service_request_updates"]["request_update"]["update_id"]


def test_fixmystreet_shows_what_an_error_says(base, new_key):
    answer = requests.post(f"{base}/requests.xml", data={"api_key": new_key(), "service_code": "lampe"}, timeout=10)

    error = parsed(answer.content)["errors"]["error"]
    assert (answer.status_code, error["code"], bool(error["description"])) == (400, "400", True)


# The JSON schemas of open311's own schema-validation


def test_json_has_the_types_of_the_official_schemas(base):
    text, maybe = str, (str, type(None))
    for service in requests.get(f"{base}/services.json", timeout=10).json():
        assert all(isinstance(service[name], text) for name in ("service_code", "service_name", "type"))
        assert isinstance(service["metadata"], bool)
        assert all(isinstance(service[name], maybe) for name in ("description", "keywords", "group"))
    for attribute in requests.get(f"{base}/services/muell.json", timeout=10).json()["attributes"]:
        assert isinstance(attribute["variable"], bool)
        assert isinstance(attribute["required"], bool)
        assert isinstance(attribute["order"], int)
        assert all(isinstance(value[name], text) for value in attribute["values"] for name in ("key", "name"))
    for request in requests.get(f"{base}/requests.json", timeout=10).json():
        assert all(
            isinstance(request[name], text)
            for name in ("service_request_id", "status", "service_code", "requested_datetime")
        )
        assert all(
            isinstance(request[name], maybe)
            for name in ("status_notes", "description", "expected_datetime", "address_id", "zipcode")
        )
        assert all(isinstance(request[name], float) for name in ("lat", "long"))
