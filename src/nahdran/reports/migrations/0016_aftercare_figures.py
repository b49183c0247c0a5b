# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people say after a closing, in the statistics of months: ``docs/adr/0018``. The function is the one of 0012 with three kinds of events more."""

from importlib import import_module

from django.db import migrations, models

FORWARD = """
CREATE OR REPLACE FUNCTION reports_figures_make(until timestamptz, zone text) RETURNS bigint LANGUAGE plpgsql SET work_mem = '128MB' SET client_min_messages = 'warning' AS $$
DECLARE made bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('reports_figures'));
    DELETE FROM reports_figure;
    DELETE FROM reports_openfigure;
    DROP TABLE IF EXISTS pg_temp.reports_facts;
    CREATE TEMP TABLE reports_facts ON COMMIT DROP AS
        SELECT r.case_id, c.unit_id, k.group_id, r.category_id, coalesce(r.district_id, -1) AS district_id, r.reported_at, c.closed_at,
               first.started_at AS answer_started_at, first.met_at AS answered_at, first.due_at AS answer_due_at, settle.due_at AS settle_due_at
        FROM reports_report r
        JOIN cases_case c ON c.id = r.case_id
        JOIN reports_category k ON k.id = r.category_id
        LEFT JOIN cases_deadline first ON first.case_id = r.case_id AND first.kind = 'FIRST_ANSWER'
        LEFT JOIN cases_deadline settle ON settle.case_id = r.case_id AND settle.kind = 'SETTLE'
        WHERE c.confidentiality = 0 AND c.status <> 'WITHDRAWN' AND r.reported_at < until;
    INSERT INTO reports_figure (month, unit_id, group_id, category_id, district_id, reported, answered, answered_in_time, settled,
                                settled_in_time, confirmed, denied, rated, score_sum, revisits, reopened,
                                answer_days, answer_counts, settle_days, settle_counts)
    SELECT month, coalesce(unit_id, 0), coalesce(group_id, 0), coalesce(category_id, 0), coalesce(district_id, 0),
           coalesce(sum(n) FILTER (WHERE what = 'R'), 0),
           coalesce(sum(n) FILTER (WHERE what = 'A'), 0), coalesce(sum(in_time) FILTER (WHERE what = 'A'), 0),
           coalesce(sum(n) FILTER (WHERE what = 'S'), 0), coalesce(sum(in_time) FILTER (WHERE what = 'S'), 0),
           coalesce(sum(in_time) FILTER (WHERE what = 'C'), 0), coalesce(sum(n - in_time) FILTER (WHERE what = 'C'), 0),
           coalesce(sum(n) FILTER (WHERE what = 'C' AND bucket > 0), 0), coalesce(sum(n * bucket) FILTER (WHERE what = 'C'), 0),
           coalesce(sum(n) FILTER (WHERE what = 'V'), 0), coalesce(sum(n) FILTER (WHERE what = 'O'), 0),
           coalesce(array_agg(bucket ORDER BY bucket) FILTER (WHERE what = 'A'), '{}'),
           coalesce(array_agg(n ORDER BY bucket) FILTER (WHERE what = 'A'), '{}'),
           coalesce(array_agg(bucket ORDER BY bucket) FILTER (WHERE what = 'S'), '{}'),
           coalesce(array_agg(n ORDER BY bucket) FILTER (WHERE what = 'S'), '{}')
    FROM (
        SELECT what, month, bucket, unit_id, group_id, category_id, district_id, count(*)::int AS n, count(*) FILTER (WHERE kept)::int AS in_time
        FROM (
            SELECT 'R' AS what, date_trunc('month', reported_at AT TIME ZONE zone)::date AS month, 0 AS bucket, false AS kept,
                   unit_id, group_id, category_id, district_id FROM reports_facts
            UNION ALL
            SELECT 'A', date_trunc('month', answered_at AT TIME ZONE zone)::date, reports_figure_bucket(answered_at - answer_started_at),
                   answered_at <= answer_due_at, unit_id, group_id, category_id, district_id FROM reports_facts WHERE answered_at < until
            UNION ALL
            SELECT 'S', date_trunc('month', closed_at AT TIME ZONE zone)::date, reports_figure_bucket(closed_at - reported_at),
                   closed_at <= settle_due_at, unit_id, group_id, category_id, district_id FROM reports_facts WHERE closed_at < until
            UNION ALL
            SELECT 'C', date_trunc('month', answer.answered_at AT TIME ZONE zone)::date, coalesce(answer.score, 0), answer.is_settled,
                   unit_id, group_id, category_id, district_id
            FROM cases_closinganswer answer JOIN reports_facts ON reports_facts.case_id = answer.case_id WHERE answer.answered_at < until
            UNION ALL
            SELECT 'V', date_trunc('month', visit.asked_at AT TIME ZONE zone)::date, 0, false, unit_id, group_id, category_id, district_id
            FROM cases_revisit visit JOIN reports_facts ON reports_facts.case_id = visit.case_id
            WHERE visit.sort = 'REQUEST' AND visit.asked_at < until
            UNION ALL
            SELECT 'O', date_trunc('month', visit.decided_at AT TIME ZONE zone)::date, 0, false, unit_id, group_id, category_id, district_id
            FROM cases_revisit visit JOIN reports_facts ON reports_facts.case_id = visit.case_id
            WHERE visit.outcome = 'REOPENED' AND visit.decided_at < until
        ) events
        GROUP BY what, month, bucket, GROUPING SETS ((), (group_id), (group_id, category_id), (district_id), (group_id, district_id),
                                                     (unit_id), (unit_id, group_id), (unit_id, district_id))
    ) counted
    GROUP BY 1, 2, 3, 4, 5;
    GET DIAGNOSTICS made = ROW_COUNT;
    INSERT INTO reports_openfigure (unit_id, group_id, category_id, district_id, n, late, age_days, age_counts)
    SELECT coalesce(unit_id, 0), coalesce(group_id, 0), coalesce(category_id, 0), coalesce(district_id, 0), sum(n), sum(late),
           array_agg(bucket ORDER BY bucket), array_agg(n ORDER BY bucket)
    FROM (
        SELECT reports_figure_bucket(until - reported_at) AS bucket, unit_id, group_id, category_id, district_id, count(*)::int AS n,
               count(*) FILTER (WHERE settle_due_at < until)::int AS late
        FROM reports_facts WHERE closed_at IS NULL OR closed_at >= until
        GROUP BY 1, GROUPING SETS ((), (group_id), (group_id, category_id), (district_id), (group_id, district_id),
                                   (unit_id), (unit_id, group_id), (unit_id, district_id))
    ) counted
    GROUP BY 1, 2, 3, 4;
    INSERT INTO reports_figurestate (id, until, made_at) VALUES (1, until, clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET until = excluded.until, made_at = excluded.made_at;
    RETURN made;
END
$$;
"""

_BEFORE = import_module("nahdran.reports.migrations.0012_figures").FORWARD
BACKWARD = "CREATE OR REPLACE FUNCTION reports_figures_make" + _BEFORE.partition("CREATE FUNCTION reports_figures_make")[2]
_COUNTS = ("confirmed", "denied", "rated", "score_sum", "revisits", "reopened")


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_aftercare"), ("reports", "0015_redaction")]

    operations = [
        *(migrations.AddField("figure", name, models.IntegerField(default=0, db_default=0)) for name in _COUNTS),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
