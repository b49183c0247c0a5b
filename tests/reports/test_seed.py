# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The kinds of defects that nahdran brings along."""

import pytest

from nahdran.reports.enums import QuestionKind
from nahdran.reports.models import Category, CategoryGroup, Question
from nahdran.reports.operations import seed_categories
from nahdran.reports.queries.catalogue import catalogue, find_categories
from nahdran.ui.icons import check_icon


@pytest.fixture
def seeded(db):
    return seed_categories()


def test_a_sensible_set_comes_along(seeded):
    assert seeded == Category.objects.count() >= 60
    assert CategoryGroup.objects.count() >= 12
    assert not Category.objects.filter(questions__kind=QuestionKind.CHOICE, questions__choices=[]).exists()


def test_everything_has_an_english_name_and_a_known_icon(seeded):
    for category in Category.objects.select_related("group"):
        assert category.name_en
        assert category.description
        assert category.description_en
        assert category.keywords
        assert category.first_answer_days <= category.settle_days
        check_icon(category.sign)
    assert not Question.objects.filter(label_en="").exists()


def test_seeding_again_adds_nothing(seeded):
    assert seed_categories() == 0


def test_what_an_administrator_changed_stays(seeded):
    Category.objects.filter(key="schlagloch").update(name="Loch in der Straße", settle_days=99, is_active=False)
    CategoryGroup.objects.filter(key="strassen").update(name="Fahrbahnen")
    Question.objects.filter(category__key="schlagloch").delete()

    seed_categories()

    pothole = Category.objects.get(key="schlagloch")
    assert (pothole.name, pothole.settle_days, pothole.is_active) == ("Loch in der Straße", 99, False)
    assert pothole.questions.count() == 0
    assert CategoryGroup.objects.get(key="strassen").name == "Fahrbahnen"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Laterne kaputt", "lampe-dunkel"),
        ("loch straße", "schlagloch"),
        ("pothole", "schlagloch"),
        ("Mülleimer voll", "papierkorb-voll"),
        ("gulli", "gully"),
        ("hakenkreuz", "hass"),
    ],
)
def test_kinds_are_found_by_the_words_people_use(seeded, words, key):
    assert key in [category.key for category in find_categories(words)][:3]


@pytest.mark.parametrize("words", ["", "   ", "qqqq", "%", "'; drop"])
def test_a_search_for_nothing_finds_nothing(seeded, words):
    assert find_categories(words) == []


def test_a_kind_out_of_use_is_not_offered(seeded):
    Category.objects.filter(key="gully").update(is_active=False)

    assert "gully" not in [category.key for entry in catalogue() for category in entry.categories]


def test_the_catalogue_costs_three_queries(seeded, django_assert_num_queries):
    with django_assert_num_queries(3):
        catalogue()


def test_what_a_town_has_named_the_same_itself_is_left_alone(db):
    own = CategoryGroup.objects.create(key="eigene", name="Straßen")
    Category.objects.create(group=own, key="eigenes-loch", name="Schlagloch", settle_days=5)

    seed_categories()

    assert CategoryGroup.objects.filter(name="Straßen").count() == 1
    assert Category.objects.get(name="Schlagloch").settle_days == 5
    assert Category.objects.filter(group=own).count() > 1
