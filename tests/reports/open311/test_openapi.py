# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Both OpenAPI documents against what the server answers: schemathesis makes up calls, right and wrong ones, and checks every answer.

Three things are told to it. A list of ids overrides all other parameters, right or wrong, so it is left out where the others are tried. A call may be well-formed and still refused (a place outside the town, more than ninety days), so 4xx is allowed
for right data; and 405 is no part of the documents, because it belongs to no call that they describe.
"""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig

from nahdran.project.wsgi import application
from nahdran.reports.api.open311.openapi import open311_document
from tests.factories.reports import make_report

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CALLS = 25
EXPECTED = ["2xx", "400", "403", "404", "422", "429", "503"]


def load(document):
    config = SchemathesisConfig.from_dict({"checks": {"positive_data_acceptance": {"expected-statuses": EXPECTED}}})
    schema = schemathesis.openapi.from_dict(document, config=config)
    schema.app = application
    return schema


def names(document):
    return [(path, method) for path, methods in document["paths"].items() for method in methods]


OPEN311_CALLS = [
    ("/discovery.json", "get"), ("/services.json", "get"), ("/services/{service_code}.json", "get"), ("/requests.json", "get"),
    ("/requests.json", "post"), ("/requests/{service_request_id}.json", "get"), ("/tokens/{token}.json", "get"),
    ("/servicerequestupdates.json", "get"), ("/servicerequestupdates.json", "post"),
]  # fmt: skip
OWN_CALLS = [("/api/v1/categories", "get"), ("/api/v1/reports", "get"), ("/api/v1/reports/{reference}", "get")]


@pytest.fixture(autouse=True)
def _one_connection():
    """The application would end the connection after each call, and the transaction of the test with it. Django's own client does the same."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def town_of_reports(waste, public, settings):
    settings.API_READS_PER_MINUTE = settings.API_POSTS_PER_MINUTE = settings.API_WRONG_KEYS_PER_MINUTE = 1_000_000
    make_report(waste, public=True, public_text="Scherben", answers={"was": "glas"})


def check(operation, base, headers):
    """Made-up calls to one operation, half of them wrong on purpose."""
    modes = schemathesis.GenerationMode
    strategy = st.one_of(
        operation.as_strategy(generation_mode=modes.POSITIVE), operation.as_strategy(generation_mode=modes.NEGATIVE)
    )

    @given(case=strategy)
    @hypothesis_settings(
        max_examples=CALLS, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def run(case):
        case.call_and_validate(base_url=base, headers=headers)

    run()


def test_every_call_of_the_documents_is_tried(town_of_reports):
    from nahdran.project.api_urls import api

    assert set(names(open311_document())) == set(OPEN311_CALLS)
    assert set(names(dict(api.get_openapi_schema()))) == set(OWN_CALLS)


@pytest.mark.parametrize("stage", ["v2", "test/v2"])
@pytest.mark.parametrize(("path", "method"), OPEN311_CALLS)
def test_open311_answers_as_its_document_says(town_of_reports, new_key, path, method, stage):
    document = open311_document()
    listing = document["paths"]["/requests.json"]["get"]
    listing["parameters"] = [each for each in listing["parameters"] if not each["$ref"].endswith("/service_request_id")]
    schema = load(document)

    check(
        schema[path][method.upper()],
        f"http://testserver/open311/{stage}",
        {"X-API-Key": new_key(rate_per_minute=10_000)},
    )


@pytest.mark.parametrize(("path", "method"), OWN_CALLS)
def test_our_json_answers_as_its_document_says(town_of_reports, path, method):
    from nahdran.project.api_urls import api

    schema = load(dict(api.get_openapi_schema()))

    check(schema[path][method.upper()], "http://testserver", {})
