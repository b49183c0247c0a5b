# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The counts that the database keeps ready: always the same as counting, whoever changed a report and whether they are added up or not."""

import random
from collections import Counter

import pytest
from django.db import connection

from nahdran.cases.operations import change_status
from nahdran.reports.enums import Release
from nahdran.reports.models import Category, PublicPhoto, Report, Tally, TallyChange
from nahdran.reports.operations import (
    change_category,
    fold_tallies,
    move_place,
    recount_tallies,
    release,
    withdraw_release,
)
from nahdran.reports.queries.geo import Frame
from nahdran.reports.queries.mapdata import features
from nahdran.reports.queries.narrowing import ALL, Filters
from nahdran.reports.queries.tallies import (
    FINEST,
    Kinds,
    about,
    at_least,
    cell_at,
    cells,
    frame_of_nearest,
    totals,
    version,
)
from tests.factories.reports import IN_BIRK, INSIDE, make_category, make_report

TOWN = Frame(7.2, 50.8, 7.3, 50.9)


def counted():
    """What a person would count: (open, settled) of the released reports."""
    rows = Counter(Report.objects.filter(release=Release.RELEASED).values_list("is_open", flat=True))
    return rows[True], rows[False]


def in_cells(kinds=Kinds(), zoom=FINEST):  # noqa: B008  frozen
    found = cells(kinds, TOWN, zoom)
    return sum(cell.count - cell.settled for cell in found), sum(cell.settled for cell in found)


def test_counts_follow_every_change_whether_they_are_added_up_or_not(lamp, districts, clerk):
    rng = random.Random(4)
    bench = make_category("Bank beschädigt", group=lamp.group)
    reports = [make_report(rng.choice((lamp, bench)), rng.choice((INSIDE, IN_BIRK))) for _number in range(6)]

    def act(report):
        report = Report.objects.select_related("case", "category__group", "district").get(pk=report.pk)
        choice = rng.randrange(6)
        if choice == 0:
            release(report=report, public_text="", photos=[], actor=clerk)
        elif choice == 1 and report.release == Release.RELEASED:
            withdraw_release(report=report, actor=clerk)
        elif choice == 2:
            move_place(report=report, lon=7.21 + rng.random() / 20, lat=50.81 + rng.random() / 20, actor=clerk)
        elif choice == 3:
            change_category(report=report, category=rng.choice((lamp, bench)), actor=clerk)
        elif choice == 4 and report.is_open:
            change_status(case=report.case, to="DONE", actor=clerk, public_text="Fertig.")
        elif choice == 5 and not report.is_open:
            change_status(case=report.case, to="IN_WORK", actor=clerk)

    for number in range(60):
        act(rng.choice(reports))
        if number % 7 == 0:
            fold_tallies()
        assert totals(Kinds()) == counted() == in_cells() == in_cells(zoom=12)
    released = Report.objects.filter(release=Release.RELEASED)
    for category in (lamp, bench):
        assert sum(totals(Kinds([category.pk]))) == released.filter(category=category).count()
        assert in_cells(Kinds([category.pk])) == totals(Kinds([category.pk]))
    for district in districts.values():
        assert sum(totals(Kinds(district=district.pk))) == released.filter(district=district).count()
    assert recount_tallies() == 0


def test_a_statement_on_many_rows_counts_all_of_them(lamp):
    for _number in range(3):
        make_report(lamp)

    Report.objects.update(release=Release.RELEASED)
    assert totals(Kinds()) == (3, 0)
    fold_tallies()
    Report.objects.update(is_open=False)
    assert totals(Kinds()) == (0, 3)
    Report.objects.all().delete()
    assert totals(Kinds()) == (0, 0)
    fold_tallies()
    assert not Tally.objects.exists()


def test_a_held_report_is_counted_nowhere(lamp):
    make_report(lamp)

    assert not TallyChange.objects.exclude(n=0).exists()
    assert totals(Kinds()) == (0, 0)
    assert about(TOWN) == 0


def test_adding_up_twice_adds_once(lamp):
    make_report(lamp, public=True)

    assert fold_tallies() > 0
    assert fold_tallies() == 0
    assert totals(Kinds()) == (1, 0)


def test_counting_anew_corrects_what_is_wrong_and_only_that(lamp):
    make_report(lamp, public=True)
    fold_tallies()
    Tally.objects.filter(level=0, category_id=0).update(n=7)
    Tally.objects.filter(level=12).delete()
    Tally.objects.create(level=9, category_id=99, x=1, y=1, district_id=0, is_open=True, n=3, lon=0, lat=0)

    assert recount_tallies() == 1 + 2 + 1
    assert totals(Kinds()) == (1, 0)
    assert recount_tallies() == 0


def test_a_cell_knows_the_mean_of_its_positions(lamp):
    make_report(lamp, (7.2150, 50.84), public=True)
    make_report(lamp, (7.2154, 50.84), public=True)
    fold_tallies()

    (cell,) = cells(Kinds(), TOWN, 12)

    assert (cell.lon, cell.lat) == (pytest.approx(7.2152, abs=1e-6), pytest.approx(50.84, abs=1e-6))
    assert cell.frame.west <= 7.2150 < cell.frame.east


@pytest.mark.django_db
def test_cells_of_python_and_of_the_database_are_the_same():
    rng = random.Random(1)
    for _number in range(200):
        lon, lat = rng.uniform(-180, 180), rng.uniform(-85, 85)
        with connection.cursor() as cursor:
            cursor.execute("SELECT reports_tally_x(%s), reports_tally_y(%s)", [lon, lat])
            assert cursor.fetchone() == cell_at(lon, lat, FINEST)


def test_what_surely_lies_in_a_frame_is_never_more_than_what_does(lamp):
    for number in range(20):
        make_report(lamp, (7.21 + number / 1000, 50.84), public=True)

    assert at_least(Kinds(), Frame(7.2, 50.83, 7.26, 50.85)) == (20, 0)
    assert at_least(Kinds(), Frame(7.2101, 50.8399, 7.2201, 50.8401))[0] <= 10


def test_the_nearest_of_a_district_lie_in_the_frame_that_is_searched(lamp):
    for number in range(10):
        make_report(lamp, (IN_BIRK[0] + number / 1000, IN_BIRK[1]), public=True)

    frame = frame_of_nearest(Kinds(), TOWN, INSIDE, 3)

    assert INSIDE[0] + 0.05 < frame.west <= IN_BIRK[0]
    assert frame.east >= IN_BIRK[0] + 0.002
    assert frame_of_nearest(Kinds(), TOWN, INSIDE, 11) is None


def test_the_version_grows_with_everything_that_the_public_sees(lamp, photo, clerk):
    report = make_report(lamp, public=True)
    seen = [version()[0]]

    def grew():
        seen.append(version()[0])
        return seen[-1] > seen[-2]

    change_status(case=report.case, to="CHECKED", actor=clerk)
    assert grew()
    file = photo()
    PublicPhoto.objects.create(report=report, file=file)
    assert grew()
    Category.objects.filter(pk=lamp.pk).update(name="Laterne dunkel")
    assert grew()
    fold_tallies()
    assert not grew()
    make_report(lamp)
    assert not grew()


@pytest.mark.parametrize("count", [1, 30])
def test_a_map_costs_the_same_however_many_there_are(lamp, count, django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr("nahdran.reports.queries.mapdata.MAX_FEATURES", 10)
    for number in range(count):
        make_report(lamp, (7.21 + number / 1000, 50.84), public=True)

    with django_assert_max_num_queries(4):
        found = features(Filters(state=ALL, frame=TOWN), 11, str)["features"]
    assert sum(feature["properties"].get("count", 1) for feature in found) == count
