# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""``manage.py import_assets FILE --layer KEY``: a list from a file, from a terminal. ``nahdran import-assets`` calls it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from nahdran.assets import operations
from nahdran.assets.enums import State
from nahdran.assets.models import AssetLayer, Import
from nahdran.assets.operations import UnableToTakeIn
from nahdran.assets.operations.osm import ENDINGS
from nahdran.assets.queries import all_faults
from nahdran.assets.texts import in_words


class Command(BaseCommand):
    help = "Take lamps, benches or containers with numbers in from GeoJSON, CSV, Excel or an OpenStreetMap extract."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="GeoJSON, CSV, .xlsx, or an extract (.osm, .osm.gz, .pbf)")
        parser.add_argument("--layer", required=True, help="Short name of the list, as in the settings")
        parser.add_argument("--part", action="store_true", help="The file is only a part: nothing is marked as removed")
        parser.add_argument("--dry-run", action="store_true", help="Say what would become of it, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            if path.name.endswith(ENDINGS):
                self._osm(path, options)
            else:
                self._table(path, options)
        except UnableToTakeIn as error:
            raise CommandError(error.sentence) from error
        except OSError as error:
            raise CommandError(str(error)) from error

    def _osm(self, path: Path, options: dict[str, Any]) -> None:
        if options["dry_run"]:
            raise CommandError("--dry-run works with GeoJSON, CSV and Excel only.")
        count = operations.take_in_osm(path=path, layer_key=options["layer"])
        self.stdout.write(_("%(count)d Objekte aus OpenStreetMap.") % {"count": count})

    def _table(self, path: Path, options: dict[str, Any]) -> None:
        layer = AssetLayer.objects.filter(key=options["layer"]).first()
        if layer is None:
            keys = ", ".join(AssetLayer.objects.values_list("key", flat=True)) or "-"
            raise CommandError(
                _("Diese Liste gibt es nicht. Vorhanden sind: %(keys)s. Legen Sie sie in den Einstellungen an.")
                % {"keys": keys}
            )
        run = operations.start(layer=layer, data=path.read_bytes(), name=path.name, actor=None)
        run = operations.choose_columns(
            run=run, chosen=run.chosen, extra=run.extra, grid=run.grid, is_whole=not options["part"]
        )
        self._do(run, State.CHECKING)
        if not options["dry_run"]:
            self._do(run, State.RUNNING)
        for fault in all_faults(run)[:50]:
            self.stderr.write(f"{fault.row}: {in_words(fault.code)} {fault.value}".strip())
        self.stdout.write(_summary(run))
        if options["dry_run"]:
            operations.drop(run=run, actor=None)
        elif run.state == State.FAILED:
            raise CommandError(_("Die Arbeit wurde abgebrochen."))

    def _do(self, run: Import, step: State) -> None:
        """The same step that the worker would do, here and now; the worker's own job then finds nothing left to do."""
        operations.begin(run=run, step=step, actor=None)
        operations.work(run.pk)
        run.refresh_from_db()


def _summary(run: Import) -> str:
    words = _(
        "%(rows)d Zeilen: %(made)d neu, %(updated)d geändert, %(unchanged)d unverändert, %(gone)d abgebaut, %(faulty)d mit Fehlern."
    )
    return words % {name: getattr(run, name) for name in ("rows", "made", "updated", "unchanged", "gone", "faulty")}
