# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What nobody should send: the answer is an error in the format that was asked for, with the status that the specification wants, never a page."""

import pytest

from nahdran.cases.models import Case
from tests.reports.open311.conftest import PLACE, sentences, xml_of

pytestmark = pytest.mark.django_db
LONG = "x" * 5000


@pytest.mark.parametrize(
    "query",
    [{"start_date": "gestern"}, {"start_date": "2026-13-01T00:00:00Z"}, {"start_date": "0001-01-01T00:00:00Z"}, {"end_date": "9999-12-31T23:59:59Z"},
     {"end_date": "2026-02-30"}, {"start_date": LONG}, {"start_date": "2026-03-04T12:00:00+99:99"}, {"updated_after": "bald"}, {"updated_before": "1"},
     {"start_date": "2026-03-04T00:00:00Z", "end_date": "2026-03-01T00:00:00Z"}, {"status": "offen"}, {"status": "open,kaputt"},
     {"page": "0"}, {"page": "-1"}, {"page": "eins"}, {"page": "1.5"}, {"page": "9" * 40}, {"page": "٣"}, {"page_size": "0"}, {"page_size": "1001"},
     {"page": "101", "page_size": "1000"}, {"lat": "50.8"}, {"long": "7.2"}, {"lat": "95", "long": "7"}, {"lat": "nan", "long": "7"},
     {"lat": "1e400", "long": "7"}, {"lat": "50,8", "long": "7,2"}, {"lat": "50.8", "long": "7.2", "radius": "0"},
     {"lat": "50.8", "long": "7.2", "radius": "-5"}, {"lat": "50.8", "long": "7.2", "radius": "nan"}, {"lat": "50.8", "long": "7.2", "radius": "inf"},
     {"lat": "50.8", "long": "7.2", "radius": "999999"}, {"radius": "100"}, {"bbox": "1,2,3"}, {"bbox": "3,2,1,4"}, {"bbox": "a,b,c,d"}, {"bbox": LONG}],
    ids=lambda query: str(query)[:60],
)  # fmt: skip
@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_parameter_that_cannot_be_understood_is_named(guest, query, form):
    answer = guest.get(f"/requests.{form}", **query)

    assert answer.status_code == 400
    texts = sentences(answer) if form == "json" else [error.findtext("description") for error in xml_of(answer)]
    assert texts[0].split(" ")[0] in {*query, "lat", "long", "end_date"}


@pytest.mark.parametrize(
    "query",
    [{"service_code": LONG}, {"service_code": "\0"}, {"service_code": ",,,"}, {"q": "\0"}, {"q": LONG}, {"q": "' OR 1=1 --"}, {"q": "& | ! :*"},
     {"service_request_id": ",".join(["LOH-2026-000001-A"] * 3000)}, {"service_request_id": "\0,'"}, {"extensions": "vielleicht"}, {"locale": LONG}],
    ids=lambda query: str(query)[:60],
)  # fmt: skip
def test_what_means_nothing_finds_nothing_and_breaks_nothing(guest, public, query):
    assert guest.get("/requests.json", **query).status_code == 200


@pytest.mark.parametrize("value", ["siegburg.de", "x" * 500, "'", "\0lohmar"])
@pytest.mark.parametrize(
    "path", ["/services.json", "/services/lampe.json", "/requests.json", "/requests/LOH-1.json", "/tokens/1.json"]
)
def test_another_jurisdiction_is_404(guest, path, value):
    answer = guest.get(path, jurisdiction_id=value)

    assert answer.status_code == 404
    assert sentences(answer)[0].startswith("jurisdiction_id not found")


@pytest.mark.parametrize("value", ["lohmar.de", "LOHMAR.DE", "", " "])
def test_our_own_jurisdiction_is_right_and_so_is_none(guest, value):
    assert guest.get("/services.json", jurisdiction_id=value).status_code == 200


def test_the_town_may_be_called_otherwise(guest, settings):
    settings.JURISDICTION_ID = "stadt.lohmar.example"
    settings.SITE_URL = "https://www.lohmar.example"

    answers = {
        name: guest.get("/services.json", jurisdiction_id=name).status_code
        for name in ("stadt.lohmar.example", "lohmar.example", "lohmar.de")
    }

    assert answers == {"stadt.lohmar.example": 200, "lohmar.example": 200, "lohmar.de": 404}


@pytest.mark.parametrize(
    ("path", "form"),
    [("/open311/v2/nothing.json", "json"), ("/open311/v2/nothing.xml", "xml"), ("/open311/v2/services.yaml", "xml"), ("/open311/v2/services.", "xml"),
     ("/open311/v2/services.json/", "xml"), ("/open311/v2/services/lampe", "xml"), ("/open311/v2/requests/x/y/z.json", "json"),
     ("/open311/v3/services.json", "json"), ("/open311/v2/../admin.json", "json"), ("/open311/v2/services/%00.json", "json"),
     ("/open311/v2/services/'.json", "json"), ("/open311/v2/requests/LOH-2026-000001-A.json", "json"), ("/open311/discovery.yaml", "xml"),
     ("/open311/v2/services/" + "x" * 3000 + ".json", "json"), ("/open311/v2/tokens/.json", "json")],
)  # fmt: skip
def test_an_address_that_there_is_not_is_404_in_its_format(guest, path, form):
    answer = guest.http.get(path)

    assert answer.status_code == 404
    assert sentences(answer) if form == "json" else xml_of(answer).tag == "errors"


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("services", "GET, HEAD, OPTIONS"),
        ("requests", "GET, HEAD, POST, OPTIONS"),
        ("requests/LOH-1", "GET, HEAD, OPTIONS"),
    ],
)
def test_another_method_is_refused_in_the_format(guest, path, allowed, method):
    answer = getattr(guest.http, method)(f"/open311/v2/{path}.json")

    assert (answer.status_code, answer["Allow"]) == (405, allowed)
    assert sentences(answer)


def test_what_only_reads_takes_no_posts(program):
    assert program.post("/services.json").status_code == 405


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b'{"service_code": "lampe"}', "application/json"), (b"<request/>", "text/xml"), (b"\xff\xfe", "text/plain"), (b"x", "multipart/form-data"),
     (b"--b\r\nbroken", "multipart/form-data; boundary=b"), (b"a=1", "")],
)  # fmt: skip
def test_a_body_that_is_no_form_is_refused(program, body, content_type):
    answer = program.http.generic(
        "POST", f"/open311/v2/requests.json?api_key={program.key}", body, content_type=content_type
    )

    assert answer.status_code == 400
    assert sentences(answer)


@pytest.mark.parametrize(
    "fields",
    [{"lat": "\0"}, {"lat": "50.84\n"}, {"lat": "50.84", "long": "7.215\r\nX: 1"}, {"service_code": "lampe\0"}, {"description": "\0" * 100},
     {"email": "a@b@c"}, {"email": LONG}, {"email": "x@example.org\r\nBcc: y@example.org"}, {"first_name": LONG}, {"phone": LONG}, {"account_id": LONG},
     {"address_string": LONG, "lat": "", "long": ""}, {"address_string": "\0", "lat": "", "long": ""}, {"description": "<script>alert(1)</script>"},
     {"media_url": LONG}, {"attribute[" + "x" * 1000 + "]": "1"}, {"attribute[][][]": "1"}, {"attribute": "1"}, {"attribute[a][b][c]": "1"}],
    ids=lambda fields: str(fields)[:50],
)  # fmt: skip
def test_nonsense_in_a_form_is_refused_or_taken_as_text_and_breaks_nothing(program, fields):
    answer = program.post(**{"service_code": "lampe", **PLACE, **fields})

    assert answer.status_code in {200, 400, 404}
    assert answer.json()


def test_more_fields_than_anybody_needs_are_refused(program):
    answer = program.form("&".join(f"attribute[{n}]=1" for n in range(1000)) + f"&api_key={program.key}")

    assert answer.status_code == 400
    assert not Case.objects.exists()


def test_html_in_a_description_stays_text(program, guest):
    from nahdran.reports.models import Report
    from nahdran.reports.operations import release

    reference = program.report(description="<b>fett</b> & <script>alert(1)</script>")
    report = Report.objects.select_related("case").get(case__reference=reference)
    release(report=report, public_text=report.description, photos=[], actor=None)

    assert "<script>" not in guest.get("/requests.xml").content.decode()
    assert xml_of(guest.get("/requests.xml"))[0].findtext("description") == "<b>fett</b> & <script>alert(1)</script>"


def test_a_failure_of_ours_is_told_in_the_format_too(guest, monkeypatch):
    from nahdran.reports.queries import interface

    def broken():
        raise RuntimeError("secret words")

    monkeypatch.setattr(interface, "services", broken)

    answer = guest.get("/services.json")
    assert answer.status_code == 500
    assert "secret" not in answer.content.decode()
    assert xml_of(guest.get("/services.xml")).tag == "errors"


def test_a_database_that_is_gone_is_told_as_passing(guest, monkeypatch):
    from django.db import OperationalError

    from nahdran.reports.queries import interface

    def gone():
        raise OperationalError

    monkeypatch.setattr(interface, "services", gone)

    assert (guest.get("/services.json").status_code, guest.get("/services.json")["Retry-After"]) == (503, "60")
