# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The statistics of months, made by the database in one go: ``docs/adr/0018``. A million reports take about twenty seconds, at night."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations, models

# Durations are counted in steps: quarters of a day up to two weeks, days up to sixty, weeks up to 403, and one for all beyond.
# Confidential reports and those that people took back are nobody's figures.
FORWARD = """
CREATE FUNCTION reports_figure_bucket(span interval) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN extract(epoch FROM span) < 0 THEN 0
        WHEN extract(epoch FROM span) < 14 * 86400 THEN floor(extract(epoch FROM span) / 21600)::int
        WHEN extract(epoch FROM span) < 60 * 86400 THEN 56 + floor(extract(epoch FROM span) / 86400 - 14)::int
        WHEN extract(epoch FROM span) < 403 * 86400 THEN 102 + floor((extract(epoch FROM span) / 86400 - 60) / 7)::int
        ELSE 151 END;
CREATE FUNCTION reports_figures_make(until timestamptz, zone text) RETURNS bigint LANGUAGE plpgsql SET work_mem = '128MB' SET client_min_messages = 'warning' AS $$
DECLARE made bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('reports_figures'));
    DELETE FROM reports_figure;
    DELETE FROM reports_openfigure;
    DROP TABLE IF EXISTS pg_temp.reports_facts;
    CREATE TEMP TABLE reports_facts ON COMMIT DROP AS
        SELECT c.unit_id, k.group_id, r.category_id, coalesce(r.district_id, -1) AS district_id, r.reported_at, c.closed_at,
               first.started_at AS answer_started_at, first.met_at AS answered_at, first.due_at AS answer_due_at, settle.due_at AS settle_due_at
        FROM reports_report r
        JOIN cases_case c ON c.id = r.case_id
        JOIN reports_category k ON k.id = r.category_id
        LEFT JOIN cases_deadline first ON first.case_id = r.case_id AND first.kind = 'FIRST_ANSWER'
        LEFT JOIN cases_deadline settle ON settle.case_id = r.case_id AND settle.kind = 'SETTLE'
        WHERE c.confidentiality = 0 AND c.status <> 'WITHDRAWN' AND r.reported_at < until;
    INSERT INTO reports_figure (month, unit_id, group_id, category_id, district_id, reported, answered, answered_in_time, settled,
                                settled_in_time, answer_days, answer_counts, settle_days, settle_counts)
    SELECT month, coalesce(unit_id, 0), coalesce(group_id, 0), coalesce(category_id, 0), coalesce(district_id, 0),
           coalesce(sum(n) FILTER (WHERE what = 'R'), 0),
           coalesce(sum(n) FILTER (WHERE what = 'A'), 0), coalesce(sum(in_time) FILTER (WHERE what = 'A'), 0),
           coalesce(sum(n) FILTER (WHERE what = 'S'), 0), coalesce(sum(in_time) FILTER (WHERE what = 'S'), 0),
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

FIRST = "SELECT reports_figures_make(date_trunc('day', now() AT TIME ZONE %s) AT TIME ZONE %s, %s)"
BACKWARD = "DROP FUNCTION reports_figures_make(timestamptz, text), reports_figure_bucket(interval)"


def _counts(*names: str) -> list[tuple[str, models.Field]]:
    return [(name, models.IntegerField()) for name in names]


def _arrays(*names: str) -> list[tuple[str, models.Field]]:
    return [(name, ArrayField(base_field=models.IntegerField(), size=None)) for name in names]


def _id() -> tuple[str, models.Field]:
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


DIMENSIONS = [(name, models.BigIntegerField()) for name in ("unit_id", "group_id", "category_id", "district_id")]


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("reports", "0011_bodies")]

    operations = [
        migrations.CreateModel(
            name="Figure",
            fields=[
                _id(),
                ("month", models.DateField()),
                *DIMENSIONS,
                *_counts("reported", "answered", "answered_in_time", "settled", "settled_in_time"),
                *_arrays("answer_days", "answer_counts", "settle_days", "settle_counts"),
            ],
        ),
        migrations.CreateModel(
            name="OpenFigure",
            fields=[_id(), *DIMENSIONS, *_counts("n", "late"), *_arrays("age_days", "age_counts")],
        ),
        migrations.CreateModel(
            name="FigureState",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ("until", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.UniqueConstraint(
                fields=["unit_id", "group_id", "category_id", "district_id", "month"], name="reports_figure_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="openfigure",
            constraint=models.UniqueConstraint(
                fields=["unit_id", "group_id", "category_id", "district_id"], name="reports_open_figure_once"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=BrinIndex(autosummarize=True, fields=["reported_at"], name="reports_time"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL([(FIRST, [settings.TIME_ZONE] * 3)], migrations.RunSQL.noop),
    ]
