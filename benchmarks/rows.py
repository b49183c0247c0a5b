# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The statements of ``benchmarks.fill``: first one wide row for each case in a table that goes away, then each table from it.

A percent sign stands doubled where parameters are filled in. ``pick(n, seed, m)`` is a number from 1 to m that depends on n alone.
"""

STAGING = """
CREATE TEMP TABLE made AS
WITH chosen AS (
    SELECT n, n + %(base)s AS id, reference, spellings,
           now() - interval '1 year' * %(years)s * (1 - n::float / %(count)s) AS opened_at,
           pick(n, 1, 10) <= 3 AS is_open,
           pick(n, 2, 100) AS chance,
           pick(n, 3, cardinality(%(units)s::bigint[])) AS unit,
           pick(n, 4, 3) > 1 AS is_assigned,
           (%(kinds)s::bigint[])[pick(n, 5, cardinality(%(kinds)s::bigint[]))] AS category_id,
           (%(houses)s::bigint[])[pick(n, 6, cardinality(%(houses)s::bigint[]))] AS address_id,
           pick(n, 7, 10) <= 6 AS is_known,
           (%(first_names)s::text[])[pick(n, 8, cardinality(%(first_names)s::text[]))] || ' '
               || (%(last_names)s::text[])[least(pick(n, 9, cardinality(%(last_names)s::text[])),
                                                 pick(n, 10, cardinality(%(last_names)s::text[])))] AS name,
           (%(openings)s::text[])[pick(n, 11, cardinality(%(openings)s::text[]))] || ' '
               || (%(middles)s::text[])[pick(n, 12, cardinality(%(middles)s::text[]))] || ' '
               || (%(ends)s::text[])[pick(n, 13, cardinality(%(ends)s::text[]))]
               || CASE WHEN n %% 50000 = 7 THEN ' Daneben hängt ein Wespennest.' ELSE '' END AS text,
           (%(channels)s::text[])[pick(n, 14, cardinality(%(channels)s::text[]))] AS channel
    FROM number
)
SELECT chosen.id, chosen.n, reference, spellings, opened_at, is_open, chance, is_known, chosen.name, text, channel, category_id,
       (%(units)s::bigint[])[unit] AS unit_id,
       CASE WHEN is_assigned THEN (%(people)s::bigint[])[unit] END AS assignee_id,
       CASE WHEN is_open THEN (%(open_states)s::text[])[pick(n, 15, cardinality(%(open_states)s::text[]))]
            ELSE (%(closed_states)s::text[])[pick(n, 16, cardinality(%(closed_states)s::text[]))] END AS status,
       CASE WHEN NOT is_open THEN least(opened_at + interval '1 hour' * pick(n, 17, 1000), now()) END AS closed_at,
       CASE WHEN is_open THEN now() + interval '1 minute' * (pick(n, 18, 86400) - 28800) ELSE opened_at + interval '15 days' END AS due_at,
       'Schaden: ' || kind.name AS title, kind.name AS kind_name, kind_group.name AS group_name,
       address.lon, address.lat, address.district_id, coalesce(district.name, '') AS district_name,
       street.name || ' ' || address.house_number || ', ' || address.place AS address
FROM chosen
JOIN reports_category kind ON kind.id = category_id
JOIN reports_categorygroup kind_group ON kind_group.id = kind.group_id
JOIN places_address address ON address.id = address_id
JOIN places_street street ON street.id = address.street_id
LEFT JOIN places_district district ON district.id = address.district_id
ORDER BY chosen.n
""".replace("pick(", "pg_temp.pick(")

# Table: columns, and the rest of the SELECT that fills them.
STATEMENTS: dict[str, tuple[str, str]] = {
    "cases_case": (
        "id, reference, kind, title, channel, status, unit_id, assignee_id, opened_at, closed_at, due_at, changed_at, confidentiality",
        """id, reference, 'report', title, channel, status, unit_id, assignee_id, opened_at, closed_at, due_at,
        coalesce(closed_at, opened_at + interval '1 hour'), CASE WHEN n %% 500 = 3 THEN 1 ELSE 0 END FROM made ORDER BY n""",
    ),
    "cases_access": ("case_id, salt", "id, md5(id::text) FROM made ORDER BY n"),
    "cases_message": (
        "case_id, at, direction, channel, author_id, author_label, text",
        """id, at, direction, channel, author, label, text FROM (
        SELECT id, opened_at AS at, 'IN' AS direction, channel, NULL::bigint AS author, CASE WHEN is_known THEN name ELSE '' END AS label,
               text FROM made
        UNION ALL SELECT id, opened_at + interval '1 hour', 'OUT', 'WEB', assignee_id, 'Die Stadt', 'Danke, wir sehen es uns an.'
        FROM made WHERE chance <= 60 AND assignee_id IS NOT NULL
        UNION ALL SELECT id, opened_at + interval '2 hours', 'NOTE', 'WEB', assignee_id, '', 'Beim nächsten Rundgang mitnehmen.'
        FROM made WHERE chance <= 10) AS said ORDER BY id, at""",
    ),
    "cases_statuschange": (
        'case_id, at, start, "end", public_text',
        """id, at, start, "end", '' FROM (SELECT id, opened_at AS at, '' AS start, 'NEW' AS "end" FROM made
        UNION ALL SELECT id, coalesce(closed_at, opened_at + interval '1 hour'), 'NEW', status FROM made WHERE status <> 'NEW') AS steps
        ORDER BY id, at""",
    ),
    "cases_assignment": (
        "case_id, at, unit_id, assignee_id, reason, facts",
        "id, opened_at, unit_id, assignee_id, 'Die Art gehört zu dieser Einheit.', '{}'::jsonb FROM made ORDER BY n",
    ),
    "cases_deadline": (
        "case_id, kind, days, started_at, due_at, met_at",
        """id, promise.kind, promise.days, opened_at, CASE WHEN promise.days = 15 THEN due_at ELSE opened_at + interval '3 days' END,
        closed_at FROM made, (VALUES ('FIRST_ANSWER', 3), ('SETTLE', 15)) AS promise (kind, days) ORDER BY id, promise.days""",
    ),
    "cases_clocksegment": (
        "case_id, running, since, until, reason",
        "id, true, opened_at, closed_at, '' FROM made ORDER BY n",
    ),
    "cases_party": (
        "case_id, role, name, email, phone, language",
        "id, 'REQUESTER', name, 'person' || n || '@example.org', '', 'de' FROM made WHERE is_known ORDER BY n",
    ),
    "cases_followup": (
        "case_id, date",
        "id, (now() + interval '1 day' * (n %% 60 - 20))::date FROM made WHERE is_open AND chance = 50",
    ),
    "cases_casesearch": (
        "case_id, document",
        """id, setweight(to_tsvector('german', spellings || ' ' || title), 'A')
        || setweight(to_tsvector('german', address || ' ' || district_name || ' ' || group_name), 'B')
        || setweight(to_tsvector('german', text || ' ' || CASE WHEN is_known THEN name ELSE '' END), 'C')
        || array_to_tsvector(CASE WHEN is_open THEN ARRAY['#o', '#u' || unit_id] ELSE ARRAY['#u' || unit_id] END) FROM made ORDER BY n""",
    ),
    "reports_report": (
        "case_id, category_id, district_id, lon, lat, address, description, public_text, release, reported_at, tone, is_open, words",
        """id, category_id, district_id, lon + (pick(n, 19, 2001) - 1001) * 1e-7, lat + (pick(n, 20, 2001) - 1001) * 1e-7,
        address, text, CASE WHEN chance <= 90 THEN text ELSE '' END, CASE WHEN chance <= 90 THEN 'RELEASED' ELSE 'HELD' END, opened_at,
        CASE WHEN NOT is_open THEN CASE status WHEN 'DONE' THEN 'done' ELSE 'stop' END
             WHEN status = 'ASKED' THEN 'ask' WHEN status IN ('NEW', 'CHECKED') THEN 'neutral' ELSE 'work' END, is_open,
        CASE WHEN chance <= 90 THEN setweight(to_tsvector('german', kind_name || ' ' || group_name), 'A')
        || setweight(to_tsvector('simple', lower(replace(replace(replace(replace(address || ' ' || district_name,
           'ß', 'ss'), 'ä', 'a'), 'ö', 'o'), 'ü', 'u'))), 'B') || setweight(to_tsvector('german', text), 'C') END FROM made ORDER BY n""".replace(
            "pick(", "pg_temp.pick("
        ),
    ),
}
