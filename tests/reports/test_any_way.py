# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""List, map and the nearest show what a person would find who reads every report, whichever way the database is asked."""

import random
from dataclasses import replace

import pytest
from django.db import connection

from nahdran.places.metric import distance_m
from nahdran.reports.enums import Release
from nahdran.reports.models import Report
from nahdran.reports.queries import mapdata, narrowing, nearest
from nahdran.reports.queries.geo import Frame, is_in
from nahdran.reports.queries.mapdata import on_map
from nahdran.reports.queries.narrowing import ALL, OPEN, SETTLED, Filters
from nahdran.reports.queries.nearest import nearest_of
from nahdran.reports.queries.public import newest, public_page
from tests.factories.reports import EAST, NORTH, SOUTH, WEST, make_category, make_report

# Each place has its own words, as streets and villages have; one word is everywhere, one is rare.
FILL = """
WITH one AS (SELECT unit_id FROM cases_case LIMIT 1),
drawn AS (
    SELECT n, (hashint4(n) & 65535) / 65536.0 AS a, (hashint4(n * 31 + 7) & 65535) / 65536.0 AS b, (hashint4(n * 17 + 3) & 1023) AS c
    FROM generate_series(1, 1500) n
),
made AS (
    INSERT INTO cases_case (reference, kind, title, channel, status, unit_id, opened_at, closed_at, due_at, changed_at, confidentiality)
    SELECT 'WAY-' || n, 'report', 'Mangel', 'WEB', CASE WHEN c %% 3 = 0 THEN 'NEW' ELSE 'DONE' END, unit_id,
           now() - n %% 700 * interval '1 hour', CASE WHEN c %% 3 = 0 THEN NULL ELSE now() END, now(), now(), 0
    FROM drawn, one ORDER BY n RETURNING id, reference, opened_at
)
INSERT INTO reports_report (case_id, category_id, district_id, lon, lat, address, place_note, description, public_text, answers,
    suspicion, release, reported_at, updated_at, tone, is_open, words)
SELECT id, (%(kinds)s::bigint[])[c %% 3 + 1], CASE WHEN a * a < 0.5 THEN %(lohmar)s ELSE %(birk)s END,
       7.2 + a * a / 10, 50.8 + b / 10, '', '', '', '', '{}', '', CASE WHEN c %% 11 = 0 THEN 'HELD' ELSE 'RELEASED' END, opened_at, opened_at,
       CASE WHEN c %% 3 = 0 THEN 'neutral' ELSE 'done' END, c %% 3 = 0,
       to_tsvector('german', 'Mangel ' || CASE WHEN a * a < 0.5 THEN 'Lohmar' ELSE 'Birk' END || CASE WHEN c < 9 THEN ' Ast' ELSE '' END)
FROM made JOIN drawn ON reference = 'WAY-' || n
"""
WAYS = {
    "as it comes": {},
    "nothing is few": {(nearest, "_SORTED"): -1, (nearest, "_FRONT"): 40, (narrowing, "SEARCHED"): -1},
    "everything is many": {(nearest, "_SORTED"): -1, (nearest, "_FRONT"): 3000, (narrowing, "SEARCHED"): 10**9},
}


@pytest.fixture
def every(districts, lamp):
    """All released reports with the words that they have."""
    kinds = [
        lamp,
        make_category("Bank beschädigt", key="bank", group=lamp.group),
        make_category("Wildwuchs", key="wild"),
    ]
    make_report(lamp, public=True)
    values = {"kinds": [kind.pk for kind in kinds], **{key.lower(): row.pk for key, row in districts.items()}}
    with connection.cursor() as cursor:
        cursor.execute(FILL, values)
        cursor.execute("ANALYZE reports_report")
    return list(Report.objects.filter(release=Release.RELEASED).select_related("category__group", "district"))


@pytest.fixture(params=WAYS)
def any_way(request, monkeypatch):
    for (module, name), value in WAYS[request.param].items():
        monkeypatch.setattr(module, name, value)


def drawn(rng):
    """A choice as people make it; the kind of its group is not asked for twice."""
    kind = rng.choice(("", "", "lampe", "bank", "wild"))
    text = rng.choice(("", "", "Mangel", "lohm", "Birk", "Ast", "Mangel Birk", "Nirgends"))
    return Filters(
        rng.choice((OPEN, SETTLED, ALL)), category=kind, district=rng.choice(("", "", "birk", "lohmar")), text=text
    )


def a_frame(rng):
    lon, lat, width = rng.uniform(WEST, EAST), rng.uniform(SOUTH, NORTH), rng.choice((0.002, 0.01, 0.05, 0.2))
    return Frame(lon - width, lat - width, lon + width, lat + width)


def fits(filters, row):
    words = str(row.words)
    return (
        (filters.state == ALL or row.is_open == (filters.state == OPEN))
        and (not filters.category or row.category.key == filters.category)
        and (not filters.district or (row.district and row.district.slug == filters.district))
        and all(f"'{word.lower()}" in words for word in filters.text.split())
        and (filters.frame is None or is_in(filters.frame, row.lon, row.lat))
    )


def newest_of(rows):
    return [row.pk for row in sorted(rows, key=lambda row: (row.reported_at, row.pk), reverse=True)]


def test_the_list_of_a_place_is_that_of_everything_in_it(every, any_way):
    rng = random.Random(3)
    for _number in range(25):
        filters = replace(drawn(rng), frame=a_frame(rng))
        plain = newest_of(row for row in every if fits(filters, row))

        first = public_page(filters)
        assert [row.case_id for row in first.rows] == plain[:20], filters
        assert [row.case_id for row in newest(filters, 50)] == plain[:50]
        assert bool(first.next) == (len(plain) > 20)
        if first.next:
            second = public_page(filters, first.next)
            assert [row.case_id for row in second.rows] == plain[20:40], filters
            assert [row.case_id for row in public_page(filters, second.previous or "").rows] == plain[:20]


def test_the_nearest_are_those_of_everything(every, any_way):
    rng = random.Random(4)
    for _number in range(40):
        filters, near, limit = drawn(rng), (rng.uniform(WEST, EAST), rng.uniform(SOUTH, NORTH)), rng.choice((1, 21, 60))
        rows = [(distance_m(row.lon, row.lat, *near), -row.pk) for row in every if fits(filters, row)]
        plain = [(-pk, metres) for metres, pk in sorted(rows)[:limit]]

        found = nearest_of(replace(filters, near=near), near, limit)
        assert [metres for _pk, metres in found] == pytest.approx([metres for _pk, metres in plain], abs=0.5), filters
        assert {pk for pk, _metres in found} == {pk for pk, _metres in plain}, filters


def test_the_map_draws_everything_in_the_frame(every, any_way, monkeypatch):
    monkeypatch.setattr(mapdata, "NEWEST", 10_000)
    rng = random.Random(5)
    for _number in range(25):
        filters = replace(drawn(rng), frame=a_frame(rng))
        plain = newest_of(row for row in every if fits(filters, row))

        shown = on_map(filters, 16)
        if shown.cells:
            assert (
                len(plain) > mapdata.MAX_FEATURES or sum(cell.count for cell in shown.cells) > 3 * mapdata.MAX_FEATURES
            )
        else:
            assert [row.case_id for row in shown.rows] == plain, filters
