# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our own JSON: what is public, page by page, with errors in one shape and marks for caches."""

import pytest
from django.test import Client

from nahdran.cases.operations import NewParty, change_status
from tests.factories.reports import IN_BIRK, make_report
from tests.reports.open311.conftest import *  # noqa: F403  the kinds of the interface tests

pytestmark = pytest.mark.django_db


def get(path, client=None, **query):
    return (client or Client()).get(f"/api/v1{path}", query)


def references(answer):
    assert answer.status_code == 200, answer.content
    return [item["reference"] for item in answer.json()["items"]]


def test_categories_are_those_that_can_be_reported_now(waste, lamp):
    found = {item["key"]: item for item in get("/categories").json()["items"]}

    assert set(found) == {"lampe", "muell"}
    assert (found["muell"]["has_questions"], found["lampe"]["has_questions"]) == (True, False)
    assert found["lampe"]["group"] == {"key": "beleuchtung", "name": "Straßenbeleuchtung"}


def test_a_report_says_what_the_page_says_and_nothing_of_the_person(lamp):
    party = NewParty(name="Erika Mustermann", email="erika@example.org")
    report = make_report(lamp, public=True, public_text="Die Lampe ist aus.", party=party, text="Ich, Erika")

    answer = get(f"/reports/{report.case.reference}")

    tree = answer.json()
    assert (tree["text"], tree["status"]["is_open"], tree["category"]["key"]) == ("Die Lampe ist aus.", True, "lampe")
    assert [entry["status"] for entry in tree["history"]] == ["NEW"]
    assert "rika" not in answer.content.decode()


def test_what_is_not_released_does_not_exist(lamp):
    held = make_report(lamp)

    assert references(get("/reports")) == []
    assert get(f"/reports/{held.case.reference}").status_code == 404


def test_answers_that_are_public_are_told(waste):
    report = make_report(waste, public=True, public_text="Scherben", answers={"was": "glas", "wort": "geheim"})

    answers = get(f"/reports/{report.case.reference}").json()["answers"]

    assert answers == [{"key": "was", "question": "Was ist es?", "answer": "Glas"}]


def test_pages_follow_each_other_there_and_back(lamp):
    numbers = [make_report(lamp, public=True).case.reference for _ in range(5)][::-1]

    first = get("/reports", limit=2)
    second = get("/reports", limit=2, cursor=first.json()["next"])
    third = get("/reports", limit=2, cursor=second.json()["next"])

    assert references(first) + references(second) + references(third) == numbers
    assert (first.json()["previous"], third.json()["next"]) == (None, None)
    assert references(get("/reports", limit=2, cursor=second.json()["previous"])) == numbers[:2]


def test_the_list_can_be_narrowed(lamp, waste, clerk):
    one = make_report(lamp, public=True, public_text="Wespennest")
    two = make_report(waste, IN_BIRK, public=True)
    change_status(case=two.case, to="DONE", actor=clerk, public_text="Weg.")
    first, second = one.case.reference, two.case.reference

    assert references(get("/reports", status="open")) == [first]
    assert references(get("/reports", status="closed")) == [second]
    assert references(get("/reports", category="muell")) == [second]
    assert references(get("/reports", group="beleuchtung")) == [second, first]
    assert references(get("/reports", district="birk")) == [second]
    assert references(get("/reports", q="Wespennest")) == [first]
    assert references(get("/reports", bbox="7.26,50.8,7.3,50.9")) == [second]
    assert references(get("/reports", category="gibtsnicht")) == []


@pytest.mark.parametrize(
    "query",
    [{"status": "offen"}, {"limit": "0"}, {"limit": "201"}, {"limit": "viele"}, {"bbox": "1,2,3"}, {"bbox": "3,2,1,4"}, {"bbox": "400,1,401,2"},
     {"cursor": "unsinn"}, {"cursor": "x" * 1001}, {"cursor": "W10"}, {"q": "x" * 101}, {"category": "x" * 61}],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_in_one_shape(lamp, query):
    answer = get("/reports", **query)

    assert answer.status_code == 422
    assert list(answer.json()) == ["detail"]
    assert isinstance(answer.json()["detail"], str)


@pytest.mark.parametrize(
    "path", ["/reports/LOH-1", "/reports/'", "/reports/LOH-2026-000001-A", "/nothing", "/reports/a/b"]
)
def test_what_there_is_not_is_404_in_json(lamp, path):
    answer = get(path)

    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (404, "application/json")


def test_signs_that_no_text_may_hold_do_no_harm(lamp):
    assert references(get("/reports", q="\0", category="")) == []


def test_reading_has_a_rate(lamp, settings):
    settings.API_READS_PER_MINUTE = 2

    answers = [get("/categories") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"]


def test_caches_and_pages_of_other_sites_may_read(lamp):
    first = get("/categories")

    assert first["Access-Control-Allow-Origin"] == "*"
    assert Client().get("/api/v1/categories", headers={"If-None-Match": first["ETag"]}).status_code == 304
    head = Client().head("/api/v1/categories")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])
    assert Client().options("/api/v1/categories")["Allow"] == "GET, HEAD, OPTIONS"
    assert Client().post("/api/v1/categories").status_code == 405


def test_a_page_of_three_takes_as_many_queries_as_a_page_of_one(lamp, django_assert_max_num_queries):
    make_report(lamp, public=True)
    get("/reports")
    with django_assert_max_num_queries(12) as one:
        get("/reports")
    make_report(lamp, public=True), make_report(lamp, public=True)
    with django_assert_max_num_queries(len(one.captured_queries)):
        get("/reports")


def test_the_page_of_the_interfaces_shows_both_documents_and_loads_nothing_from_elsewhere(lamp):
    html = Client().get("/api/").content.decode()

    assert "Open311 GeoReport v2" in html
    assert "/api/v1/reports" in html
    assert "cdn." not in html
    assert not [
        part
        for part in html.split("<script")[1:]
        if "src=" not in part.partition(">")[0] and "json" not in part.partition(">")[0]
    ]
