# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What everybody may read: released reports by any filter, and never a trace of one that is held."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nahdran.cases.enums import DeadlineKind
from nahdran.cases.models import Deadline
from nahdran.cases.operations import change_status
from nahdran.kit import clock
from nahdran.reports.enums import Release
from nahdran.reports.models import Report
from nahdran.reports.operations import ForeignPhoto, release, withdraw_release
from nahdran.reports.queries.counts import count_up_to
from nahdran.reports.queries.geo import Frame, parse_frame, parse_point
from nahdran.reports.queries.mapdata import features
from nahdran.reports.queries.near import public_near, reports_near
from nahdran.reports.queries.public import (
    ALL,
    SETTLED,
    Filters,
    latest,
    public_page,
    public_photo,
    public_photos,
    public_report,
)
from nahdran.reports.queries.story import public_steps
from tests.factories.reports import IN_BIRK, INSIDE, make_category, make_report

TOWN = Frame(7.0, 50.0, 8.0, 51.0)


def references(page):
    return [row.reference for row in page.rows]


def found_by(**filters):
    return public_page(Filters(state=filters.pop("state", ALL), **filters)).rows


@pytest.fixture
def held(lamp, photo):
    return make_report(lamp, text="Geheimwort im Garten", files=[photo()])


@pytest.fixture
def shown(lamp, photo):
    return make_report(lamp, public=True, public_text="Die Lampe am Zebrastreifen leuchtet nicht.", files=[photo()])


@pytest.mark.parametrize("state", [Release.HELD, Release.WITHDRAWN])
def test_a_report_that_is_not_released_leaves_no_trace(held, clerk, state):
    if state == Release.WITHDRAWN:
        release(report=held, public_text="Geheimwort im Garten", photos=[held_photo(held)], actor=clerk)
        withdraw_release(report=held, actor=clerk)
    file = held_photo(held)
    reference = held.case.reference

    assert found_by() == []
    assert found_by(text="Geheimwort") == []
    assert found_by(text="Garten") == []
    assert found_by(near=INSIDE) == []
    assert found_by(frame=TOWN) == []
    assert count_up_to(Filters(state=ALL)) == 0
    assert features(Filters(state=ALL, frame=TOWN), 12, str)["features"] == []
    assert public_near(*INSIDE) == []
    assert latest(5) == []
    assert public_report(reference) is None
    assert public_photo(reference, file.pk) is None
    assert public_photos(held.pk) == []


def held_photo(report):
    from nahdran.cases.models import Attachment

    return Attachment.objects.select_related("file").get(case_id=report.pk).file


def test_a_released_report_shows_released_words_only(shown):
    row = public_report(shown.case.reference)

    assert row.text == "Die Lampe am Zebrastreifen leuchtet nicht."
    assert row.title == "Straßenlampe dunkel"
    assert found_by(text="drei Tagen") == []


def test_only_the_photos_that_were_chosen_are_public(lamp, photo, clerk):
    good, bad = photo("green"), photo("blue")
    report = make_report(lamp, files=[good, bad])

    release(report=report, public_text="", photos=[good], actor=clerk)

    reference = report.case.reference
    assert public_photo(reference, good.pk)
    assert not public_photo(reference, bad.pk)


def test_a_photo_is_public_under_its_own_report_only(shown, lamp):
    other = make_report(lamp, public=True)

    assert public_photo(other.case.reference, held_photo(shown).pk) is None


def test_a_foreign_photo_cannot_be_released(held, photo, clerk):
    with pytest.raises(ForeignPhoto):
        release(report=held, public_text="", photos=[photo("white")], actor=clerk)

    held.refresh_from_db()
    assert held.release == Release.HELD


@pytest.mark.parametrize(
    "text", ["Lampe", "lampen", "zebrastreifens", "Hauptstr", "hauptstraße 71", "Lohmar", "Laterne", "Street"]
)
def test_words_find_in_any_form(lamp, text):
    lamp.keywords = "Laterne, Licht"
    lamp.name_en = "Street lamp not working"
    lamp.save()
    make_report(lamp, public=True, public_text="Die Lampe am Zebrastreifen leuchtet nicht.")

    assert len(found_by(text=text)) == 1


@given(text=st.text(max_size=60))
@pytest.mark.django_db
def test_no_search_text_breaks_the_search(text):
    assert found_by(text=text.replace("\x00", "")) == []


def test_filters_narrow_the_list(lamp, lighting, districts):
    bench = make_category("Bank beschädigt")
    in_birk = make_report(lamp, IN_BIRK, public=True)
    a_bench = make_report(bench, public=True)

    assert [row.case_id for row in found_by(district="birk")] == [in_birk.pk]
    assert [row.case_id for row in found_by(category=bench.key)] == [a_bench.pk]
    assert [row.case_id for row in found_by(group="beleuchtung")] == [in_birk.pk]
    assert found_by(category="unbekannt") == []
    assert [row.case_id for row in found_by(frame=Frame(7.27, 50.8, 7.29, 50.9))] == [in_birk.pk]


def test_settled_reports_have_their_own_list(shown, clerk):
    change_status(case=shown.case, to="DONE", actor=clerk, public_text="Die Lampe leuchtet wieder.")

    assert public_page(Filters()).rows == []
    row = found_by(state=SETTLED)[0]
    assert (row.status, row.tone, row.is_open) == ("Erledigt", "done", False)
    assert row.closed_at is not None


def test_the_nearest_come_first_with_their_distance(lamp):
    far = make_report(lamp, IN_BIRK, public=True)
    near = make_report(lamp, (INSIDE[0] + 0.001, INSIDE[1]), public=True)

    rows = found_by(near=INSIDE)

    assert [row.case_id for row in rows] == [near.pk, far.pk]
    assert rows[0].metres == pytest.approx(70, abs=2)


def test_pages_follow_each_other_without_gap_or_double(lamp):
    reports = [make_report(lamp, (INSIDE[0] + number / 10_000, INSIDE[1]), public=True) for number in range(45)]
    for filters in (Filters(), Filters(near=INSIDE)):
        seen, cursor = [], ""
        while cursor is not None:
            page = public_page(filters, cursor)
            seen += [row.case_id for row in page.rows]
            cursor = page.next
        assert sorted(seen) == sorted(report.pk for report in reports)
        assert len(page.rows) == 5
        assert page.previous


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_for_one_and_three_rows(lamp, photo, count, django_assert_num_queries):
    for number in range(count):
        make_report(lamp, public=True, files=[photo((number, 9, 9))])

    with django_assert_num_queries(2):
        assert len(public_page(Filters()).rows) == count


def test_counting_stops_at_its_limit(lamp):
    for _number in range(4):
        make_report(lamp, public=True)

    assert count_up_to(Filters(), 2) == 3
    assert count_up_to(Filters(), 10) == 4


def test_near_by_are_open_public_reports_within_a_hundred_metres(lamp, clerk):
    here = make_report(lamp, INSIDE, public=True, public_text="Die Lampe ist dunkel.")
    make_report(lamp, (INSIDE[0] + 0.0016, INSIDE[1]), public=True)
    settled = make_report(lamp, INSIDE, public=True)
    change_status(case=settled.case, to="DONE", actor=clerk, public_text="Erledigt.")

    found = public_near(*INSIDE)

    assert [row.case_id for row in found] == [here.pk]
    assert found[0].text == "Die Lampe ist dunkel."
    assert found[0].metres == 0


def test_the_desk_sees_held_neighbours_too(held, lamp):
    other = make_report(lamp, INSIDE)

    assert [entry.reference for entry in reports_near(*INSIDE, but=other.pk, limit=5)] == [held.case.reference]


def test_the_map_carries_what_the_list_carries(shown):
    feature = features(Filters(frame=TOWN), 14, lambda reference: f"/maengel/{reference}/")["features"][0]

    row = public_page(Filters()).rows[0]
    assert feature["id"] == row.reference
    assert feature["properties"]["title"] == row.title
    assert feature["properties"]["status"] == row.status
    assert feature["properties"]["url"] == f"/maengel/{row.reference}/"
    assert feature["geometry"]["coordinates"] == [row.lon, row.lat]


def test_many_points_become_counts_in_cells(lamp, monkeypatch):
    monkeypatch.setattr("nahdran.reports.queries.mapdata.MAX_FEATURES", 5)
    for number in range(4):
        make_report(lamp, (INSIDE[0] + number / 1e5, INSIDE[1]), public=True)
    for _number in range(3):
        make_report(lamp, IN_BIRK, public=True)

    found = features(Filters(frame=Frame(7.2, 50.8, 7.3, 50.9)), 11, str)["features"]

    assert sorted(feature["properties"]["count"] for feature in found) == [3, 4]


def test_the_way_of_a_report_tells_public_words_only(shown, clerk):
    change_status(case=shown.case, to="IN_WORK", actor=clerk)
    change_status(case=shown.case, to="DONE", actor=clerk, public_text="Die Lampe leuchtet wieder.")

    steps = public_steps(shown.pk)

    assert [step.label for step in steps] == ["Eingegangen", "In Arbeit", "Erledigt"]
    assert steps[-1].text == "Die Lampe leuchtet wieder."


@given(text=st.text(alphabet="0123456789,.- e+infNa", max_size=40))
def test_frames_and_points_from_addresses_are_numbers_or_nothing(text):
    frame, point = parse_frame(text), parse_point(text)

    assert frame is None or (-180 <= frame.west < frame.east <= 180)
    assert point is None or (-180 <= point[0] <= 180 and -90 <= point[1] <= 90)


def test_a_report_never_released_has_no_words(held):
    assert Report.objects.get(pk=held.pk).words is None


def test_the_list_says_until_when_it_should_be_done_without_another_query(lamp, client, django_assert_num_queries):
    report = make_report(lamp, public=True, public_text="Aus.")
    filters = Filters()
    (row,) = public_page(filters).rows
    due_at = Deadline.objects.get(case=report.case, kind=DeadlineKind.SETTLE).due_at
    assert row.expected_at == due_at
    assert "voraussichtlich bis" in client.get("/maengel/").content.decode()
    with django_assert_num_queries(2):
        public_page(filters)
    (near,) = public_page(Filters(near=INSIDE)).rows
    assert near.expected_at == due_at
    with clock.at(due_at + timedelta(days=1)):
        assert public_page(filters).rows[0].expected_at is None


def test_nothing_is_promised_in_the_list_while_a_report_rests(lamp, clerk):
    report = make_report(lamp, public=True, public_text="Aus.")
    change_status(case=report.case, to="ASKED", actor=clerk, public_text="Welche Lampe?")
    assert public_page(Filters()).rows[0].expected_at is None
