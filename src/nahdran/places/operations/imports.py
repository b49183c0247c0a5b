# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The two ways in which a town gets its geography. Both end in ``store``: one transaction, one new tile file."""

import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from nahdran.audit.operations import record
from nahdran.places.mapdata import MapData, Progress, no_progress
from nahdran.places.models import Area
from nahdran.places.operations.store import store
from nahdran.places.operations.tilefile import prune_tiles, write_tiles
from nahdran.places.osm import UnableToReadExtract, read_extract
from nahdran.places.schematic import TOWNS, read_town


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What is in the database afterwards."""

    municipality: str
    districts: int
    streets: int
    addresses: int
    place_names: int
    tile_bytes: int
    is_schematic: bool
    seconds: float


class UnableToImport(Exception):
    """The message is a German sentence for the person who runs the import; ``code`` is stable."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def import_osm(*, path: Path | str, municipality: str | None = None, progress: Progress = no_progress) -> ImportResult:
    """Replace the town's geography by that of an OpenStreetMap extract (.osm, .osm.gz, .osm.bz2, .pbf).

    ``municipality`` chooses by name where an extract holds several; otherwise the one with most addresses is taken. As often as you
    like: what is still there keeps its id, what is gone goes, except districts that something points to. Raises ``UnableToImport``
    and then has changed nothing.
    """
    started = time.monotonic()
    try:
        data = read_extract(Path(path), municipality=municipality, progress=progress)
    except UnableToReadExtract as error:
        raise UnableToImport(error.code, str(error)) from error
    return _bring_in(data, source=Path(path).name, progress=progress, started=started)


def load_demo(town_slug: str, *, progress: Progress = no_progress) -> ImportResult:
    """Replace the town's geography by the schematic one of a demonstration town."""
    started = time.monotonic()
    if town_slug not in TOWNS:
        raise UnableToImport(
            "unknown_name",
            _("„%(name)s“ ist keine Stadt der Vorführung. Es gibt: %(known)s.")
            % {"name": town_slug, "known": ", ".join(TOWNS)},
        )
    progress(_("Karte zeichnen"), 0.0)
    return _bring_in(read_town(town_slug), source=town_slug, progress=progress, started=started)


def _bring_in(data: MapData, *, source: str, progress: Progress, started: float) -> ImportResult:
    folder = Path(settings.DATA_DIR) / "tiles"
    archive = write_tiles(data, folder, progress)
    progress(_("Speichern"), 0.85)
    with transaction.atomic():
        store(data, archive)
        area = Area.objects.get(kind=Area.Kind.MUNICIPALITY)
        counts = {"districts": len(data.districts), "streets": len(data.streets), "addresses": len(data.addresses)}
        record(action="places.imported", obj=area, actor_label="Import", data={"source": source, **counts})
        transaction.on_commit(lambda: prune_tiles(folder))
    progress(_("Fertig"), 1.0)
    return ImportResult(
        municipality=data.municipality.name,
        place_names=len(data.places),
        tile_bytes=archive.size,
        is_schematic=data.is_schematic,
        seconds=time.monotonic() - started,
        **counts,
    )
