# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A town with kinds of every sort, a key, and a client that speaks as other programs do: no cookie, no token."""

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.test import Client

from nahdran.accounts.operations.api_keys import create_api_key
from nahdran.reports.enums import QuestionKind
from nahdran.reports.rules import SCOPE, SCOPE_PROVEN
from tests.factories.reports import INSIDE, make_category, make_question, make_report
from tests.reports.conftest import *  # noqa: F403  the town of the reports

PLACE = {"lat": str(INSIDE[1]), "long": str(INSIDE[0])}


class Program:
    """Another program with a key. ``stage`` is the path of the real interface or of the sandbox."""

    def __init__(self, key: str = "", stage: str = "/open311/v2") -> None:
        self.http = Client(enforce_csrf_checks=True)
        self.key = key
        self.stage = stage

    def get(self, path: str, **query: Any):
        headers = query.pop("headers", {})
        return self.http.get(f"{self.stage}{path}", query, headers=headers)

    def post(self, path: str = "/requests.json", **fields: Any):
        headers = fields.pop("headers", {})
        return self.http.post(f"{self.stage}{path}", {"api_key": self.key, **fields}, headers=headers)

    def form(
        self, body: str | bytes, path: str = "/requests.json", content_type: str = "application/x-www-form-urlencoded"
    ):
        return self.http.generic("POST", f"{self.stage}{path}", body, content_type=content_type)

    def report(self, **fields: Any) -> str:
        """Send a report and return its number."""
        answer = self.post(**{"service_code": "lampe", **PLACE, "description": "Die Lampe ist aus.", **fields})
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()[0]["service_request_id"]


@pytest.fixture
def new_key(db):
    def make(*scopes: str, **fields: Any) -> str:
        made = create_api_key(
            actor=None, **{"name": "Kreis", "scopes": scopes or [SCOPE], "rate_per_minute": 1000, **fields}
        )
        return made.plain

    return make


@pytest.fixture
def program(lamp, new_key):
    return Program(new_key())


@pytest.fixture
def sandbox(lamp, new_key):
    return Program(new_key(), "/open311/test/v2")


@pytest.fixture
def guest(lamp):
    return Program()


@pytest.fixture
def proven(lamp, new_key):
    return Program(new_key(SCOPE, SCOPE_PROVEN, name="FixMyStreet"))


@pytest.fixture
def waste(lighting):
    """A kind with a question of every sort."""
    category = make_category(
        "Müll", key="muell", group=lighting, position=200, keywords="Abfall, Dreck", description="Was herumliegt"
    )
    make_question(category, "info", QuestionKind.INFO, label="Sperrmüll holt die Abfuhr.", position=1)
    make_question(category, "menge", QuestionKind.NUMBER, label="Wie viele Säcke?", position=2)
    make_question(category, "seit", QuestionKind.DATE, label="Seit wann?", position=3)
    choices = [{"key": "glas", "label": "Glas", "label_en": "Glass"}, {"key": "holz", "label": "Holz", "label_en": ""}]
    make_question(
        category,
        "was",
        QuestionKind.CHOICE,
        label="Was ist es?",
        choices=choices,
        required=True,
        is_public=True,
        position=4,
    )
    make_question(category, "noch", QuestionKind.SEVERAL, label="Was noch?", choices=choices, position=5)
    make_question(category, "gefahr", QuestionKind.YES_NO, label="Ist es gefährlich?", position=6)
    make_question(category, "wort", QuestionKind.TEXT, label="Noch etwas?", position=7)
    make_question(category, "alt", QuestionKind.TEXT, label="Nicht mehr gefragt", is_active=False)
    return category


@pytest.fixture
def public(lamp):
    """A released report."""
    return make_report(lamp, public=True, public_text="Die Lampe ist aus.")


def xml_of(answer) -> ET.Element:
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    return ET.fromstring(answer.content.decode())


def sentences(answer) -> list[str]:
    """The descriptions of the errors; whatever the status, they come as the specification says."""
    tree = answer.json()
    assert isinstance(tree, list)
    assert all(set(error) == {"code", "description"} and error["code"] == answer.status_code for error in tree), tree
    return [error["description"] for error in tree]
