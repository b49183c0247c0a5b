# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Before the work: the file comes in, a person says what its columns mean. Everything can be changed until the rows are taken in."""

import zlib
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from nahdran.accounts.models import User
from nahdran.assets.enums import AT_WORK, PLACES, REQUIRED, Field, Grid, State
from nahdran.assets.geojson import as_table, looks_like_geojson
from nahdran.assets.models import AssetLayer, Fault, Import
from nahdran.assets.operations.errors import UnableToTakeIn
from nahdran.assets.rows import MAX_EXTRA, probable_grid, proposed_columns, proposed_extra
from nahdran.audit.operations import record
from nahdran.files.table import Row, Table, UnableToRead, open_table
from nahdran.kit import clock
from nahdran.kit.text import clean_line
from nahdran.places.coordinates import both_of

# The task itself stands in tasks.py, above; it is called by this name.
WORK = "nahdran.assets.work"
KEPT = timedelta(days=30)
_BEGINS = {
    State.CHECKING: frozenset({State.READY, State.CHECKED, State.FAILED}),
    State.RUNNING: frozenset({State.CHECKED, State.FAILED}),
}


def start(*, layer: AssetLayer, data: bytes, name: str, actor: User | None) -> Import:
    """Take the file in and propose what its columns mean. Raises UnableToTakeIn."""
    is_geojson, said = looks_like_geojson(data), Grid.DEGREES.value
    try:
        if is_geojson:
            converted = as_table(data)
            data, said = converted.data, converted.grid
        table = open_table(data)
        first = next(table.rows(), None)
    except UnableToRead as error:
        raise UnableToTakeIn(str(error), "file") from error
    if first is None:
        raise UnableToTakeIn(_("Unter den Spaltennamen steht keine Zeile."), "file")
    chosen = proposed_columns(table.columns, layer.columns)
    now = clock.now()
    with transaction.atomic():
        run = Import.objects.create(
            layer=layer,
            name=clean_line(name)[:120],
            data=zlib.compress(data, 6),
            columns=list(table.columns),
            chosen=chosen,
            extra=proposed_extra(table.columns, chosen),
            grid=probable_grid(_pair(table, first, chosen), said),
            is_geojson=is_geojson,
            started_by=actor,
            created_at=now,
            changed_at=now,
        )
        record(action="assets.started", actor=actor, obj=run, data={"layer": layer.key, "columns": len(table.columns)})
    return run


def table_of(run: Import) -> Table:
    return Table(tuple(run.columns), zlib.decompress(bytes(run.data)))


def choose_columns(
    *, run: Import, chosen: dict[str, str], extra: Sequence[str], grid: str, is_whole: bool = True
) -> Import:
    """Say which column fills which field of ours and what the coordinates are, and count the rows. Raises UnableToTakeIn."""
    _check_columns(run, chosen, extra)
    try:
        rows = sum(1 for _row in table_of(run).rows())
    except UnableToRead as error:
        raise UnableToTakeIn(str(error)) from error
    with transaction.atomic():
        run = _changeable(run)
        run.chosen, run.extra, run.grid, run.is_whole = chosen, list(extra), grid, is_whole
        run.rows, run.state, run.changed_at = rows, State.READY, clock.now()
        run.save(update_fields=["chosen", "extra", "grid", "is_whole", "rows", "state", "changed_at"])
        AssetLayer.objects.filter(pk=run.layer_id).update(columns=chosen)
    return run


def begin(*, run: Import, step: State, actor: User | None) -> Import:
    """Hand the import to the worker for a trial or for taking it in. Raises UnableToTakeIn."""
    with transaction.atomic():
        run = _open(run)
        if run.state not in _BEGINS[step]:
            raise UnableToTakeIn(_("Dieser Schritt ist gerade nicht möglich. Bitte laden Sie die Seite neu."))
        if not run.data:
            raise UnableToTakeIn(_("Die Datei ist nach 30 Tagen gelöscht worden. Bitte laden Sie sie neu hoch."))
        run.state, run.done, run.changed_at = step, 0, clock.now()
        run.made = run.updated = run.unchanged = run.gone = run.faulty = 0
        run.faults.all().delete()
        run.save()
        record(action=f"assets.{step.lower()}", actor=actor, obj=run, data={"layer": run.layer.key, "rows": run.rows})
        # One list is in the hands of one worker only.
        app.configure_task(WORK, lock=f"assets-{run.layer_id}").defer(run_id=run.pk)
    return run


def drop(*, run: Import, actor: User | None) -> None:
    """Throw away a file. What it has brought stays."""
    with transaction.atomic():
        run = _open(run)
        record(action="assets.dropped", actor=actor, obj=run, data={"layer": run.layer.key})
        run.delete()


def erase_old() -> int:
    """Erase files and faults of imports at rest. What they did stays in their numbers."""
    old = Import.objects.filter(changed_at__lt=clock.now() - KEPT).exclude(state__in=AT_WORK)
    Fault.objects.filter(of__in=old).delete()
    return old.exclude(data=b"").update(data=b"")


def _pair(table: Table, row: Row, chosen: dict[str, str]) -> tuple[str, str] | None:
    """The coordinates of a row as they stand there."""
    cells = dict(zip(table.columns, row.cells, strict=True))
    if Field.POINT in chosen:
        return both_of(cells[chosen[Field.POINT]])
    if Field.LON in chosen and Field.LAT in chosen:
        return cells[chosen[Field.LON]], cells[chosen[Field.LAT]]
    return None


def _open(run: Import) -> Import:
    """The import under a lock, if the worker does not have it in its hands."""
    fresh = Import.objects.select_related("layer").select_for_update(of=("self",)).filter(pk=run.pk).first()
    if fresh is None or fresh.state in AT_WORK:
        raise UnableToTakeIn(_("An dieser Datei wird gerade gearbeitet. Bitte warten Sie, bis das fertig ist."))
    return fresh


def _changeable(run: Import) -> Import:
    fresh = _open(run)
    if fresh.state == State.DONE:
        raise UnableToTakeIn(
            _("Diese Datei ist eingelesen. Laden Sie sie noch einmal hoch, um etwas anders zuzuordnen.")
        )
    return fresh


def _check_columns(run: Import, chosen: dict[str, str], extra: Sequence[str]) -> None:
    for field, column in chosen.items():
        if column not in run.columns:
            raise UnableToTakeIn(_("Diese Spalte gibt es in der Datei nicht."), field)
    for required in REQUIRED:
        if not chosen.get(required):
            raise UnableToTakeIn(_("Bitte wählen Sie die Spalte, in der das steht."), required)
    if not any(all(chosen.get(field) for field in place) for place in PLACES):
        raise UnableToTakeIn(_("Ohne Ort geht es nicht: Wählen Sie zwei Spalten oder eine mit beidem."), Field.LON)
    if len(extra) > MAX_EXTRA or not set(extra) <= set(run.columns):
        raise UnableToTakeIn(_("Bitte wählen Sie höchstens zwölf weitere Spalten."), "extra")
