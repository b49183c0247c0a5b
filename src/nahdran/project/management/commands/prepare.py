# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Brings the database into the state this version needs, before anything is served. Called by ``nahdran serve`` and ``nahdran demo``."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from nahdran.kit.demo import run_demo
from nahdran.org.models import Municipality
from nahdran.project.welcome import welcome

# Several processes may start at once; one migrates, the others wait and find nothing left to do.
LOCK = 0x6E616864
PATIENCE = 30


class Command(BaseCommand):
    help = "Wait for the database, migrate, and fill the demonstration."
    requires_system_checks = ["models"]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help="Run the demonstration's steps even if there is a town already."
        )

    def handle(self, *args: Any, demo: bool, **options: Any) -> None:
        self._wait_for_database()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            try:
                self._migrate()
                if settings.DEMO:
                    self._fill(again=demo)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        self._write_welcome()

    def _wait_for_database(self) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                connection.ensure_connection()
                return
            except OperationalError as error:
                if time.monotonic() > end:
                    raise CommandError(f"Die Datenbank ist nicht erreichbar: {error}") from None
                time.sleep(0.5)

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            with self._step(f"Datenbank einrichten ({len(plan)} Schritte)"):
                call_command("migrate", interactive=False, verbosity=0)

    def _fill(self, *, again: bool) -> None:
        """Fill an empty town, or one whose filling was interrupted."""
        unfinished = Path(settings.DATA_DIR) / "demo-unfinished"
        town = Municipality.objects.first()
        if town is not None and not unfinished.exists() and not again:
            return
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        unfinished.touch()
        started = time.monotonic()
        self.stdout.write(f"  Stadt einrichten: {settings.TOWN}")
        run_demo(settings.TOWN, self._progress)
        unfinished.unlink()
        self.stdout.write(f"  Die Stadt ist eingerichtet ({time.monotonic() - started:.1f} s).")

    def _progress(self, text: str) -> None:
        self.stdout.write(f"    {text}")
        self.stdout.flush()

    def _step(self, label: str) -> "_Step":
        return _Step(self, label)

    @staticmethod
    def _write_welcome() -> None:
        folder = Path(settings.DATA_DIR) / "run"
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "welcome.txt"
        file.touch(mode=0o600)
        file.write_text(welcome(), encoding="utf-8")


class _Step:
    """A line that says what happens, and afterwards how long it took."""

    def __init__(self, command: BaseCommand, label: str) -> None:
        self.out = command.stdout
        self.label = label
        self.started = 0.0

    def __enter__(self) -> None:
        self.started = time.monotonic()
        self.out.write(f"  {self.label} ...", ending="")
        self.out.flush()

    def __exit__(self, *error: object) -> None:
        self.out.write("" if error[0] else f" {time.monotonic() - self.started:.1f} s")
