# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gets a report: the most specific rule wins and says why."""

import pytest
from django.utils.translation import override

from nahdran.audit.models import Entry
from nahdran.cases.queries.timeline import timeline
from nahdran.org.models import Unit
from nahdran.reports.models import Category, RoutingRule
from nahdran.reports.operations import UnableToChangeSettings, set_rule
from nahdran.reports.routing import NoUnit, explain
from tests.factories.cases import make_unit
from tests.factories.reports import make_report


@pytest.fixture
def names(lamp):
    return {name: make_unit(name) for name in ("Art Birk", "Art", "Gruppe Birk", "Gruppe", "Birk")}


def set_all(names, lamp, birk, *, without=()):
    rules = {
        "Art Birk": {"category": lamp, "district": birk},
        "Art": {"category": lamp},
        "Gruppe Birk": {"group": lamp.group, "district": birk},
        "Gruppe": {"group": lamp.group},
        "Birk": {"district": birk},
    }
    for name, key in rules.items():
        if name not in without:
            set_rule(unit=names[name], actor=None, **key)


def test_the_most_specific_rule_wins(names, lamp, districts):
    order = ["Art Birk", "Art", "Gruppe Birk", "Gruppe", "Birk"]
    for gone in range(len(order)):
        RoutingRule.objects.exclude(group=None, category=None, district=None).delete()
        set_all(names, lamp, districts["Birk"], without=order[:gone])
        assert explain(lamp, districts["Birk"]).unit.name == order[gone]


def test_the_rest_of_the_town_gets_what_fits_nowhere(names, lamp, districts, unit):
    set_rule(unit=names["Birk"], actor=None, district=districts["Birk"])

    found = explain(lamp, districts["Lohmar"])

    assert found.unit == unit
    assert found.sentence == "Alles Übrige in der ganzen Stadt: Servicecenter"


def test_the_explanation_names_kind_and_district(names, lamp, districts):
    set_rule(unit=names["Art Birk"], actor=None, category=lamp, district=districts["Birk"])

    assert explain(lamp, districts["Birk"]).sentence == "Straßenlampe dunkel in Birk: Art Birk"


def test_the_explanation_names_the_group(names, lamp, districts):
    set_rule(unit=names["Gruppe Birk"], actor=None, group=lamp.group, district=districts["Birk"])

    assert explain(lamp, districts["Birk"]).sentence == "Straßenbeleuchtung in Birk: Gruppe Birk"


def test_a_unit_out_of_use_gets_nothing(names, lamp, districts, unit):
    set_rule(unit=names["Art"], actor=None, category=lamp)
    names["Art"].is_active = False
    names["Art"].save()

    assert explain(lamp, districts["Birk"]).unit == unit


def test_without_any_rule_the_first_unit_helps_out(names, lamp, unit):
    RoutingRule.objects.all().delete()

    found = explain(lamp, None)

    assert found.unit == Unit.objects.order_by("id").first()
    assert found.rule is None


def test_without_any_unit_the_error_has_a_name(names, lamp):
    RoutingRule.objects.all().delete()
    Unit.objects.all().delete()

    with pytest.raises(NoUnit):
        explain(lamp, None)


def test_the_last_rule_cannot_be_taken_away(names, lamp):
    with pytest.raises(UnableToChangeSettings, match="Für alles Übrige"):
        set_rule(unit=None, actor=None)


def test_taking_a_rule_away_is_logged(names, lamp):
    set_rule(unit=names["Art"], actor=None, category=lamp)
    set_rule(unit=None, actor=None, category=lamp)

    assert not RoutingRule.objects.filter(category=lamp).exists()
    assert [
        entry.data["unit"] for entry in Entry.objects.filter(action="reports.routing", object_id=lamp.pk).order_by("id")
    ] == ["Art", ""]


def test_the_same_rule_again_changes_nothing(names, lamp):
    set_rule(unit=names["Art"], actor=None, category=lamp)
    before = Entry.objects.count()
    set_rule(unit=names["Art"], actor=None, category=lamp)

    assert Entry.objects.count() == before


def test_routing_asks_the_database_once(names, lamp, districts, django_assert_num_queries):
    set_all(names, lamp, districts["Birk"])

    with django_assert_num_queries(1):
        explain(lamp, districts["Birk"])


def why(case, language):
    """What the desk reads about the way of a case, in the language of a clerk."""
    with override(language):
        return next(event.text for event in timeline(case, public=False) if event.what == "assigned")


def test_the_reason_of_a_case_is_worded_for_each_reader(names, lamp):
    set_rule(unit=names["Art"], actor=None, category=lamp)
    lamp.name_en = "Street lamp not working"
    lamp.save()

    with override("en"):
        case = make_report(lamp).case

    assert why(case, "de") == "Straßenlampe dunkel in der ganzen Stadt: Art"
    assert why(case, "en") == "Street lamp not working in the whole town: Art"


def test_the_reason_of_a_case_outlives_its_rule_and_its_names(names, lamp):
    set_rule(unit=names["Art"], actor=None, category=lamp)
    case = make_report(lamp).case
    set_rule(unit=None, actor=None, category=lamp)
    Category.objects.filter(pk=lamp.pk).update(name="Lampe")

    assert why(case, "de") == "Straßenlampe dunkel in der ganzen Stadt: Art"


def test_a_sentence_from_before_stays_and_is_known_to_be_german(names, lamp):
    set_rule(unit=names["Art"], actor=None, category=lamp)
    case = make_report(lamp).case
    case.assignments.update(reason="Alles Übrige in der ganzen Stadt: Art", facts={})

    assert why(case, "en") == "Alles Übrige in der ganzen Stadt: Art"
    assert why(case, "en").language == "de"
