# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Database, migrations and the queue that lies in it."""

import time
from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nahdran.kit import clock
from nahdran.kit.checks import Finding, error, ok, warning

OLDEST_VERSION = 150000
SLOW_MS = 20
# A worker says every ten seconds that it lives.
SILENT = timedelta(seconds=60)
LATE = timedelta(minutes=5)
QUEUE = """
SELECT (SELECT max(last_heartbeat) FROM procrastinate_workers),
       (SELECT min(coalesce(job.scheduled_at, event.at)) FROM procrastinate_jobs job
          LEFT JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'
         WHERE job.status = 'todo' AND coalesce(job.scheduled_at, event.at) < now()),
       (SELECT count(*) FROM procrastinate_jobs job WHERE job.status = 'failed' AND EXISTS (
           SELECT 1 FROM procrastinate_events event WHERE event.job_id = job.id AND event.at > now() - interval '1 day'))
"""


def check_database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")  # the first one may have to connect
        started = time.perf_counter()
        cursor.execute("SELECT 1")
        milliseconds = (time.perf_counter() - started) * 1000
    version = connection.pg_version  # type: ignore[attr-defined]
    if version < OLDEST_VERSION:
        return error(
            _("PostgreSQL %(version)s ist zu alt.") % {"version": version // 10000},
            _("Bitte auf Version 15 oder neuer umstellen."),
        )
    sentence = _("PostgreSQL %(version)s antwortet in %(ms)s ms.") % {
        "version": version // 10000,
        "ms": number_format(milliseconds, 1),
    }
    if milliseconds > SLOW_MS:
        return warning(
            sentence, _("Bitte Netz und Auslastung zwischen Webserver und Datenbank prüfen: jede Seite fragt mehrmals.")
        )
    return ok(sentence)


def check_migrations() -> Finding:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        sentence = ngettext("Ein Schritt der Datenbank fehlt.", "%(count)s Schritte der Datenbank fehlen.", missing) % {
            "count": missing
        }
        return error(sentence, _("Bitte einmal ausführen: nahdran manage prepare"))
    return ok(_("Die Datenbank passt zu dieser Version."))


def check_queue() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(QUEUE)
        heartbeat, oldest, failed = cursor.fetchone()
    if heartbeat is None or heartbeat < clock.now() - SILENT:
        return error(
            _("Kein Hintergrunddienst läuft. Nachrichten und Bilder bleiben liegen."),
            _("Bitte starten: nahdran serve oder nahdran worker"),
        )
    if oldest is not None and oldest < clock.now() - LATE:
        minutes = int((clock.now() - oldest).total_seconds() // 60)
        return warning(
            _("Die älteste Aufgabe wartet seit %(minutes)s Minuten.") % {"minutes": minutes},
            _("Bitte einen weiteren Hintergrunddienst starten: nahdran worker"),
        )
    if failed:
        sentence = ngettext(
            "Eine Aufgabe ist in den letzten 24 Stunden gescheitert.",
            "%(count)s Aufgaben sind in den letzten 24 Stunden gescheitert.",
            failed,
        ) % {"count": failed}
        return warning(sentence, _("Bitte das Protokoll des Hintergrunddienstes ansehen."))
    return ok(_("Der Hintergrunddienst läuft, und nichts wartet zu lange."))
