# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fills a database with any number of cases and released reports, in SQL, spread over units, kinds, districts and two years."""

from django.db import connection

from nahdran.org.models import Unit
from nahdran.places.models import District
from nahdran.reports.models import Category

CASES = """
INSERT INTO cases_case (reference, kind, title, channel, status, unit_id, assignee_id, opened_at, closed_at, due_at, changed_at, retain_until, confidentiality)
SELECT format('BEN-2025-%%s-A', lpad(n::text, 9, '0')), 'report', 'Straßenlampe dunkel ' || n, 'WEB',
       CASE WHEN n %% 10 < 3 THEN 'NEW' ELSE 'DONE' END,
       (%(units)s::bigint[])[1 + n %% array_length(%(units)s::bigint[], 1)], NULL,
       now() - (n %% 730) * interval '1 day' - n * interval '1 second',
       CASE WHEN n %% 10 < 3 THEN NULL ELSE now() - (n %% 700) * interval '1 day' END,
       now() + (n %% 40 - 20) * interval '1 day' + n * interval '1 second',
       now() - (n %% 700) * interval '1 day', NULL, 0
FROM generate_series(1, %(count)s) AS n
"""
REPORTS = """
INSERT INTO reports_report (case_id, category_id, district_id, lon, lat, address, place_note, description, public_text, suspicion, answers, release, reported_at, tone, is_open, words)
SELECT c.id, (%(categories)s::bigint[])[1 + c.id %% array_length(%(categories)s::bigint[], 1)],
       (%(districts)s::bigint[])[1 + c.id %% array_length(%(districts)s::bigint[], 1)],
       7.14 + (c.id * 7919 %% 100000) / 100000.0 * 0.14, 50.80 + (c.id * 104729 %% 100000) / 100000.0 * 0.12,
       'Hauptstraße ' || (c.id %% 90 + 1), '', 'Die Lampe vor der Bäckerei ist aus.', 'Die Lampe vor der Bäckerei ist aus.', '', '{}',
       'RELEASED', c.opened_at, CASE WHEN c.closed_at IS NULL THEN 'new' ELSE 'done' END, c.closed_at IS NULL,
       to_tsvector('german', 'Straßenlampe dunkel Die Lampe vor der Bäckerei ist aus')
FROM cases_case c WHERE c.reference LIKE 'BEN-%%'
"""
COMPANIONS = (
    "INSERT INTO cases_access (case_id, salt) SELECT id, md5(id::text) FROM cases_case WHERE reference LIKE 'BEN-%'",
    (
        "INSERT INTO cases_message (case_id, at, direction, channel, author_label, text)"
        " SELECT id, opened_at, 'IN', 'WEB', '', 'Die Lampe vor der Bäckerei ist aus.' FROM cases_case WHERE reference LIKE 'BEN-%'"
    ),
    (
        "INSERT INTO cases_casesearch (case_id, document)"
        " SELECT id, to_tsvector('german', reference || ' ' || title) FROM cases_case WHERE reference LIKE 'BEN-%'"
    ),
)


def fill(count: int) -> None:
    """Bring the number of made-up cases to ``count`` and let the planner know."""
    values = {
        "count": count,
        "units": list(Unit.objects.values_list("id", flat=True)),
        "categories": list(Category.objects.values_list("id", flat=True)),
        "districts": list(District.objects.values_list("id", flat=True)),
    }
    with connection.cursor() as cursor:
        for table, column in (
            ("cases_access", "case_id"),
            ("cases_message", "case_id"),
            ("cases_casesearch", "case_id"),
            ("reports_report", "case_id"),
            ("cases_case", "id"),
        ):
            cursor.execute(
                f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM cases_case WHERE reference LIKE 'BEN-%')"
            )
        cursor.execute(CASES, values)
        cursor.execute(REPORTS, values)
        for statement in COMPANIONS:
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")
