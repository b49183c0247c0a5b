# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counts of released reports in the cells of a grid, kept by the database whoever writes a report: ``docs/adr/0017``."""

from django.db import migrations, models

# The finest grid halves 90 degrees of longitude 18 times; a cell is 0.62 times as high as it is wide, nearly square at our latitude.
# A coarser cell is a finer one shifted to the right. Single kinds are kept down to level 16, all kinds together down to 18; level 0 is
# for counting without a place, and below 8 no map is drawn.
FORWARD = """
CREATE FUNCTION reports_tally_x(lon double precision) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN floor(lon * (262144 / 90.0::double precision))::int;
CREATE FUNCTION reports_tally_y(lat double precision) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN floor(lat * (262144 / 55.8::double precision))::int;

CREATE FUNCTION reports_tally_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO reports_tallychange (at, category_id, x, y, district_id, is_open, n, lon, lat)
        SELECT clock_timestamp(), category_id, reports_tally_x(r.lon), reports_tally_y(r.lat), coalesce(district_id, 0), is_open,
               count(*), sum(round(r.lon * 1e6)), sum(round(r.lat * 1e6))
        FROM after_rows r WHERE release = 'RELEASED' GROUP BY 2, 3, 4, 5, 6;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO reports_tallychange (at, category_id, x, y, district_id, is_open, n, lon, lat)
        SELECT clock_timestamp(), category_id, reports_tally_x(r.lon), reports_tally_y(r.lat), coalesce(district_id, 0), is_open,
               -count(*), -sum(round(r.lon * 1e6)), -sum(round(r.lat * 1e6))
        FROM before_rows r WHERE release = 'RELEASED' GROUP BY 2, 3, 4, 5, 6;
    ELSE
        INSERT INTO reports_tallychange (at, category_id, x, y, district_id, is_open, n, lon, lat)
        SELECT clock_timestamp(), category_id, reports_tally_x(r.lon), reports_tally_y(r.lat), coalesce(district_id, 0), is_open,
               sum(sign), sum(sign * round(r.lon * 1e6)), sum(sign * round(r.lat * 1e6))
        FROM (SELECT category_id, district_id, is_open, release, lon, lat, 1 AS sign FROM after_rows
              UNION ALL SELECT category_id, district_id, is_open, release, lon, lat, -1 FROM before_rows) r
        WHERE release = 'RELEASED' GROUP BY 2, 3, 4, 5, 6;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER reports_tally_insert AFTER INSERT ON reports_report REFERENCING NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION reports_tally_report();
CREATE TRIGGER reports_tally_update AFTER UPDATE ON reports_report REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION reports_tally_report();
CREATE TRIGGER reports_tally_delete AFTER DELETE ON reports_report REFERENCING OLD TABLE AS before_rows
    FOR EACH STATEMENT EXECUTE FUNCTION reports_tally_report();

-- Photos, kinds and groups change what is shown but count nothing.
CREATE FUNCTION reports_tally_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reports_tallychange (at, category_id, x, y, district_id, is_open, n, lon, lat)
    VALUES (clock_timestamp(), 0, 0, 0, 0, true, 0, 0, 0);
    RETURN NULL;
END
$$;
CREATE TRIGGER reports_tally_photo AFTER INSERT OR UPDATE OR DELETE ON reports_publicphoto
    FOR EACH STATEMENT EXECUTE FUNCTION reports_tally_mark();
CREATE TRIGGER reports_tally_category AFTER INSERT OR UPDATE OR DELETE ON reports_category
    FOR EACH STATEMENT EXECUTE FUNCTION reports_tally_mark();
CREATE TRIGGER reports_tally_group AFTER INSERT OR UPDATE OR DELETE ON reports_categorygroup
    FOR EACH STATEMENT EXECUTE FUNCTION reports_tally_mark();

-- Adds what has changed to the cells. Returns how many changes were taken in. The lock lets one at a time do so.
CREATE FUNCTION reports_tally_fold() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE taken bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('reports_tally'));
    WITH gone AS (DELETE FROM reports_tallychange RETURNING *),
    added AS (
        INSERT INTO reports_tally AS old (level, category_id, x, y, district_id, is_open, n, lon, lat)
        SELECT level, kind, x >> (18 - level), y >> (18 - level), district_id, is_open, sum(n), sum(lon), sum(lat)
        FROM gone, (SELECT 0 AS level UNION ALL SELECT generate_series(8, 18)) levels, LATERAL (VALUES (0::bigint), (category_id)) kinds (kind)
        WHERE (kind = 0 OR level <= 16) AND gone.category_id <> 0
        GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0 OR sum(lon) <> 0 OR sum(lat) <> 0
        ON CONFLICT (level, category_id, x, y, district_id, is_open)
        DO UPDATE SET n = old.n + excluded.n, lon = old.lon + excluded.lon, lat = old.lat + excluded.lat
    ),
    counted AS (SELECT count(*) AS changes, max(at) AS at FROM gone),
    noted AS (
        INSERT INTO reports_tallystate AS old (id, changes, changed_at) SELECT 1, changes, at FROM counted WHERE changes > 0
        ON CONFLICT (id) DO UPDATE SET changes = old.changes + excluded.changes, changed_at = greatest(old.changed_at, excluded.changed_at)
    )
    SELECT changes INTO taken FROM counted;
    IF taken > 0 THEN
        DELETE FROM reports_tally WHERE n = 0;
    END IF;
    RETURN taken;
END
$$;

-- Counts everything anew and corrects only what differs. Returns how many cells were wrong; without a defect that is none.
CREATE FUNCTION reports_tally_recount() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE wrong bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('reports_tally'));
    PERFORM reports_tally_fold();
    WITH gone AS (DELETE FROM reports_tallychange RETURNING at),
    finest AS MATERIALIZED (
        SELECT category_id, reports_tally_x(lon) AS x, reports_tally_y(lat) AS y, coalesce(district_id, 0) AS district_id, is_open,
               count(*) AS n, sum(round(lon * 1e6)) AS lon, sum(round(lat * 1e6)) AS lat
        FROM reports_report WHERE release = 'RELEASED' GROUP BY 1, 2, 3, 4, 5
    ),
    counted AS MATERIALIZED (
        SELECT level, kind, x >> (18 - level) AS x, y >> (18 - level) AS y, district_id, is_open, sum(n) AS n, sum(lon) AS lon, sum(lat) AS lat
        FROM finest, (SELECT 0 AS level UNION ALL SELECT generate_series(8, 18)) levels, LATERAL (VALUES (0::bigint), (category_id)) kinds (kind)
        WHERE kind = 0 OR level <= 16 GROUP BY 1, 2, 3, 4, 5, 6
    ),
    corrected AS (
        INSERT INTO reports_tally AS old (level, category_id, x, y, district_id, is_open, n, lon, lat) SELECT * FROM counted
        ON CONFLICT (level, category_id, x, y, district_id, is_open) DO UPDATE SET n = excluded.n, lon = excluded.lon, lat = excluded.lat
        WHERE (old.n, old.lon, old.lat) IS DISTINCT FROM (excluded.n, excluded.lon, excluded.lat)
        RETURNING 1
    ),
    emptied AS (
        DELETE FROM reports_tally old WHERE NOT EXISTS (
            SELECT 1 FROM counted new WHERE (new.level, new.kind, new.x, new.y, new.district_id, new.is_open)
                = (old.level, old.category_id, old.x, old.y, old.district_id, old.is_open))
        RETURNING 1
    ),
    noted AS (
        INSERT INTO reports_tallystate AS old (id, changes, changed_at)
        SELECT 1, count(*) + 1, coalesce(max(at), clock_timestamp()) FROM gone
        ON CONFLICT (id) DO UPDATE SET changes = old.changes + excluded.changes, changed_at = greatest(old.changed_at, excluded.changed_at)
        WHERE EXISTS (SELECT 1 FROM gone) OR EXISTS (SELECT 1 FROM corrected) OR EXISTS (SELECT 1 FROM emptied)
    )
    SELECT (SELECT count(*) FROM corrected) + (SELECT count(*) FROM emptied) INTO wrong;
    RETURN wrong;
END
$$;
SELECT reports_tally_recount();
"""

BACKWARD = """
DROP FUNCTION reports_tally_recount(), reports_tally_fold();
DROP TRIGGER reports_tally_group ON reports_categorygroup;
DROP TRIGGER reports_tally_category ON reports_category;
DROP TRIGGER reports_tally_photo ON reports_publicphoto;
DROP TRIGGER reports_tally_delete ON reports_report;
DROP TRIGGER reports_tally_update ON reports_report;
DROP TRIGGER reports_tally_insert ON reports_report;
DROP FUNCTION reports_tally_mark(), reports_tally_report(), reports_tally_x(double precision), reports_tally_y(double precision);
"""

_CELL = [
    ("x", models.IntegerField()),
    ("y", models.IntegerField()),
    ("district_id", models.BigIntegerField()),
    ("is_open", models.BooleanField()),
    ("n", models.IntegerField()),
    ("lon", models.BigIntegerField()),
    ("lat", models.BigIntegerField()),
]


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_waiting")]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level",
                        "category_id",
                        "x",
                        "y",
                        "district_id",
                        "is_open",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("level", models.SmallIntegerField()),
                ("category_id", models.BigIntegerField()),
                *_CELL,
            ],
        ),
        migrations.CreateModel(
            name="TallyChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("category_id", models.BigIntegerField()),
                *_CELL,
            ],
        ),
        migrations.CreateModel(
            name="TallyState",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ("changes", models.BigIntegerField(default=0)),
                ("changed_at", models.DateTimeField(null=True)),
            ],
        ),
        # Nothing counts by it any more.
        migrations.RemoveIndex(model_name="report", name="reports_public_positions"),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
