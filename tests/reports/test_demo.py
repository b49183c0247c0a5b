# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration: a past for a town, told through the same operations that people use, as often as one likes."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db.models import F
from django.utils import timezone
from PIL import Image

from nahdran.cases.enums import DeadlineKind
from nahdran.cases.models import Case, Deadline, Message, Party, StatusChange
from nahdran.kit.demo import demo_steps
from nahdran.org.models import Unit
from nahdran.places.models import Address, District, Street
from nahdran.reports import demo
from nahdran.reports.demo import stories
from nahdran.reports.demo.colours import oklch
from nahdran.reports.demo.pictures import DRAWINGS, drawing
from nahdran.reports.enums import Release
from nahdran.reports.models import Category, Report, RoutingRule
from nahdran.reports.queries.learning import supply
from tests.factories.cases import make_person, make_unit
from tests.factories.files import encoded


@pytest.fixture
def small_pictures(monkeypatch, stored):
    """The drawings themselves are tested below; sixty of them take their time."""

    def small(name, *, hue, seed):
        file = BytesIO(encoded(Image.new("RGB", (32, 24), (seed * 7 % 255, 9, 9))))
        file.name = f"{name}.jpg"
        return file

    monkeypatch.setattr(stories, "drawing", small)


@pytest.fixture
def demo_town(districts, small_pictures):
    make_person(make_unit("Servicecenter", "SC"))
    demo.run("lohmar", lambda line: None)


def test_the_demonstration_fills_a_town_with_a_past_and_invented_persons(demo_town):
    now = timezone.now()
    reports = Report.objects.select_related("case").filter(case__channel__in=("WEB", "PHONE", "COUNTER"))

    assert len(reports) == 62 + 4, "the stories, one that is merged, and a whole with its parts"
    assert {report.release for report in reports} == set(Release.values)
    assert {
        "NEW",
        "CHECKED",
        "IN_WORK",
        "PLANNED",
        "ASKED",
        "ANSWERED",
        "EXTERNAL",
        "DONE",
        "NOT_OURS",
        "DUPLICATE",
    } <= set(Case.objects.values_list("status", flat=True))
    assert all(report.reported_at < now for report in reports)
    assert not StatusChange.objects.filter(at__gt=now).exists()
    assert not Message.objects.filter(at__gt=now).exists()
    assert min(report.reported_at for report in reports) < now - timedelta(days=25)
    assert {report.district_id for report in reports} <= set(District.objects.values_list("pk", flat=True))
    assert all("Hauptstraße" in report.address for report in reports)
    assert Party.objects.exists()
    assert not Party.objects.exclude(email="").exclude(email__endswith="@example.org").exists()


def test_a_settled_year_lies_behind_the_stories(demo_town):
    past = Report.objects.select_related("case", "category").filter(case__channel="API")
    now = timezone.now()

    assert len(past) > 500
    assert not any(report.is_open for report in past)
    assert all(report.reported_at < report.case.closed_at < now for report in past)
    assert {report.release for report in past} == {Release.RELEASED}
    assert {report.reported_at.strftime("%Y-%m") for report in past} >= {
        (now - timedelta(days=days)).strftime("%Y-%m") for days in range(60, 390, 15)
    }
    kept = Deadline.objects.filter(case__in=[report.pk for report in past], kind=DeadlineKind.SETTLE)
    share = kept.filter(met_at__lte=F("due_at")).count() / len(past)
    assert 0.6 < share < 0.99, "a town that keeps most of its promises, not all"
    assert supply().is_enough, "suggestions can be learnt from it"


def test_running_it_again_changes_nothing_and_leaves_what_somebody_changed(demo_town):
    other = make_unit("Anderswo")
    RoutingRule.objects.filter(group=None, category=None, district=None).update(unit=other)
    before = (Case.objects.count(), StatusChange.objects.count(), Message.objects.count(), Category.objects.count())

    demo.run("lohmar", lambda line: None)

    assert (
        Case.objects.count(),
        StatusChange.objects.count(),
        Message.objects.count(),
        Category.objects.count(),
    ) == before
    assert RoutingRule.objects.get(group=None, category=None, district=None).unit == other


def test_a_town_without_houses_uses_its_streets(districts, small_pictures):
    make_person(make_unit("Servicecenter", "SC"))
    Address.objects.all().delete()
    assert Street.objects.exists()

    demo.run("lohmar", lambda line: None)

    assert Report.objects.filter(is_open=True).exists()


def test_a_town_without_units_gets_kinds_but_no_reports_that_nobody_answers(districts, stored):
    assert not Unit.objects.exists()

    demo.run("lohmar", lambda line: None)

    assert Category.objects.exists()
    assert not Report.objects.exists()


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_drawing_is_a_picture_of_its_own(name):
    one, other = (drawing(name, hue=216, seed=seed) for seed in (1, 2))

    assert one.getvalue() != other.getvalue()
    assert Image.open(one).size == (1280, 960)


def test_the_same_drawing_is_the_same_file():
    assert drawing("lamp", hue=216, seed=1).getvalue() == drawing("lamp", hue=216, seed=1).getvalue()


def test_the_colours_of_the_drawings_are_those_of_the_design_system():
    assert oklch(1, 0, 0) == (255, 255, 255)
    assert oklch(0, 0, 0) == (0, 0, 0)
    red = oklch(0.628, 0.258, 29.2)
    assert red[0] > 250
    assert max(red[1:]) < 12


def test_the_step_is_registered():
    assert next(step for step in demo_steps if step.key == "reports").order == 50
