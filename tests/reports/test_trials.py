# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Trying a change of the routing on past reports before saving it."""

import html
import re
from datetime import timedelta

import pytest
import time_machine

from nahdran.kit import clock
from nahdran.reports.models import RoutingRule, RoutingTrial
from nahdran.reports.operations import (
    SpecialRule,
    UnableToChangeSettings,
    expire_trials,
    run_trial,
    save_special,
    set_rule,
    start_trial,
    take_over,
)
from nahdran.reports.queries.trials import found_by
from tests.factories.accounts import client_of, make_admin
from tests.factories.cases import make_person, make_unit
from tests.factories.reports import IN_BIRK, INSIDE, make_category, make_report

HOME = "/arbeitsplatz/einstellungen/maengel/zustaendigkeit/"


def text_of(response):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def light(lamp):
    return make_unit("Team Licht")


@pytest.fixture
def admin(lamp):
    return make_admin()


def cell(unit, what="", district=""):
    return {"sort": "cell", "remove": False, "pk": None, "what": what, "district": district, "unit": unit and unit.pk}


def rule_of(unit, **more):
    plain = {"conditions": [], "channels": [], "area": None, "area_name": "", "place": None, "person": None, "pk": None}
    return {"sort": "special", "remove": False, "what": "", "district": "", "unit": unit.pk} | plain | more


def found(trial, user):
    return [(move.start, move.end, str(move.kind), move.count) for move in found_by(trial, user).moves]


def test_a_changed_cell_shows_what_would_go_elsewhere_by_kind(lamp, light, admin):
    for place in (INSIDE, IN_BIRK, IN_BIRK):
        make_report(lamp, place)
    make_report(make_category("Schlagloch"))

    trial = start_trial(change=cell(light, "art:lampe", "birk"), most=1000, actor=admin)

    assert found(trial, admin) == [("Servicecenter", "Team Licht", "Straßenlampe dunkel", 2)]
    assert found_by(trial, admin).seen == 4
    assert not RoutingRule.objects.filter(category=lamp).exists()


def test_a_rule_taken_away_shows_where_its_reports_would_lie(lamp, light, admin):
    rule = save_special(says=SpecialRule(unit=light, category=lamp), actor=None)
    make_report(lamp)

    trial = start_trial(change={"sort": "special", "remove": True, "pk": rule.pk}, most=1000, actor=admin)

    assert found(trial, admin) == [("Team Licht", "Servicecenter", "Straßenlampe dunkel", 1)]


def test_a_rule_moved_to_the_top_is_tried_without_moving_it(lamp, light, admin):
    save_special(says=SpecialRule(unit=make_unit("Erste"), category=lamp), actor=None)
    last = save_special(says=SpecialRule(unit=light, category=lamp), actor=None)
    make_report(lamp)

    trial = start_trial(change=rule_of(light, pk=last.pk, what="art:lampe", place=1), most=1000, actor=admin)

    assert found(trial, admin) == [("Erste", "Team Licht", "Straßenlampe dunkel", 1)]
    last.refresh_from_db()
    assert last.position == 2


def test_taking_it_over_saves_it_once(lamp, light, admin):
    trial = start_trial(change=rule_of(light, channels=["PHONE"]), most=10, actor=admin)

    take_over(trial=trial, actor=admin)
    take_over(trial=trial, actor=admin)

    assert RoutingRule.objects.get(position__isnull=False).channels == ["PHONE"]
    assert not RoutingTrial.objects.exists()


def test_a_unit_that_is_gone_meanwhile_is_said_in_words(lamp, light, admin):
    trial = start_trial(change=rule_of(light), most=10, actor=admin)
    light.delete()

    with pytest.raises(UnableToChangeSettings, match="Einheit"):
        take_over(trial=trial, actor=admin)


def test_the_fallback_cannot_even_be_tried_away(lamp, admin):
    with pytest.raises(UnableToChangeSettings):
        start_trial(change=cell(None), most=10, actor=admin)


def test_only_cases_that_the_reader_may_open_are_examples(lamp, light, unit, admin):
    case = make_report(lamp).case
    trial = start_trial(change=cell(light, "art:lampe"), most=1000, actor=admin)

    assert found_by(trial, admin).moves[0].examples == [case]
    assert found_by(trial, make_person(light, rights=("cases.read",))).moves[0].examples == []


def test_a_large_trial_waits_for_the_worker_and_counts_on(lamp, light, admin):
    make_report(lamp)
    trial = start_trial(change=cell(light, "art:lampe"), most=10_000, actor=admin)
    assert trial.finished_at is None
    assert "von höchstens 10.000" in text_of(client_of(admin).get(f"{HOME}probe/{trial.pk}/"))

    done = run_trial(trial.pk)

    assert (done.seen, len(done.result["moves"])) == (1, 1)


def test_many_reports_are_read_in_portions(lamp, light, admin, monkeypatch, django_assert_max_num_queries):
    for _number in range(5):
        make_report(lamp)
    monkeypatch.setattr("nahdran.reports.operations.trials._PORTION", 2)

    trial = start_trial(change=cell(light, "art:lampe"), most=4, actor=admin)

    assert found(trial, admin) == [("Servicecenter", "Team Licht", "Straßenlampe dunkel", 4)]


def test_trials_go_by_themselves(lamp, light, admin):
    start_trial(change=rule_of(light), most=10, actor=admin)

    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        assert expire_trials() == 1


def test_without_javascript_it_is_tried_seen_and_saved(lamp, light, admin):
    make_report(lamp)
    browser = client_of(admin)

    page = browser.post(
        HOME + "regel/", {"what": "art:lampe", "unit": light.pk, "probe": "1", "most": "200"}, follow=True
    )
    assert "1 von 1 Meldungen käme woandershin (100 %)." in text_of(page)
    assert not RoutingRule.objects.filter(category=lamp).exists()

    browser.post(page.request["PATH_INFO"] + "ende/", {"speichern": "1"})
    assert RoutingRule.objects.get(category=lamp).unit == light


def test_a_discarded_change_leaves_everything_as_it_was(lamp, light, admin):
    set_rule(unit=light, category=lamp, actor=None)
    trial = start_trial(change=cell(None, "art:lampe"), most=10, actor=admin)

    client_of(admin).post(f"{HOME}probe/{trial.pk}/ende/", {"verwerfen": "1"})

    assert RoutingRule.objects.get(category=lamp).unit == light
    assert not RoutingTrial.objects.exists()
