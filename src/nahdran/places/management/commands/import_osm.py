# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""``manage.py import_osm FILE``: the import with a progress bar. ``nahdran import-osm`` calls it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from nahdran.places.operations import ImportResult, UnableToImport, import_osm


class Command(BaseCommand):
    help = "Read an OpenStreetMap extract: boundary, districts, streets, addresses and map of the municipality."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="The extract: .osm, .osm.gz, .osm.bz2 or .pbf")
        parser.add_argument(
            "--name",
            help="Name of the municipality if the extract holds several. Otherwise the one with most addresses.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(file=cast("IO[str]", self.stdout))
        columns = TextColumn("{task.description:<28}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
        with Progress(*columns, console=console) as progress:
            task = progress.add_task(_("Datei lesen"), total=1.0)
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
    words = _(
        "%(town)s: %(districts)d Ortsteile, %(streets)d Straßen, %(addresses)d Adressen, Karte mit %(size).1f MB, in %(seconds).1f Sekunden."
    )
    return words % {
        "town": result.municipality,
        "districts": result.districts,
        "streets": result.streets,
        "addresses": result.addresses,
        "size": result.tile_bytes / 1_000_000,
        "seconds": result.seconds,
    }
