# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker's part: trial and taking in. In portions, each one transaction with its own count, so a killed worker goes on where it was."""

from collections.abc import Iterable, Sequence
from itertools import islice

import structlog
from django.db import transaction
from django.db.models import F

from nahdran.assets.enums import AT_WORK, Field, State
from nahdran.assets.models import Asset, AssetLayer, Fault, Import
from nahdran.assets.operations.prepare import table_of
from nahdran.assets.rows import BadRow, Reader, Record
from nahdran.audit.operations import record as log
from nahdran.files.table import Row
from nahdran.kit import clock
from nahdran.places.queries import labels_of, shapes
from nahdran.places.queries.areas import Shapes

logger = structlog.get_logger(__name__)

PORTION = 2_000
MAX_FAULTS = 5_000
_COUNTS = ("made", "updated", "unchanged", "gone", "faulty")
_AFTER = {State.CHECKING: State.CHECKED, State.RUNNING: State.DONE}
_WRITTEN = (
    "number",
    "label",
    "lon",
    "lat",
    "address",
    "district",
    "attributes",
    "is_active",
    "removed_at",
    "source",
    "checksum",
    "changed_at",
)


def work(run_id: int) -> None:
    """Do what the import is waiting for. Called again after a crash, it goes on behind the last portion that was written."""
    run = Import.objects.select_related("layer").filter(pk=run_id).first()
    if run is None or run.state not in AT_WORK:
        return
    try:
        _walk(run)
    except Exception:
        # Whatever it was, the person learns that the rest is still to do; the log has the rest of the story.
        logger.exception("assets.broken_off", run=run_id)
        Import.objects.filter(pk=run.pk).update(state=State.FAILED, changed_at=clock.now())
    else:
        _finish(run)


def _finish(run: Import) -> None:
    with transaction.atomic():
        fresh = Import.objects.select_related("layer").select_for_update(of=("self",)).get(pk=run.pk)
        fresh.state, fresh.changed_at = _AFTER[State(run.state)], clock.now()
        fresh.save(update_fields=["state", "changed_at"])
        counts = {name: getattr(fresh, name) for name in _COUNTS}
        log(action=f"assets.{fresh.state.lower()}", actor=None, obj=fresh, data={"layer": fresh.layer.key, **counts})


def _walk(run: Import) -> None:
    reader = Reader(run.columns, run.chosen, run.extra, run.grid, run.layer.scheme)
    ground = shapes()
    rows = table_of(run).rows()
    seen = {reader.key(row) for row in islice(rows, run.done)}
    while portion := tuple(islice(rows, PORTION)):
        _Portion(run, reader, ground, seen).write(portion)
    if run.is_whole:
        _mark_gone(run, seen)


class _Portion:
    """One transaction's worth of rows: what is new, what is known, what is wrong."""

    def __init__(self, run: Import, reader: Reader, ground: Shapes, seen: set[str]) -> None:
        self.run, self.reader, self.ground, self.seen = run, reader, ground, seen
        self.counts = dict.fromkeys(_COUNTS, 0)
        self.faults: list[Fault] = []

    def write(self, rows: Sequence[Row]) -> None:
        with transaction.atomic():
            records = [record for row in rows if (record := self._read(row))]
            changed = self._compare(records)
            if self.run.state == State.RUNNING:
                put(
                    self.run.layer,
                    changed,
                    source=f"import-{self.run.pk}",
                    ground=self.ground,
                    with_notice=Field.NOTICE in self.run.chosen,
                )
            self._count(len(rows))

    def _read(self, row: Row) -> Record | None:
        try:
            record = self._fitting(row)
        except BadRow as error:
            self.counts["faulty"] += 1
            number = row.number - 1 if self.run.is_geojson else row.number
            self.faults.append(Fault(of=self.run, row=number, code=error.code, value=error.value))
            return None
        return record

    def _fitting(self, row: Row) -> Record:
        """A number that stands in a faulty row stands in the file all the same: its thing is not gone. Raises BadRow."""
        key = self.reader.key(row)
        if key and key in self.seen:
            raise BadRow("twice", key)
        self.seen.add(key)
        record = self.reader.read(row)
        if not self.ground.holds(record.lon, record.lat):
            raise BadRow("outside", f"{record.lat} {record.lon}")
        return record

    def _compare(self, records: list[Record]) -> list[Record]:
        """The new and the changed ones, counted."""
        known = _checksums(self.run.layer, [record.key for record in records])
        changed = [record for record in records if known.get(record.key) != record.checksum]
        self.counts["made"] = sum(record.key not in known for record in changed)
        self.counts["updated"] = len(changed) - self.counts["made"]
        self.counts["unchanged"] = len(records) - len(changed)
        return changed

    def _count(self, rows: int) -> None:
        room = MAX_FAULTS - Fault.objects.filter(of=self.run).count() if self.faults else 0
        Fault.objects.bulk_create(self.faults[: max(room, 0)])
        changes = {name: F(name) + count for name, count in self.counts.items() if count}
        Import.objects.filter(pk=self.run.pk).update(done=F("done") + rows, changed_at=clock.now(), **changes)


def _checksums(layer: AssetLayer, keys: list[str]) -> dict[str, str]:
    """What is known of these numbers; something that had been removed counts as changed, for it is there again."""
    rows = Asset.objects.filter(layer=layer, key__in=keys).values_list("key", "checksum", "is_active")
    return {key: checksum if is_active else "" for key, checksum, is_active in rows}


def put(layer: AssetLayer, records: Sequence[Record], *, source: str, ground: Shapes, with_notice: bool) -> None:
    """Write new and changed things with their addresses, in two statements. What the town has said about a thing here stays unless the file says it."""
    now = clock.now()
    addresses = labels_of([(record.lon, record.lat) for record in records])
    rows = [
        Asset(
            layer=layer,
            number=record.number,
            key=record.key,
            label=record.label,
            notice=record.notice,
            lon=record.lon,
            lat=record.lat,
            address=address[:200],
            district=ground.district(record.lon, record.lat),
            attributes=record.attributes,
            source=source,
            checksum=record.checksum,
            changed_at=now,
        )
        for record, address in zip(records, addresses, strict=True)
    ]
    Asset.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["layer", "key"],
        update_fields=[*_WRITTEN, "notice"] if with_notice else _WRITTEN,
        batch_size=PORTION,
    )


def _mark_gone(run: Import, seen: set[str]) -> None:
    """What stands in no row any more is marked as removed, whatever hangs at it."""
    active = Asset.objects.filter(layer=run.layer, is_active=True).values_list("pk", "key")
    gone = [pk for pk, key in active.iterator(chunk_size=PORTION) if key not in seen]
    if run.state == State.RUNNING:
        mark_removed(gone)
    Import.objects.filter(pk=run.pk).update(gone=len(gone))


def mark_removed(pks: Iterable[int]) -> None:
    left = iter(pks)
    now = clock.now()
    while portion := list(islice(left, PORTION)):
        Asset.objects.filter(pk__in=portion, is_active=True).update(is_active=False, removed_at=now, changed_at=now)
