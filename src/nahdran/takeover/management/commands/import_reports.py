# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""``manage.py import_reports FILE --source NAME``: the takeover from a terminal, with what the page has matched before. ``nahdran import-reports`` calls it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from nahdran.takeover import operations
from nahdran.takeover.enums import Shown, State
from nahdran.takeover.models import Run
from nahdran.takeover.operations import UnableToTakeOver
from nahdran.takeover.queries import all_faults


class Command(BaseCommand):
    help = "Take over the reports of another system from a CSV or Excel file. Columns and terms are matched as in the page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV or .xlsx; the first row names the columns")
        parser.add_argument(
            "--source", required=True, help="Short name of the old system, the same for each of its files"
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would become of it, and change nothing")
        parser.add_argument("--shown", choices=[value.lower() for value in Shown.values], default="nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = self._prepared(options)
            self._do(run, State.CHECKING)
            run.refresh_from_db()
            if not options["dry_run"]:
                self._do(run, State.RUNNING)
                run.refresh_from_db()
        except UnableToTakeOver as error:
            raise CommandError(error.sentence) from error
        except OSError as error:
            raise CommandError(str(error)) from error
        for fault in all_faults(run)[:50]:
            self.stderr.write(f"{fault.row}: {fault.sentence} {fault.value}".strip())
        self.stdout.write(_summary(run))
        if options["dry_run"]:
            operations.drop(run=run, actor=None)
        elif run.state == State.FAILED:
            raise CommandError(run.trouble)

    def _prepared(self, options: dict[str, Any]) -> Run:
        path: Path = options["file"]
        run = operations.start(data=path.read_bytes(), name=path.name, source=options["source"], actor=None)
        run = operations.choose_columns(run=run, chosen=run.chosen)
        return operations.choose_terms(
            run=run, categories=run.categories, statuses=run.statuses, shown=options["shown"].upper()
        )

    def _do(self, run: Run, step: State) -> None:
        """The same step that the worker would do, here and now; the worker's own job then finds nothing left to do."""
        operations.begin(run=run, step=step, actor=None)
        operations.work(run.pk)


def _summary(run: Run) -> str:
    words = _(
        "%(rows)d Zeilen: %(made)d neu, %(updated)d mit neuem Stand, %(unchanged)d unverändert, %(kept)d hier schon bearbeitet,"
        " %(left_out)d ausgelassen, %(faulty)d mit Fehlern."
    )
    return words % {
        name: getattr(run, name) for name in ("rows", "made", "updated", "unchanged", "kept", "left_out", "faulty")
    }
