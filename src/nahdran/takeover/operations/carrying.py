# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker's part: trial, taking over, taking back. In portions, each one transaction with its own count, so a killed worker goes on where it was."""

import hashlib
from dataclasses import astuple
from itertools import islice
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from nahdran.audit.operations import record as log
from nahdran.cases.operations import ForbiddenChange, MissingReason, change_status
from nahdran.files.operations import discard
from nahdran.files.table import Row
from nahdran.kit import clock
from nahdran.reports.operations import PastReport, open_past_reports, remove_past_reports
from nahdran.takeover.enums import AT_WORK, Field, State
from nahdran.takeover.models import Fault, Run, Taken, TakenPhoto
from nahdran.takeover.operations.matching import LeftOut, Matcher, Unfit
from nahdran.takeover.operations.photos import photos_of
from nahdran.takeover.operations.prepare import table_of
from nahdran.takeover.parsing import Fault as FaultOfRow
from nahdran.takeover.parsing import Reader, Record
from nahdran.takeover.queries import touched_since

logger = structlog.get_logger(__name__)

PORTION = 500
MAX_FAULTS = 5_000
_COUNTS = ("made", "updated", "unchanged", "kept", "left_out", "faulty")
_AFTER = {State.CHECKING: State.CHECKED, State.RUNNING: State.DONE, State.UNDOING: State.UNDONE}


class TouchedSince(Exception):
    """Somebody works on a case that was to be taken back."""


def work(run_id: int) -> None:
    """Do what the run is waiting for. Called again after a crash, it goes on behind the last portion that was written."""
    run = Run.objects.filter(pk=run_id).first()
    if run is None or run.state not in AT_WORK:
        return
    try:
        if run.state == State.UNDOING:
            _take_back(run)
        else:
            _walk(run)
    except TouchedSince:
        _break_off(run, _("An einigen dieser Meldungen wird schon gearbeitet. Es wird nichts weiter zurückgenommen."))
    except Exception:
        # Whatever it was, the person learns that the rest is still to do; the log has the rest of the story.
        logger.exception("takeover.broken_off", run=run_id)
        sentence = _(
            "Die Arbeit wurde abgebrochen. Was schon übernommen ist, bleibt und kommt beim nächsten Mal nicht doppelt."
        )
        _break_off(run, sentence)
    else:
        _finish(run)


def _break_off(run: Run, sentence: str) -> None:
    Run.objects.filter(pk=run.pk).update(state=State.FAILED, trouble=sentence, changed_at=clock.now())


def _finish(run: Run) -> None:
    with transaction.atomic():
        fresh = Run.objects.select_for_update().get(pk=run.pk)
        fresh.state, fresh.changed_at = _AFTER[State(run.state)], clock.now()
        fresh.save(update_fields=["state", "changed_at"])
        counts = {name: getattr(fresh, name) for name in _COUNTS}
        log(action=f"takeover.{fresh.state.lower()}", actor=None, obj=fresh, data={"source": fresh.source, **counts})


def _walk(run: Run) -> None:
    table = table_of(run)
    reader = Reader(table.columns, run.chosen, timezone.get_current_timezone(), clock.now())
    matcher = Matcher(run)
    rows = table.rows()
    seen = {reader.value(row, Field.NUMBER) for row in islice(rows, run.done)}
    while portion := tuple(islice(rows, PORTION)):
        _Portion(run, reader, matcher, seen).write(portion)


class _Portion:
    """One transaction's worth of rows: what is new, what is known, what is wrong."""

    def __init__(self, run: Run, reader: Reader, matcher: Matcher, seen: set[str]) -> None:
        self.run, self.reader, self.matcher, self.seen = run, reader, matcher, seen
        self.counts = dict.fromkeys(_COUNTS, 0)
        self.faults: list[Fault] = []
        self.fresh: list[tuple[Record, PastReport]] = []
        self.known: dict[str, Taken] = {}
        self.photos: list[TakenPhoto] = []

    def write(self, rows: tuple[Row, ...]) -> None:
        with transaction.atomic():
            numbers = [self.reader.value(row, Field.NUMBER) for row in rows]
            found = Taken.objects.filter(source=self.run.source, number__in=numbers).select_related("case")
            self.known = {taken.number: taken for taken in found}
            for row in rows:
                self._sort(row)
            self.counts["made"] = len(self.fresh)
            if self.fresh and self.run.state == State.RUNNING:
                self._make()
            if self.run.state == State.RUNNING:
                TakenPhoto.objects.bulk_create(self.photos, ignore_conflicts=True)
            self._count(len(rows))

    def _sort(self, row: Row) -> None:
        record, faults = self.reader.read(row)
        if record is None:
            self._faulty(row, faults)
            return
        if record.number in self.seen:
            self._faulty(
                row, [FaultOfRow(Field.NUMBER, record.number, _("Diese Nummer steht schon weiter oben in der Datei."))]
            )
            return
        self.seen.add(record.number)
        try:
            report = self.matcher.report(record)
            if taken := self.known.get(record.number):
                self.counts[self._renew(taken, record, report)] += 1
                self._name_photos(taken.case_id, record)
            else:
                self.fresh.append((record, report))
        except LeftOut:
            self.counts["left_out"] += 1
        except Unfit as error:
            self._faulty(row, [error.fault])

    def _faulty(self, row: Row, faults: list[FaultOfRow]) -> None:
        self.counts["faulty"] += 1
        self.faults += [
            Fault(run=self.run, row=row.number, field=fault.field, value=fault.value, sentence=fault.sentence[:300])
            for fault in faults
        ]

    def _renew(self, taken: Taken, record: Record, report: PastReport) -> str:
        """A row that came before: only its way goes on, and only if nobody has worked on the case here. Returns what it counts as."""
        checksum = checksum_of(record)
        if checksum == taken.checksum or report.status == taken.case.status:
            return "unchanged"
        if taken.case.changed_at != taken.seen_at:
            return "kept"
        if self.run.state == State.RUNNING:
            try:
                change_status(
                    case=taken.case, to=report.status, actor=self.run.started_by, public_text=report.answer, silent=True
                )
            except (ForbiddenChange, MissingReason) as error:
                raise Unfit(
                    Field.STATUS, record.status, _("Von ihrem Stand hier führt kein Schritt zu diesem Status.")
                ) from error
            taken.case.refresh_from_db(fields=["changed_at"])
            taken.checksum, taken.seen_at = checksum, taken.case.changed_at
            taken.save(update_fields=["checksum", "seen_at"])
        return "updated"

    def _make(self) -> None:
        cases = open_past_reports(entries=[report for _record, report in self.fresh])
        Taken.objects.bulk_create(
            [
                Taken(
                    case=case,
                    source=self.run.source,
                    number=record.number,
                    run=self.run,
                    checksum=checksum_of(record),
                    seen_at=case.changed_at,
                )
                for case, (record, _report) in zip(cases, self.fresh, strict=True)
            ]
        )

        for case, (record, _report) in zip(cases, self.fresh, strict=True):
            self._name_photos(case.pk, record)

    def _name_photos(self, case_id: int, record: Record) -> None:
        """Which photos belong to it; an archive may bring them later."""
        self.photos += [TakenPhoto(run=self.run, case_id=case_id, name=name) for name in record.photos]

    def _count(self, rows: int) -> None:
        room = MAX_FAULTS - Fault.objects.filter(run=self.run).count()
        Fault.objects.bulk_create(self.faults[: max(room, 0)])
        changes: dict[str, Any] = {name: F(name) + count for name, count in self.counts.items() if count}
        Run.objects.filter(pk=self.run.pk).update(done=F("done") + rows, changed_at=clock.now(), **changes)


def checksum_of(record: Record) -> str:
    """Of all that the row says, wherever it stands in the file. The names of photos are kept for themselves."""
    return hashlib.sha256(repr(astuple(record)[1:-1]).encode()).hexdigest()


def _take_back(run: Run) -> None:
    """Remove what the run has made. Stops where somebody has begun to work on some of it meanwhile."""
    while True:
        with transaction.atomic():
            if touched_since(run):
                raise TouchedSince
            case_ids = list(run.taken.order_by("case_id").values_list("case_id", flat=True)[:PORTION])
            if not case_ids:
                return
            pictures = photos_of(case_ids)
            removed = remove_past_reports(case_ids=case_ids)
            for picture in pictures:
                discard(picture)
            Run.objects.filter(pk=run.pk).update(done=F("done") + removed, changed_at=clock.now())
