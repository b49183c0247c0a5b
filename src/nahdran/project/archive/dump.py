# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL's own programs for the database part. Called with what Django connects with; the password goes by the environment, never by
the command line.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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


def save(connection: Mapping[str, Any], target: Path) -> None:
    """All data as of one moment, whatever is written meanwhile."""
    _run(
        connection, "pg_dump", "--format=custom", "--compress=none", "--no-owner", "--no-privileges", f"--file={target}"
    )


def load(connection: Mapping[str, Any], source: Path, *, replace: bool) -> None:
    """Into an empty database, or in the place of what is there; in one transaction, so that a failure changes nothing."""
    script, first = source.with_suffix(".sql"), source.with_name("first.sql")
    _run(connection, "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source))
    first.write_bytes(EMPTY_SCHEMA if replace else b"")
    once = ["--no-psqlrc", "--quiet", "--single-transaction", "-v", "ON_ERROR_STOP=1"]
    _run(connection, "psql", *once, "-f", str(first), "-f", str(script))


def _run(connection: Mapping[str, Any], program: str, *arguments: str) -> None:
    env = {NAMES[key]: str(value) for key, value in connection.items() if key in NAMES and value}
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
