# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Before the same is reported twice: what is near, alike and of the same kind is shown, and never stands in the way."""

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import Case
from nahdran.cases.operations import change_status
from nahdran.reports.draft_access import COOKIE, token_of
from nahdran.reports.models import ReportDraft
from nahdran.reports.queries.similar import similar_for_desk, similar_public
from tests.factories.accounts import client_of
from tests.factories.cases import make_unit
from tests.factories.reports import INSIDE, make_category, make_draft, make_report

# One of these is about 7 metres on the map of the tests.
STEP = 0.0001
DAY = 86400


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as traveller:
        yield traveller


def east(metres):
    return (INSIDE[0] + metres / 70_200, INSIDE[1])


def public(category, place=INSIDE, text="Die Lampe ist aus.", **fields):
    return make_report(category, place, public=True, public_text=text, **fields)


def references(rows):
    return [row.reference for row in rows]


def browser(draft):
    client = Client()
    client.cookies[COOKIE] = token_of(draft)
    return client


def text_of(response):
    return response.content.decode()


def test_what_is_near_and_of_the_same_kind_is_found(lamp, stored):
    report = public(lamp, east(20))

    (found,) = similar_public(lamp, *INSIDE)

    assert found.reference == report.case.reference
    assert found.metres == 20
    assert found.text == "Die Lampe ist aus."


def test_farther_than_the_kind_says_nothing_is_alike(lamp, stored):
    public(lamp, east(60))
    assert similar_public(lamp, *INSIDE) == []

    lamp.near_m = 100

    assert len(similar_public(lamp, *INSIDE)) == 1


def test_kinds_of_the_same_group_and_those_named_are_related(lamp, lighting, stored):
    sister = make_category("Lampe flackert", group=lighting)
    cousin, stranger = make_category("Mast schief"), make_category("Hundekot")
    lamp.related.add(cousin)
    mine = {public(sister).case.reference, public(cousin).case.reference}
    public(stranger)

    assert set(references(similar_public(lamp, *INSIDE))) == mine


def test_being_related_holds_both_ways(lamp, stored):
    cousin = make_category("Mast schief")
    cousin.related.add(lamp)
    report = public(cousin)

    assert references(similar_public(lamp, *INSIDE)) == [report.case.reference]


def test_what_is_not_public_stays_unknown(lamp, stored):
    make_report(lamp)

    assert similar_public(lamp, *INSIDE) == []


def test_settled_lately_counts_settled_long_ago_does_not(lamp, stored, clerk, clock):
    report = public(lamp)
    change_status(case=report.case, to="DONE", actor=clerk, public_text="Leuchtmittel getauscht.")
    clock.shift(29 * DAY)
    assert len(similar_public(lamp, *INSIDE)) == 1
    clock.shift(2 * DAY)

    assert similar_public(lamp, *INSIDE) == []


def test_the_nearest_stands_first(lamp, stored):
    far, near = public(lamp, east(40)), public(lamp, east(5))

    assert references(similar_public(lamp, *INSIDE)) == [near.case.reference, far.case.reference]


def test_among_equals_the_words_decide(lamp, stored):
    other = public(lamp, east(10), "Der Mast steht schief und wackelt.")
    same = public(lamp, east(10), "Die Leuchte flackert nachts.")

    found = similar_public(lamp, *INSIDE, text="nachts flackerndes Licht, es flackert")

    assert references(found) == [same.case.reference, other.case.reference]


def test_forms_of_a_word_are_the_same_word(lamp, stored):
    public(lamp, east(10), "Schief steht er da.")
    same = public(lamp, east(12), "Viele Scherben liegen herum.")

    assert references(similar_public(lamp, *INSIDE, text="eine Scherbe lag da"))[0] == same.case.reference


@pytest.mark.parametrize("text", ["", " ", "!!", "' | & \\ :*", "der die das", "x" * 5000, "\u0301"])
def test_whatever_is_typed_the_search_holds(lamp, stored, text):
    public(lamp)

    assert len(similar_public(lamp, *INSIDE, text=text)) == 1


def test_three_are_enough(lamp, stored):
    for number in range(5):
        public(lamp, east(number))

    assert len(similar_public(lamp, *INSIDE)) == 3


def test_the_number_of_questions_is_constant(lamp, stored, django_assert_max_num_queries):
    for number in range(5):
        public(lamp, east(number))
    with django_assert_max_num_queries(6):
        similar_public(lamp, *INSIDE, text="Lampe")


def test_the_desk_sees_what_is_not_public_but_nothing_confidential(lamp, stored):
    held, secret = make_report(lamp, east(9)), make_report(lamp)
    Case.objects.filter(pk=secret.pk).update(confidentiality=Confidentiality.CONFIDENTIAL)

    assert [(report.pk, metres) for report, metres in similar_for_desk(lamp, *INSIDE)] == [(held.pk, 9)]


def test_after_the_kind_what_may_be_the_same_is_shown(lamp, stored, clock, photo):
    file = photo()
    report = public(lamp, east(20), "Vor der Bäckerei ist es dunkel.", files=[file])
    client = browser(make_draft(lamp))

    page = client.post("/maengel/neu/art/", {"art": "lampe"}, follow=True)

    shown = text_of(page)
    assert page.redirect_chain[-1][0] == "/maengel/neu/aehnlich/"
    assert "Vor der Bäckerei ist es dunkel." in shown
    assert "20 Meter entfernt" in shown
    assert f"/maengel/{report.case.reference}/foto/{file.pk}/large/" in shown
    assert f"/maengel/{report.case.reference}/folgen/?statt=1" in shown
    assert "Eingegangen" in shown


def test_something_else_goes_on_and_is_not_asked_again(lamp, stored, clock):
    public(lamp)
    client = browser(make_draft(lamp))

    onward = client.post("/maengel/neu/aehnlich/")

    assert onward.headers["Location"] == "/maengel/neu/angaben/"
    assert client.post("/maengel/neu/art/", {"art": "lampe"}).headers["Location"] == "/maengel/neu/angaben/"
    assert client.get("/maengel/neu/aehnlich/").headers["Location"] == "/maengel/neu/angaben/"


def test_where_nothing_is_near_nothing_is_asked(lamp, stored, clock):
    client = browser(make_draft(lamp))

    assert client.post("/maengel/neu/art/", {"art": "lampe"}).headers["Location"] == "/maengel/neu/angaben/"


def test_another_place_is_compared_anew(lamp, stored, clock):
    public(lamp)
    client = browser(make_draft(lamp, east(200)))
    place = {"place_lon": f"{INSIDE[0]}", "place_lat": f"{INSIDE[1]}", "place_state": "chosen", "place_source": "map"}

    answer = client.post("/maengel/neu/ort/?weiter=pruefen", place)

    assert answer.headers["Location"] == "/maengel/neu/aehnlich/?weiter=pruefen"
    again = client.post("/maengel/neu/aehnlich/", {"weiter": "pruefen"})
    assert again.headers["Location"] == "/maengel/neu/pruefen/"
    assert ReportDraft.objects.get().data["not_same"]


def test_without_a_place_or_a_kind_the_page_leads_on(town, stored):
    assert Client().get("/maengel/neu/aehnlich/").status_code == 302


def take_in(client, **more):
    place = {"place_lon": f"{INSIDE[0]}", "place_lat": f"{INSIDE[1]}", "place_state": "chosen", "place_source": "map"}
    values = {"channel": "PHONE", "text": "Vor der Bäckerei ist es dunkel.", **place, **more}
    return client.post("/arbeitsplatz/neu/mangel/?art=lampe", values)


def test_at_the_desk_it_is_shown_once_before_a_second_case_is_opened(lamp, stored, clerk):
    known, desk = make_report(lamp, east(9)), client_of(clerk)

    asked = take_in(desk)
    assert asked.status_code == 422
    assert known.case.reference in text_of(asked)
    assert Case.objects.count() == 1
    assert take_in(desk, trotzdem="1").status_code == 302

    assert Case.objects.count() == 2


def test_at_the_desk_reports_of_units_one_may_not_read_stay_unknown(lamp, stored, clerk):
    hidden = make_report(lamp, east(9))
    Case.objects.filter(pk=hidden.pk).update(unit=make_unit("Anderes Amt", "AA"))

    assert take_in(client_of(clerk)).status_code == 302
