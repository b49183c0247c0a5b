# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What defect reports tell the case core, and corrections of kind and place."""

import datetime as dt

import pytest
import time_machine

from nahdran.audit.models import Entry
from nahdran.cases.kinds import kinds
from nahdran.cases.models import Attachment, Case, Deadline
from nahdran.cases.operations import OutdatedView, change_status, forget_people, hand_over
from nahdran.cases.queries import sites_of
from nahdran.reports.enums import Release
from nahdran.reports.models import Report
from nahdran.reports.operations import OutsideTown, change_category, move_place, release, set_rule
from nahdran.reports.workflow import WORKFLOW
from tests.factories.cases import make_person, make_unit
from tests.factories.reports import IN_BIRK, INSIDE, OUTSIDE, make_category, make_report


@pytest.fixture
def report(lamp):
    return make_report(lamp)


def kind():
    return kinds.get("report")


def test_every_change_leads_to_a_known_status():
    keys = {status.key for status in WORKFLOW.statuses}

    assert set(WORKFLOW.changes) == keys
    assert {name for names in WORKFLOW.changes.values() for name in names} <= keys


def test_every_open_status_leads_to_every_end_and_every_end_back_to_work():
    ends = {status.key for status in WORKFLOW.statuses if status.closes}
    for status in WORKFLOW.statuses:
        following = set(WORKFLOW.changes[status.key])
        assert "IN_WORK" in following if status.closes else ends <= following


def test_every_status_has_words_for_everybody():
    for status in WORKFLOW.statuses:
        assert str(status.public_label)
        assert str(status.public_text).endswith(".")


def test_tone_and_openness_follow_the_case(report, clerk):
    change_status(case=report.case, to="IN_WORK", actor=clerk)
    report.refresh_from_db()
    assert (report.tone, report.is_open) == ("work", True)

    change_status(case=report.case, to="DONE", actor=clerk, public_text="Behoben.")
    report.refresh_from_db()
    assert (report.tone, report.is_open) == ("done", False)

    change_status(case=report.case, to="IN_WORK", actor=clerk)
    report.refresh_from_db()
    assert (report.tone, report.is_open) == ("work", True)


def test_what_a_person_takes_back_is_no_longer_public(report):
    release(report=report, public_text="Dunkel.", photos=[], actor=None)

    change_status(case=report.case, to="WITHDRAWN", actor=None, public_text="Von der meldenden Person zurückgezogen.")

    report.refresh_from_db()
    assert report.release == Release.WITHDRAWN
    assert report.words is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_lines_of_a_list_cost_the_same_for_one_and_three(lamp, photo, count, django_assert_num_queries):
    ids = [make_report(lamp, files=[photo((number, 1, 1))]).pk for number in range(count)]

    with django_assert_num_queries(2):
        lines = kind().lines(ids)

    assert set(lines) == set(ids)
    assert lines[ids[0]].place == "Hauptstraße 71, Lohmar"
    assert lines[ids[0]].category == "Straßenlampe dunkel"


def test_the_public_address_exists_only_for_released_reports(report):
    assert kind().public_address(report.case) == ""

    release(report=report, public_text="", photos=[], actor=None)

    assert kind().public_address(report.case) == f"/maengel/{report.case.reference}/"


def test_forgetting_takes_the_words_and_leaves_the_fact(report, photo, clerk):
    full = make_report(report.category, files=[photo()], place_note="vor meiner Haustür", answers={"nummer": "7"})
    release(report=full, public_text="Lampe dunkel.", photos=[Attachment.objects.get(case=full.case).file], actor=clerk)
    change_status(case=full.case, to="DONE", actor=clerk, public_text="Behoben.")

    forget_people(case=full.case)

    full.refresh_from_db()
    assert (full.description, full.place_note, full.answers) == ("", "", {})
    assert full.public_text == "Lampe dunkel."
    assert not full.public_photos.exists()


def test_another_kind_brings_its_own_promises_and_proposes_its_unit(lighting, unit, clerk):
    trees = make_unit("Grün")
    tree = make_category("Ast abgebrochen", first_answer_days=1, settle_days=5)
    set_rule(unit=trees, actor=None, category=tree)
    lamp = make_category("Lampe", group=lighting, first_answer_days=2, settle_days=10)
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False):
        report = make_report(lamp, answers={"nummer": "7"})
        corrected = change_category(report=report, category=tree, actor=clerk)

    case = Case.objects.get(pk=report.pk)
    assert corrected.proposal.unit == trees
    assert case.unit == unit
    assert case.title == "Ast abgebrochen"
    assert corrected.report.answers == {"nummer": "7"}
    due = dict(Deadline.objects.filter(case=case).values_list("kind", "due_at"))
    assert due["FIRST_ANSWER"].date() == dt.date(2026, 11, 17)
    assert due["SETTLE"].date() == dt.date(2026, 11, 23)
    assert case.due_at == due["FIRST_ANSWER"]
    assert Entry.objects.get(action="reports.category_changed").data == {"from": lamp.key, "to": tree.key}


def test_time_that_stood_still_stays_added_after_another_kind(lamp, lighting, clerk):
    slow = make_category(group=lighting, first_answer_days=3, settle_days=20)
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as clock:
        report = make_report(lamp)
        change_status(case=report.case, to="ASKED", actor=clerk)
        clock.move_to(dt.datetime(2026, 11, 18, 9, tzinfo=dt.UTC))
        change_status(case=report.case, to="ANSWERED", actor=None)
        change_category(report=report, category=slow, actor=clerk)

    # 20 working days from 16 November, and the two days on which the clock stood still
    assert Deadline.objects.get(case=report.case, kind="SETTLE").due_at.date() == dt.date(2026, 12, 16)


def test_the_same_kind_again_changes_nothing(report, clerk):
    before = Case.objects.get(pk=report.pk).changed_at

    change_category(report=report, category=report.category, actor=clerk)

    assert Case.objects.get(pk=report.pk).changed_at == before


def test_an_outdated_correction_is_stopped(report, lighting, clerk):
    seen = report.case.changed_at
    change_status(case=report.case, to="IN_WORK", actor=clerk)

    with pytest.raises(OutdatedView):
        change_category(report=report, category=make_category(group=lighting), actor=clerk, base=seen)


def test_a_moved_pin_brings_address_and_district(report, districts, clerk):
    corrected = move_place(report=report, lon=IN_BIRK[0], lat=IN_BIRK[1], note="hinter der Kirche", actor=clerk)

    moved = Report.objects.get(pk=report.pk)
    assert moved.district == districts["Birk"]
    assert moved.place_note == "hinter der Kirche"
    assert corrected.proposal is None


def test_a_pin_outside_is_refused(report, clerk):
    with pytest.raises(OutsideTown):
        move_place(report=report, lon=OUTSIDE[0], lat=OUTSIDE[1], actor=clerk)

    report.refresh_from_db()
    assert (report.lon, report.lat) == INSIDE


def test_the_rules_of_today_are_proposed(report, lamp, districts):
    licht = make_unit("Team Licht")
    set_rule(unit=licht, actor=None, category=lamp)

    decision = kind().route(report.case)

    assert decision.unit_id == licht.pk
    assert decision.because == "Straßenlampe dunkel in der ganzen Stadt: Team Licht"


def test_handing_over_leaves_the_report_as_it_is(report, clerk):
    other = make_unit("Bauhof")
    make_person(other)

    hand_over(case=report.case, unit=other, actor=clerk, reason="Gehört zum Bauhof.")

    assert Report.objects.get(pk=report.pk).is_open


def test_the_core_learns_where_reports_are_in_one_query(lamp, django_assert_num_queries):
    reports = [make_report(lamp, place_note="hinter der Bäckerei"), make_report(lamp)]
    cases = [report.case for report in reports]

    with django_assert_num_queries(1):
        found = sites_of(cases)

    first = found[cases[0].pk]
    assert (first.lon, first.lat, first.note) == (*INSIDE, "hinter der Bäckerei")
    assert first.address == reports[0].address
    assert found.keys() == {case.pk for case in cases}
