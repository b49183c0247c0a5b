# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Special rules: answers, areas and channels decide before the table does, from the top, and every decision says why."""

import html
import json
import re
import threading

import pytest
from django.db import connection
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from nahdran.cases.enums import Channel
from nahdran.cases.models import Assignment
from nahdran.cases.operations import forget_people
from nahdran.reports.enums import QuestionKind
from nahdran.reports.models import RoutingRule
from nahdran.reports.operations import (
    SpecialRule,
    move_special,
    remove_special,
    save_question,
    save_special,
    set_rule,
)
from nahdran.reports.routing import Condition, Told, explain, look_at
from tests.factories.accounts import client_of, make_admin
from tests.factories.cases import make_person, make_unit
from tests.factories.reports import IN_BIRK, INSIDE, make_category, make_question, make_report

HOME = "/arbeitsplatz/einstellungen/maengel/zustaendigkeit/"
WEST = {"type": "Polygon", "coordinates": [[[7.2, 50.9], [7.25, 50.9], [7.25, 50.8], [7.2, 50.8], [7.2, 50.9]]]}
DRAWN = "7.200000,50.900000;7.250000,50.900000;7.250000,50.800000;7.200000,50.800000"


def shown(admin, rule):
    """What the form of a rule would send unchanged."""
    form = admin.get(f"{HOME}sonderregel/{rule.pk}/").context["form"]
    return {field.html_name: field.value() for field in form if field.value() not in (None, "")}


def text_of(response):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def danger(lamp):
    return make_question(
        lamp, "gefahr", QuestionKind.YES_NO, label="Liegt eine Gefahr vor?", label_en="Is there any danger?"
    )


@pytest.fixture
def yard(lamp):
    return make_unit("Bauhof")


@pytest.fixture
def admin(lamp):
    return client_of(make_admin())


def yes(question):
    return Condition(question.key, question.label, question.label_en, (True,), words=(("ja", "yes"),))


def special(unit, **says):
    return save_special(says=SpecialRule(unit=unit, **says), actor=None)


def test_an_answer_decides_and_the_sentence_says_so(lamp, danger, yard, districts, unit):
    special(yard, category=lamp, district=districts["Birk"], conditions=[yes(danger)])

    found = explain(lamp, districts["Birk"], told=Told({"gefahr": True}))

    assert found.unit == yard
    assert found.sentence == (
        "Straßenlampe dunkel in Birk, weil die Frage „Liegt eine Gefahr vor?“ mit „ja“ beantwortet ist: Bauhof"
    )
    with override("en"):
        assert "because the question “Is there any danger?” is answered with “yes”: Bauhof" in found.sentence
    assert explain(lamp, districts["Birk"], told=Told({"gefahr": False})).unit == unit
    assert explain(lamp, districts["Birk"]).unit == unit


def test_a_report_goes_where_its_answer_sends_it_and_keeps_the_reason(lamp, danger, yard):
    special(yard, category=lamp, conditions=[yes(danger)])

    case = make_report(lamp, answers={"gefahr": True}).case

    assert case.unit == yard
    assert case.assignments.get().facts["why"][0]["question"] == "Liegt eine Gefahr vor?"


def test_the_first_from_the_top_wins_and_the_order_can_be_changed(lamp, yard, districts):
    other = make_unit("Notdienst")
    special(yard, category=lamp)
    last = special(other, group=lamp.group)

    assert explain(lamp, None).unit == yard
    move_special(rule=last, up=True, actor=None)
    assert explain(lamp, None).unit == other
    assert list(RoutingRule.objects.filter(position__isnull=False).order_by("position").values_list("position")) == [
        (1,),
        (2,),
    ]


def test_a_special_rule_comes_before_the_most_specific_cell(lamp, yard, districts):
    set_rule(unit=make_unit("Genau"), category=lamp, district=districts["Birk"], actor=None)
    special(yard, channels=[Channel.PHONE])

    assert explain(lamp, districts["Birk"], told=Told(channel=Channel.PHONE)).sentence == (
        "Alles in der ganzen Stadt, weil die Meldung über Telefon kam: Bauhof"
    )
    assert explain(lamp, districts["Birk"], told=Told(channel=Channel.WEB)).unit.name == "Genau"


def test_an_area_on_the_map_decides(lamp, yard, unit):
    special(yard, area=WEST, area_name="Altstadt")

    assert make_report(lamp, INSIDE).case.unit == yard
    assert make_report(lamp, IN_BIRK).case.unit == unit
    assert explain(lamp, None).unit == unit


def test_a_rule_can_give_the_case_to_a_person_as_long_as_they_work_there(lamp, yard):
    anna = make_person(yard, rights=("cases.read",))
    special(yard, category=lamp, assignee=anna)

    case = make_report(lamp).case
    assert (case.assignee, case.assignments.get().assignee) == (anna, anna)

    anna.is_active = False
    anna.save()
    assert make_report(lamp).case.assignee is None


def test_a_rule_whose_unit_is_out_of_use_rests(lamp, yard, unit):
    special(yard, category=lamp)
    yard.is_active = False
    yard.save()

    assert explain(lamp, None).unit == unit
    assert "nicht in Betrieb" in look_at(lamp, None, Told())[0].misses[0]


def test_every_rule_that_was_looked_at_says_why_it_did_not_fit(lamp, danger, yard, districts):
    special(yard, category=lamp, district=districts["Birk"], conditions=[yes(danger)], area=WEST, area_name="Altstadt")
    special(yard, category=make_category("Schlagloch"))

    first, second, last = look_at(lamp, districts["Lohmar"], Told({"gefahr": False}, *IN_BIRK))

    assert first.misses == [
        "Gilt für einen anderen Ortsteil.",
        "Verlangt, dass die Frage „Liegt eine Gefahr vor?“ mit „ja“ beantwortet ist.",
        "Der Ort liegt nicht im Gebiet „Altstadt“.",
    ]
    assert second.misses == ["Gilt für eine andere Art."]
    assert last.fits
    assert last.says == "Alles Übrige in der ganzen Stadt"


def test_deciding_asks_the_database_once(lamp, danger, yard, django_assert_num_queries):
    for _number in range(3):
        special(yard, category=lamp, conditions=[yes(danger)], area=WEST, area_name="Altstadt")

    with django_assert_num_queries(1):
        found = explain(lamp, None, told=Told({"gefahr": True}, *INSIDE))
        assert found.sentence.startswith("Straßenlampe dunkel")


def test_a_reworded_question_is_reworded_in_its_rules(lamp, danger, yard):
    rule = special(yard, category=lamp, conditions=[yes(danger)])
    danger.label = "Ist es gefährlich?"
    save_question(question=danger, actor=make_admin())

    rule.refresh_from_db()
    assert rule.conditions[0]["label"] == "Ist es gefährlich?"
    assert explain(lamp, None, told=Told({"gefahr": True})).unit == yard


def test_the_answer_that_decided_is_forgotten_with_all_others(lamp, danger, yard):
    special(yard, category=lamp, conditions=[yes(danger)])
    case = make_report(lamp, answers={"gefahr": True}).case

    forget_people(case=case)

    facts = Assignment.objects.get(case=case).facts
    assert "answer" not in facts["why"][0]
    assert facts["why"][0]["question"] == "Liegt eine Gefahr vor?"


_answers = st.dictionaries(
    st.sampled_from("abc"), st.one_of(st.booleans(), st.text(), st.integers(), st.lists(st.text()))
)


@given(answers=_answers, values=st.lists(st.one_of(st.booleans(), st.text(), st.integers()), max_size=3))
def test_a_condition_never_raises_and_what_is_missing_fits_only_empty(answers, values):
    words = tuple(("x", "") for _value in values)
    asked = Condition("a", "A", values=tuple(values), words=words)

    assert not (asked.holds(answers) and "a" not in answers)
    assert Condition("a", "A", filled=True).holds(answers) is ("a" in answers)
    assert Condition("a", "A", empty=True).holds(answers) is ("a" not in answers)
    assert Condition.read(asked.stored()) == asked


def test_yes_is_not_the_number_one():
    assert not Condition("a", "A", values=(True,), words=(("ja", "yes"),)).holds({"a": 1})


def test_the_form_makes_a_rule_and_shows_it_in_words(admin, lamp, danger, yard):
    values = {"what": "art:lampe", "unit": yard.pk, "frage-gefahr": ["yes"], "district": "birk"}

    page = admin.post(HOME + "sonderregel/", values, follow=True)

    assert RoutingRule.objects.get(category=lamp, position=1).conditions[0]["values"][0]["value"] is True
    assert "Straßenlampe dunkel in Birk, wenn die Frage „Liegt eine Gefahr vor?“ mit „ja“ beantwortet ist" in text_of(
        page
    )


def test_the_questions_of_another_kind_come_without_losing_what_was_typed(admin, lamp, danger, yard):
    page = admin.post(HOME + "sonderregel/", {"what": "art:lampe", "area_name": "Altstadt", "fragen": "1"})

    assert page.status_code == 200
    assert "Liegt eine Gefahr vor?" in text_of(page)
    assert 'value="Altstadt"' in page.content.decode()
    assert not RoutingRule.objects.filter(position__isnull=False).exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"area_text": "quatsch"}, "kein GeoJSON"),
        ({"area_text": '{"type":"LineString","coordinates":[[7,50],[7.1,50]]}', "area_name": "x"}, "eine Fläche"),
        ({"unit": ""}, "Bitte wählen Sie etwas aus"),
        ({"channels": ["FAX"]}, "FAX"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(admin, lamp, yard, wrong, sentence):
    page = admin.post(HOME + "sonderregel/", {"what": "art:lampe", "unit": yard.pk} | wrong)

    assert page.status_code == 422
    assert sentence in text_of(page)


def test_a_person_of_another_unit_is_refused(admin, lamp, yard, unit):
    stranger = make_person(unit, rights=("cases.read",))

    page = admin.post(HOME + "sonderregel/", {"what": "", "unit": yard.pk, "person": stranger.pk})

    assert "arbeitet nicht in der gewählten Einheit" in text_of(page)


def test_a_rule_that_is_opened_and_saved_stays_the_same(admin, lamp, danger, yard):
    rule = special(yard, category=lamp, conditions=[yes(danger)], area=WEST, area_name="Altstadt", channels=["WEB"])
    before = RoutingRule.objects.filter(pk=rule.pk).values().get()
    area = shape(before.pop("area"))

    admin.post(f"{HOME}sonderregel/{rule.pk}/", shown(admin, rule))

    after = RoutingRule.objects.filter(pk=rule.pk).values().get()
    assert shape(after.pop("area")).equals(area)
    assert after == before


def test_an_area_is_drawn_instead_of_pasted(admin, lamp, yard):
    values = {"what": "art:lampe", "unit": yard.pk, "area_name": "Altstadt", "drawn": DRAWN}

    admin.post(HOME + "sonderregel/", values)

    assert shape(RoutingRule.objects.get(category=lamp, position=1).area).equals(shape(WEST))


def test_of_a_drawing_and_a_text_that_which_was_changed_counts(admin, lamp, yard):
    rule = special(yard, category=lamp, area=WEST, area_name="Altstadt")
    sent = shown(admin, rule)
    assert sent["drawn"] == DRAWN
    moved = DRAWN.replace("50.800000", "50.850000")

    admin.post(f"{HOME}sonderregel/{rule.pk}/", sent | {"drawn": moved})
    rule.refresh_from_db()
    assert shape(rule.area).bounds == (7.2, 50.85, 7.25, 50.9)

    pasted = json.dumps(WEST)
    admin.post(f"{HOME}sonderregel/{rule.pk}/", shown(admin, rule) | {"area_text": pasted})
    rule.refresh_from_db()
    assert shape(rule.area).equals(shape(WEST))

    admin.post(f"{HOME}sonderregel/{rule.pk}/", shown(admin, rule) | {"drawn": ""})
    rule.refresh_from_db()
    assert rule.area is None


def test_the_tester_asks_only_for_what_a_rule_asks_for(admin, lamp, danger, yard):
    make_question(lamp, "nummer", label="Welche Nummer?")
    special(yard, category=lamp, conditions=[yes(danger)])

    page = admin.get(HOME + "?art=lampe&frage-gefahr=yes")

    assert "weil die Frage „Liegt eine Gefahr vor?“ mit „ja“ beantwortet ist: Bauhof" in text_of(page)
    assert "Welche Nummer?" not in text_of(page)


def test_why_a_report_lies_here_is_told_to_those_who_may_read_it(lamp, danger, yard, unit, clerk):
    special(yard, category=lamp, conditions=[yes(danger)])
    report = make_report(lamp)

    address = f"/arbeitsplatz/meldung/{report.case.reference}/zustaendig/"
    page = text_of(client_of(clerk).get(address))
    assert "Alles Übrige in der ganzen Stadt: Servicecenter" in page
    assert "Verlangt, dass die Frage" in page
    assert client_of(make_person(yard, rights=("cases.read",))).get(address).status_code == 403


def test_removing_a_rule_is_logged_and_the_table_holds_again(lamp, yard, unit):
    rule = special(yard, category=lamp)
    remove_special(rule=rule, actor=None)

    assert explain(lamp, None).unit == unit


@pytest.mark.django_db(transaction=True)
def test_two_who_add_rules_at_once_get_two_places(lamp, yard):
    def add():
        try:
            special(yard, category=lamp)
        finally:
            connection.close()

    threads = [threading.Thread(target=add) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    places = RoutingRule.objects.filter(position__isnull=False).values_list("position", flat=True)
    assert sorted(places) == [1, 2, 3, 4]
