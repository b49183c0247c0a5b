# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public reads go through their indexes, so a town with many reports waits no longer than a new one."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from nahdran.kit.paging import page_by_key
from nahdran.places.models import District
from nahdran.reports.models import Report
from nahdran.reports.queries.evidence import surroundings
from nahdran.reports.queries.geo import Frame, nearness
from nahdran.reports.queries.public import ALL, FIELDS, ORDER, SETTLED, Filters, filtered
from nahdran.reports.queries.similar import similar_public
from tests.factories.reports import make_report

FILL = """
WITH town AS (SELECT unit_id FROM cases_case LIMIT 1), kind AS (SELECT category_id, district_id FROM reports_report LIMIT 1),
made AS (
    INSERT INTO cases_case (reference, kind, title, channel, status, unit_id, opened_at, closed_at, due_at, changed_at, confidentiality)
    SELECT 'PLAN-' || n, 'report', 'Lampe', 'WEB', 'DONE', unit_id, now() - n * interval '1 hour', now(), now(), now(), 0
    FROM generate_series(1, %s) n, town RETURNING id, opened_at
)
INSERT INTO reports_report (case_id, category_id, district_id, lon, lat, address, place_note, description, public_text, answers,
    suspicion, release, reported_at, updated_at, tone, is_open, words)
SELECT id, category_id, district_id, 7.2 + random() / 10, 50.8 + random() / 10, '', '', '', '', '{}', '',
    CASE WHEN id %% 4 = 0 THEN 'HELD' ELSE 'RELEASED' END, opened_at, opened_at, 'done', id %% 3 = 0, to_tsvector('german', 'Wort' || id)
FROM made, kind
"""


@pytest.fixture
def many(lamp):
    make_report(lamp, public=True)
    with connection.cursor() as cursor:
        cursor.execute(FILL, [6000])
        # What autovacuum does in time: words still waiting for their index make it look dear.
        cursor.execute("SELECT gin_clean_pending_list('reports_words'), gin_clean_pending_list('reports_open_words')")
        cursor.execute("ANALYZE reports_report")
        cursor.execute("ANALYZE cases_case")


def plan(rows: QuerySet) -> str:
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(line for (line,) in cursor.fetchall())


def first_page(filters: Filters) -> QuerySet:
    return filtered(filters).order_by(*ORDER).values_list(*FIELDS)[:21]


@pytest.mark.parametrize("state", ["offen", SETTLED, ALL])
def test_a_page_of_the_list_reads_its_index_in_order(many, state):
    steps = plan(first_page(Filters(state=state)))

    assert "reports_public" in steps
    assert "Seq Scan on reports_report" not in steps
    assert "Sort" not in steps


def test_a_late_page_starts_in_the_middle_of_the_index(many):
    page = page_by_key(filtered(Filters(state=ALL)), ORDER, "", 2000)
    later = filtered(Filters(state=ALL)).filter(reported_at__lte=page.rows[-1].reported_at).order_by(*ORDER)

    assert "Index Cond: (reported_at <=" in plan(later.values_list(*FIELDS)[:21])
    assert len(page_by_key(filtered(Filters(state=ALL)), ORDER, page.next or "", 20).rows) == 20


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        (Filters(state=ALL, frame=Frame(7.21, 50.81, 7.211, 50.811)), "reports_public_spots"),
        (Filters(state=ALL, text="Wort77"), "reports_words"),
    ],
)
def test_places_and_words_have_their_indexes(many, filters, index):
    assert index in plan(filtered(filters).values("pk"))


def test_the_nearest_come_from_the_index_of_places(many):
    rows = filtered(Filters(state=ALL)).order_by(nearness(7.25, 50.85)).values("pk")[:300]

    steps = plan(rows)

    assert "<-> '(7.25,50.85)'::point" in steps
    assert "Sort" not in steps


def test_an_open_place_is_answered_by_its_index_alone(many):
    """As after a vacuum, which the server runs by itself."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pg_class SET relallvisible = relpages WHERE oid = 'reports_report'::regclass")
    here = Frame(7.21, 50.81, 7.22, 50.82)
    keys = filtered(Filters(frame=here)).order_by(*ORDER).values("reported_at", "pk")[:21]
    nearest = filtered(Filters(category="lampe")).order_by(nearness(7.25, 50.85)).values("pk", "lon", "lat")[:62]

    assert "Index Only Scan using reports_open_spots" in plan(keys)
    assert "Index Only Scan using reports_open_spots" in plan(nearest)
    assert "reports_open_words" in plan(filtered(Filters(text="Wort77")).values("pk"))


def test_what_is_alike_near_by_is_found_by_kind_and_place_together(many, lamp):
    with CaptureQueriesContext(connection) as asked:
        similar_public(lamp, 7.25, 50.85)
    (sql,) = [
        query["sql"]
        for query in asked.captured_queries
        if "reported_at" in query["sql"] and " LIMIT 80" in query["sql"]
    ]

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        steps = "\n".join(line for (line,) in cursor.fetchall())

    assert "reports_alike" in steps


def test_what_a_place_says_about_the_kind_is_read_by_place_and_district(many):
    birk = District.objects.get(slug="birk")
    Report.objects.filter(lon__gt=7.25).update(district=birk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE reports_report")

    steps = plan(surroundings(7.25, 50.85))

    assert "reports_public_spots" in steps
    assert "reports_public_district" in steps
    assert "Seq Scan on reports_report" not in steps
