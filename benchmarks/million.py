# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A database with a million cases and reports that stays: for measuring lists, search and map as they will be in twenty years.

    python -m benchmarks.million FOLDER [--count 1000000] [--database million]

Starts an embedded PostgreSQL in FOLDER, makes the database with the demonstration town, fills it and leaves the server running; prints the
DATABASE_URL and how to stop it. A second call with another ``--database`` adds one to the same server. Work on a copy:
``CREATE DATABASE mine TEMPLATE million STRATEGY FILE_COPY`` takes seconds, and newer migrations run there.
"""

import argparse
import os
import time
from pathlib import Path

import psycopg
from psycopg import sql

from benchmarks.server import set_up
from nahdran.project.postgres import EmbeddedPostgres

SETTINGS = {"shared_buffers": "512MB", "effective_cache_size": "2GB", "max_wal_size": "8GB", "max_connections": "200"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--database", default="million")
    asked = parser.parse_args()
    started = time.monotonic()
    # A made-up database is made again when the machine fails, so nothing waits for the disk.
    server = EmbeddedPostgres(asked.folder / "postgres", settings={**SETTINGS, "synchronous_commit": "off"})
    server.start(detached=True)
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(asked.database)))
    set_up(server.url(asked.database), asked.folder / "data")

    from benchmarks.fill import fill

    fill(asked.count, lambda text: print(f"  {text}", flush=True))
    print(f"{asked.count} cases after {time.monotonic() - started:.0f} s. The server goes on running.")
    print(f"DATABASE_URL={os.environ['DATABASE_URL']}")
    print(
        f"stop it with: {server.programs / 'pg_ctl'} -D {server.folder} stop   (as {server.system_user or 'yourself'})"
    )


if __name__ == "__main__":
    main()
