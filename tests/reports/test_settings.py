# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The settings of the defect reports, as an administrator uses them in the browser, without JavaScript."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from nahdran.audit.models import Entry
from nahdran.reports.models import Category, CategoryGroup, Question, RoutingRule
from nahdran.reports.operations import set_rule
from nahdran.reports.queries.matrix import routing_matrix
from tests.factories.accounts import client_of, give_role, make_citizen, make_role, make_staff
from tests.factories.cases import make_unit
from tests.factories.reports import make_category, make_question, make_report

HOME = "/arbeitsplatz/einstellungen/maengel/"


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def admin(lamp):
    person = make_staff()
    give_role(person, make_role(rights=["reports.manage"], name="Einrichtung des Mängelmelders"))
    return client_of(person)


def text_of(response):
    return response.content.decode()


def kind_values(category, **changes):
    values = {
        "group": category.group_id,
        "name": category.name,
        "icon": "",
        "first_answer_days": 2,
        "settle_days": 10,
    }
    return values | changes


PAGES = ["", "gruppe/neu/", "art/neu/", "zustaendigkeit/", "zustaendigkeit/regel/", "fristen/"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_an_administrator_only(admin, page, clerk):
    assert admin.get(HOME + page).status_code == 200
    assert client_of(clerk).get(HOME + page).status_code == 403
    assert client_of(make_citizen()).get(HOME + page).status_code in {302, 403}
    assert Client().get(HOME + page).status_code == 302


def test_the_settings_home_names_the_pages(admin):
    page = text_of(admin.get("/arbeitsplatz/einstellungen/"))

    assert reverse("reports_staff:kinds") in page
    assert reverse("reports_staff:routing") in page


def test_a_new_town_takes_what_comes_along(admin):
    page = admin.post(HOME + "mitgebrachte/", follow=True)

    assert "Arten sind angelegt" in text_of(page)
    assert Category.objects.count() > 60
    assert "schon da" in text_of(admin.post(HOME + "mitgebrachte/", follow=True))


def test_a_group_is_added_changed_and_removed(admin):
    admin.post(HOME + "gruppe/neu/", {"name": "Friedhöfe", "icon": "leaf"})
    group = CategoryGroup.objects.get(name="Friedhöfe")
    assert group.key == "friedhoefe"

    admin.post(f"{HOME}gruppe/{group.pk}/", {"name": "Friedhof", "icon": "tree"})
    assert CategoryGroup.objects.get(pk=group.pk).name == "Friedhof"

    admin.post(f"{HOME}gruppe/{group.pk}/loeschen/")
    assert not CategoryGroup.objects.filter(pk=group.pk).exists()
    assert Entry.objects.filter(action="reports.group").count() == 3


def test_a_group_with_kinds_cannot_go(admin, lighting):
    page = admin.post(f"{HOME}gruppe/{lighting.pk}/loeschen/", follow=True)

    assert "gehören noch Arten" in text_of(page)
    assert CategoryGroup.objects.filter(pk=lighting.pk).exists()


def test_a_kind_is_added_and_offered_at_once(admin, lamp):
    admin.post(HOME + "art/neu/", kind_values(lamp, name="Lampe summt", keywords="Brummen"))

    kind = Category.objects.get(name="Lampe summt")
    assert kind.key == "lampe-summt"
    assert "Lampe summt" in text_of(Client().get("/maengel/neu/art/"))


def test_the_key_of_a_kind_never_changes(admin, lamp):
    admin.post(f"{HOME}art/{lamp.pk}/", kind_values(lamp, name="Laterne aus"))

    lamp.refresh_from_db()
    assert (lamp.name, lamp.key) == ("Laterne aus", "lampe")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"first_answer_days": 20}, "kann nicht vor der ersten Antwort liegen"),
        ({"settle_days": 0}, "settle_days"),
        ({"icon": "<script>"}, "icon"),
    ],
)
def test_a_mistake_in_a_kind_is_named(admin, lamp, changes, sentence):
    page = admin.post(f"{HOME}art/{lamp.pk}/", kind_values(lamp, **changes))

    assert page.status_code == 422
    assert sentence in text_of(page)


def test_a_kind_is_switched_off_and_on(admin, lamp):
    other = make_category("Bank", group=lamp.group)
    admin.post(f"{HOME}art/{lamp.pk}/gebrauch/", {"an": "0"})
    assert "Straßenlampe dunkel" not in text_of(Client().get("/maengel/neu/art/"))

    page = admin.post(f"{HOME}art/{other.pk}/gebrauch/", {"an": "0"}, follow=True)
    assert "Mindestens eine Art" in text_of(page)

    admin.post(f"{HOME}art/{lamp.pk}/gebrauch/", {"an": "1"})
    assert Category.objects.get(pk=lamp.pk).is_active


def test_kinds_change_places(admin, lamp):
    second = make_category("Lampe flackert", group=lamp.group, position=200)

    admin.post(f"{HOME}art/{second.pk}/reihenfolge/", {"richtung": "hoch"})

    assert list(Category.objects.filter(group=lamp.group).order_by("position")) == [second, lamp]
    admin.post(f"{HOME}art/{second.pk}/reihenfolge/", {"richtung": "hoch"})
    assert Category.objects.filter(group=lamp.group).order_by("position").first() == second


def test_a_question_is_added_asked_and_previewed(admin, lamp):
    values = {"label": "Welche Farbe hat das Licht?", "kind": "CHOICE", "options": "Gelb / Yellow\nWeiß\n\nGelb"}
    admin.post(f"{HOME}art/{lamp.pk}/fragen/neu/", values)

    question = Question.objects.get(category=lamp)
    assert question.choices == [
        {"key": "gelb", "label": "Gelb", "label_en": "Yellow"},
        {"key": "weiss", "label": "Weiß", "label_en": ""},
    ]
    assert "Welche Farbe hat das Licht?" in text_of(admin.get(f"{HOME}art/{lamp.pk}/vorschau/"))


def test_reworded_answers_keep_their_keys(admin, lamp):
    question = make_question(
        lamp,
        "farbe",
        "CHOICE",
        label="Farbe?",
        choices=[{"key": "y", "label": "Gelb", "label_en": ""}, {"key": "w", "label": "Weiß", "label_en": ""}],
    )

    admin.post(
        f"{HOME}art/{lamp.pk}/fragen/{question.pk}/",
        {"label": "Welche Farbe?", "kind": "CHOICE", "options": "Weiß\nGelb / Yellow\nRot"},
    )

    question.refresh_from_db()
    assert question.key == "farbe"
    assert [choice["key"] for choice in question.choices] == ["w", "y", "rot"]


def test_a_choice_needs_two_answers(admin, lamp):
    page = admin.post(f"{HOME}art/{lamp.pk}/fragen/neu/", {"label": "Farbe?", "kind": "CHOICE", "options": "Gelb"})

    assert page.status_code == 422
    assert "mindestens zwei Antworten" in text_of(page)


def test_a_removed_question_is_no_longer_asked_but_still_read(admin, lamp, clerk):
    question = make_question(lamp, "nummer", label="Welche Nummer?")
    report = make_report(lamp, answers={"nummer": "2217"})

    admin.post(f"{HOME}art/{lamp.pk}/fragen/{question.pk}/loeschen/")

    assert "Welche Nummer?" not in text_of(admin.get(f"{HOME}art/{lamp.pk}/vorschau/"))
    assert "2217" in text_of(client_of(clerk).get(f"/arbeitsplatz/vorgang/{report.case.reference}/"))


def test_questions_change_places(admin, lamp):
    first, second = (make_question(lamp, key, position=place) for key, place in (("a", 10), ("b", 20)))

    admin.post(f"{HOME}art/{lamp.pk}/fragen/{first.pk}/reihenfolge/", {"richtung": "runter"})

    assert list(Question.objects.filter(category=lamp).order_by("position")) == [second, first]


def test_the_tester_says_who_gets_it_and_why(admin, lamp, districts):
    set_rule(unit=make_unit("Team Licht"), category=lamp, district=districts["Birk"], actor=None)

    page = text_of(admin.get(HOME + "zustaendigkeit/?art=lampe&wo=birk"))

    assert "Straßenlampe dunkel in Birk: Team Licht" in page


def test_a_rule_is_set_and_taken_away(admin, lamp, lighting, districts):
    licht = make_unit("Team Licht")
    values = {"what": "gruppe:beleuchtung", "district": "birk"}

    admin.post(HOME + "zustaendigkeit/regel/", values | {"unit": licht.pk})
    assert RoutingRule.objects.get(group=lighting).district == districts["Birk"]

    admin.post(HOME + "zustaendigkeit/regel/", values)
    assert not RoutingRule.objects.filter(group=lighting).exists()


def test_the_rest_of_the_town_must_stay_with_somebody(admin, lamp):
    page = admin.post(HOME + "zustaendigkeit/regel/", {"what": "", "district": "", "unit": ""})

    assert page.status_code == 422
    assert "muss immer jemand zuständig sein" in text_of(page)


def test_the_matrix_shows_own_rules_and_who_gets_it_anyway(lamp, lighting, districts, unit, django_assert_num_queries):
    licht = make_unit("Team Licht")
    set_rule(unit=licht, category=lamp, district=districts["Birk"], actor=None)

    with django_assert_num_queries(4):
        matrix = routing_matrix()

    assert matrix.columns == ["Birk"]
    rows = {row.label: [(cell.unit, cell.own) for cell in row.cells] for row in matrix.rows}
    assert rows["Straßenlampe dunkel"] == [("Servicecenter", False), ("Team Licht", True)]
    assert rows[""] == [("Servicecenter", True), ("Servicecenter", False)]


def test_the_promises_of_all_kinds_are_saved_at_once(admin, lamp):
    page = admin.post(HOME + "fristen/", {f"first-{lamp.pk}": 1, f"settle-{lamp.pk}": 4}, follow=True)

    lamp.refresh_from_db()
    assert (lamp.first_answer_days, lamp.settle_days) == (1, 4)
    assert "1 Frist ist geändert" in text_of(page)


@pytest.mark.parametrize(("first", "settle"), [(5, 3), (0, 3), ("x", 3), (1, 999)])
def test_impossible_promises_are_refused(admin, lamp, first, settle):
    page = admin.post(HOME + "fristen/", {f"first-{lamp.pk}": first, f"settle-{lamp.pk}": settle})

    assert page.status_code == 422
    lamp.refresh_from_db()
    assert (lamp.first_answer_days, lamp.settle_days) == (2, 10)


@pytest.mark.parametrize("count", [1, 3])
def test_the_settings_cost_the_same_for_one_and_three_kinds(admin, lighting, count, django_assert_max_num_queries):
    for number in range(count):
        make_question(make_category(f"Art {number}", group=lighting), "a")

    for page in ("", "zustaendigkeit/", "fristen/"):
        with django_assert_max_num_queries(15):
            admin.get(HOME + page)
