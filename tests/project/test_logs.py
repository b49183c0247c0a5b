# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The log tells what happened and not to whom."""

import copy
import io
import json
import logging.config

import pytest
import structlog
from django.test import Client

from nahdran.kit.ids import format_reference
from nahdran.project.settings import logs

pytestmark = [pytest.mark.urls("tests.project.views"), pytest.mark.django_db]
SECRET = "maria@muster.example"


@pytest.fixture
def lines():
    """The log as it is written, as dictionaries."""
    out = io.StringIO()
    configuration = copy.deepcopy({key: value for key, value in logs.LOGGING.items() if key != "formatters"})
    configuration["handlers"]["stderr"]["stream"] = out
    processors = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()]
    structured = {**logs.LOGGING["formatters"]["structured"], "processors": processors}
    logging.config.dictConfig({**configuration, "formatters": {"structured": structured}})
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    logging.config.dictConfig(logs.LOGGING)


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


def test_a_request_is_one_line_with_id_route_status_and_time(visitor, lines):
    response = visitor.get("/wrong/form/?name=Maria")

    (line,) = [line for line in lines() if line["event"] == "request"]
    assert line["request_id"] == response["X-Request-ID"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "form", 200)
    assert line["ms"] > 0


def test_the_line_about_a_case_names_its_reference(visitor, lines):
    reference = format_reference("LOH", 2026, 1)

    visitor.get(f"/wrong/case/{reference}/")

    assert [line["case"] for line in lines() if line["event"] == "request"] == [reference]


def test_what_is_no_reference_is_not_named(visitor, lines):
    visitor.get("/wrong/case/Maria-Muster/")

    assert "Maria" not in json.dumps(lines())


@pytest.mark.parametrize(
    "address",
    [
        "/wrong/form/",
        "/wrong/database/",
        "/wrong/mistake/",
        "/wrong/refused/",
        f"/gibt-es-nicht/{SECRET}/",
        "/wrong/form/?x[]=1",
    ],
)
def test_an_address_in_a_request_is_nowhere_in_the_log(visitor, lines, address):
    visitor.post(
        address,
        {"email": SECRET, "text": "Ich heiße Maria Muster"},
        headers={"user-agent": SECRET, "referer": f"http://x/?{SECRET}"},
    )
    visitor.get(address, {"q": SECRET})

    text = json.dumps(lines())
    assert "request" in text
    assert "muster" not in text.lower()
    assert "127.0.0.1" not in text


def test_an_error_keeps_its_type_and_place_but_not_its_words(visitor, lines):
    visitor.get("/wrong/mistake/")

    (line,) = [line for line in lines() if "error" in line]
    assert line["error"] == "builtins.ValueError"
    assert any("tests/project/views.py" in place and place.endswith(" mistake") for place in line["where"])
    assert "expected" not in json.dumps(line)


def test_lines_of_libraries_go_through_the_same_net(lines):
    logging.getLogger("some.library").warning("could not reach %s", SECRET)

    assert [line["event"] for line in lines()] == ["could not reach [address]"]


def test_the_web_server_does_not_name_what_it_served_nor_whom(lines):
    logger = logging.getLogger("waitress")
    logger.error("Exception while serving /anliegen/geheim/?name=%s", "Maria")
    logger.error("uncaptured python exception, closing channel <HTTPChannel 192.0.2.7:4711> (Maria)")

    assert [line["event"] for line in lines()] == [
        "Exception while serving",
        "uncaptured python exception, closing channel",
    ]
