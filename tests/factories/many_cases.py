# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Very many cases, written by the database itself, for tests and benchmarks of lists. Spread unevenly, as real ones are."""

from collections.abc import Sequence

from django.db import connection

_CASES = """
INSERT INTO cases_case (reference, kind, title, channel, status, unit_id, assignee_id, opened_at, closed_at, due_at, changed_at,
                        retain_until, confidentiality)
SELECT 'LOH-2026-' || lpad((500000 + n)::text, 6, '0') || '-K',
       %(kind)s,
       (ARRAY['Straßenlampe dunkel', 'Schlagloch auf der Fahrbahn', 'Ast hängt über dem Gehweg', 'Bank wackelt',
              'Kanaldeckel klappert', 'Wilder Müll am Container', 'Ampel gestört'])[1 + n %% 7],
       (ARRAY['WEB', 'WEB', 'WEB', 'PHONE', 'COUNTER', 'EMAIL'])[1 + n %% 6],
       CASE WHEN n %% 5 < 2 THEN 'DONE' ELSE (ARRAY['NEW', 'CHECKED', 'WORK', 'ASKED', 'ANSWERED'])[1 + n %% 4] END,
       (%(units)s::bigint[])[1 + least(floor(-ln(1 - random()) * 2)::int, cardinality(%(units)s::bigint[]) - 1)],
       CASE WHEN n %% 3 = 0 THEN NULL ELSE (%(people)s::bigint[])[1 + n %% greatest(cardinality(%(people)s::bigint[]), 1)] END,
       now() - (n %% 400) * interval '1 day',
       CASE WHEN n %% 5 < 2 THEN now() - (n %% 300) * interval '1 day' END,
       now() + ((n * 7919) %% 60 - 10) * interval '1 day' + (n %% 86400) * interval '1 second',
       now() - (n %% 400) * interval '1 day',
       NULL,
       CASE WHEN n %% 200 = 0 THEN 1 ELSE 0 END
FROM generate_series(1, %(count)s) AS n
"""
_WORDS = """
INSERT INTO cases_casesearch (case_id, document)
SELECT id, setweight(to_tsvector('german', replace(reference, '-', '') || ' ' || split_part(reference, '-', 3) || ' ' || title), 'A')
        || setweight(to_tsvector('german', 'Hauptstraße ' || (id % 300) || ' Ortsteil' || (id % 30)), 'B')
        || setweight(to_tsvector('german', 'Seit Tagen gemeldet, bitte ansehen. Haus ' || id), 'C')
FROM cases_case ON CONFLICT DO NOTHING
"""
_MESSAGES = """
INSERT INTO cases_message (case_id, at, direction, channel, author_label, text)
SELECT id, opened_at, 'IN', 'WEB', '', 'Seit Tagen gemeldet, bitte ansehen.' FROM cases_case
"""


def flood(count: int, units: Sequence[int], people: Sequence[int], kind: str = "test") -> None:
    """``count`` cases: two fifths closed, most in the first units, a third without a person, some confidential."""
    with connection.cursor() as cursor:
        cursor.execute(_CASES, {"count": count, "units": list(units), "people": list(people) or [None], "kind": kind})
        cursor.execute(_WORDS)
        cursor.execute(_MESSAGES)
        cursor.execute("ANALYZE cases_case, cases_casesearch, cases_message")
