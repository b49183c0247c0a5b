# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL's own programs for the database part. The password goes by the environment, never by the command line."""

import os
import shutil
import subprocess
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from nahdran.project.postgres import UnableToStartPostgres, bundled_programs

NAMES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
}
EMPTY_SCHEMA = b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"


class UnableToDump(Exception):
    """A program of PostgreSQL failed; the message is what it said."""


def save(url: str, target: Path) -> None:
    """All data as of one moment, whatever is written meanwhile."""
    _run(url, "pg_dump", "--format=custom", "--compress=none", "--no-owner", "--no-privileges", f"--file={target}")


def load(url: str, source: Path, *, replace: bool) -> None:
    """Into an empty database, or in the place of what is there; in one transaction, so that a failure changes nothing."""
    script = source.with_suffix(".sql")
    _run(url, "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source))
    first = source.with_name("first.sql")
    first.write_bytes(EMPTY_SCHEMA if replace else b"")
    _run(
        url,
        "psql",
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "-v",
        "ON_ERROR_STOP=1",
        "-f",
        str(first),
        "-f",
        str(script),
    )


def _run(url: str, program: str, *arguments: str) -> None:
    parts = conninfo_to_dict(url)
    env = {NAMES[key]: str(value) for key, value in parts.items() if key in NAMES and value is not None}
    done = subprocess.run(  # noqa: S603  our own program with our own arguments
        [_program(program), *arguments],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise UnableToDump(f"{program}: {done.stderr.strip()[-2000:]}")


def _program(name: str) -> str:
    """The bundled one speaks to every server up to its own version; a newer server needs the system's."""
    try:
        bundled = bundled_programs() / name
    except UnableToStartPostgres:
        bundled = None
    found = (
        str(bundled)
        if bundled and bundled.exists() and not os.environ.get("PG_BIN")
        else shutil.which(name, path=os.environ.get("PG_BIN"))
    )
    if not found:
        raise UnableToDump(f"Das Programm {name} fehlt. Bitte die Client-Programme von PostgreSQL installieren.")
    return found
