# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""``manage.py import_osm FILE``: the import with a progress bar. ``nahdran import-osm`` calls it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from nahdran.places.operations import ImportResult, UnableToImport, import_osm


class Command(BaseCommand):
    help = "Liest einen OpenStreetMap-Auszug ein: Grenze, Ortsteile, Straßen, Adressen und Karte der Gemeinde."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="Der Auszug: .osm, .osm.gz, .osm.bz2 oder .pbf")
        parser.add_argument(
            "--name", help="Name der Gemeinde, wenn der Auszug mehrere enthält. Sonst die mit den meisten Adressen."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(file=cast("IO[str]", self.stdout))
        columns = TextColumn("{task.description:<28}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
        with Progress(*columns, console=console) as progress:
            task = progress.add_task("Datei lesen", total=1.0)
            try:
                result = import_osm(
                    path=options["file"],
                    municipality=options["name"],
                    progress=lambda step, share: progress.update(task, description=step, completed=share),
                )
            except UnableToImport as error:
                raise CommandError(str(error)) from error
        console.print(_summary(result))


def _summary(result: ImportResult) -> str:
    return (
        f"{result.municipality}: {result.districts} Ortsteile, {result.streets} Straßen, {result.addresses} Adressen, "
        f"Karte mit {result.tile_bytes / 1_000_000:.1f} MB, in {result.seconds:.1f} Sekunden."
    )
