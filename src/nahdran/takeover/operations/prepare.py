# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Before the work: the file comes in, a person says what its columns and terms mean. Everything can be changed until the rows are taken over."""

import zlib
from collections import Counter

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.files.columns import closest
from nahdran.files.table import Table, UnableToRead, open_table
from nahdran.kit import clock
from nahdran.kit.text import clean_line
from nahdran.reports.models import Category
from nahdran.reports.workflow import WORKFLOW
from nahdran.takeover.enums import AT_WORK, PLACES, REQUIRED, BoxState, Field, State
from nahdran.takeover.models import Preset, Run
from nahdran.takeover.operations.errors import UnableToTakeOver
from nahdran.takeover.proposals import proposed_columns
from nahdran.takeover.queries import touched_since

# The task itself stands in tasks.py, above; it is called by this name.
WORK = "nahdran.takeover.work"
LEAVE_OUT = "-"
# A form holds no more fields than this.
MAX_TERMS = {Field.CATEGORY: 300, Field.STATUS: 60}
# From which state a step may begin.
_BEGINS = {
    State.CHECKING: frozenset({State.READY, State.CHECKED, State.FAILED, State.UNDONE}),
    State.RUNNING: frozenset({State.CHECKED}),
    State.UNDOING: frozenset({State.DONE, State.FAILED}),
}


def start(*, data: bytes, name: str, source: str, actor: User | None) -> Run:
    """Take the file in and propose what its columns mean. Raises UnableToTakeOver."""
    try:
        table = open_table(data)
    except UnableToRead as error:
        raise UnableToTakeOver(str(error), "file") from error
    now = clock.now()
    preset = Preset.objects.filter(source=source).first()
    with transaction.atomic():
        run = Run.objects.create(
            source=source,
            name=clean_line(name)[:120],
            data=zlib.compress(data, 6),
            columns=list(table.columns),
            chosen=proposed_columns(table.columns, preset.columns if preset else None),
            started_by=actor,
            created_at=now,
            changed_at=now,
        )
        record(action="takeover.started", actor=actor, obj=run, data={"source": source, "columns": len(table.columns)})
    return run


def table_of(run: Run) -> Table:
    return Table(tuple(run.columns), zlib.decompress(bytes(run.data)))


def choose_columns(*, run: Run, chosen: dict[str, str]) -> Run:
    """Say which column fills which field of ours, and count the terms that come in it. Raises UnableToTakeOver."""
    _check_columns(run, chosen)
    table = table_of(run)
    places = {name: place for place, name in enumerate(table.columns)}
    categories, statuses = places[chosen[Field.CATEGORY]], places.get(chosen.get(Field.STATUS, ""))
    kinds: Counter[str] = Counter()
    states: Counter[str] = Counter()
    rows = 0
    try:
        for row in table.rows():
            rows += 1
            kinds[clean_line(row.cells[categories])[:200]] += 1
            if statuses is not None:
                states[clean_line(row.cells[statuses])[:200]] += 1
            _check_terms(kinds, Field.CATEGORY)
            _check_terms(states, Field.STATUS)
    except UnableToRead as error:
        raise UnableToTakeOver(str(error)) from error
    if not rows:
        raise UnableToTakeOver(_("Unter den Spaltennamen steht keine Zeile."))
    with transaction.atomic():
        run = _changeable(run)
        run.chosen, run.rows = chosen, rows
        run.their_categories, run.their_statuses = dict(kinds.most_common()), dict(states.most_common())
        run.categories, run.statuses = _proposed_terms(run)
        run.state = State.TERMS
        _save(run, "chosen", "rows", "their_categories", "their_statuses", "categories", "statuses", "state")
    return run


def choose_terms(*, run: Run, categories: dict[str, str], statuses: dict[str, str], shown: str) -> Run:
    """Say which of their terms is which of ours, and remember it for the next file of the same system."""
    with transaction.atomic():
        run = _changeable(run)
        if run.state == State.COLUMNS:
            raise UnableToTakeOver(_("Ordnen Sie zuerst die Spalten zu."))
        run.categories, run.statuses, run.shown, run.state = categories, statuses, shown, State.READY
        _save(run, "categories", "statuses", "shown", "state")
        kept, _new = Preset.objects.get_or_create(source=run.source)
        kept.columns = run.chosen
        kept.categories = kept.categories | categories
        kept.statuses = kept.statuses | statuses
        kept.save()
    return run


def begin(*, run: Run, step: State, actor: User | None) -> Run:
    """Hand the run to the worker for a trial, for taking over or for taking back. Raises UnableToTakeOver."""
    with transaction.atomic():
        run = _open(run)
        if run.state not in _BEGINS[step]:
            raise UnableToTakeOver(_("Dieser Schritt ist gerade nicht möglich. Bitte laden Sie die Seite neu."))
        if step == State.UNDOING and (touched := touched_since(run)):
            raise UnableToTakeOver(
                _(
                    "An %(count)d dieser Meldungen wurde schon gearbeitet. Deshalb lässt sich die Übernahme nicht mehr zurücknehmen."
                )
                % {"count": touched}
            )
        if run.boxes.filter(state=BoxState.RUNNING).exists():
            raise UnableToTakeOver(_("Es werden gerade Fotos zugeordnet. Bitte warten Sie, bis das fertig ist."))
        if step != State.UNDOING and not run.data:
            raise UnableToTakeOver(_("Die Datei ist nach 30 Tagen gelöscht worden. Bitte laden Sie sie neu hoch."))
        run.state, run.done, run.trouble = step, 0, ""
        if step != State.UNDOING:
            run.made = run.updated = run.unchanged = run.kept = run.left_out = run.faulty = 0
            run.faults.all().delete()
        run.changed_at = clock.now()
        run.save()
        record(action=f"takeover.{step.lower()}", actor=actor, obj=run, data={"source": run.source, "rows": run.rows})
        app.configure_task(WORK, lock=f"takeover-{run.pk}").defer(run_id=run.pk)
    return run


def drop(*, run: Run, actor: User | None) -> None:
    """Throw away a run that has taken nothing over."""
    with transaction.atomic():
        run = _open(run)
        if run.taken.exists():
            raise UnableToTakeOver(
                _("Aus dieser Datei sind Meldungen entstanden. Machen Sie die Übernahme erst rückgängig.")
            )
        record(action="takeover.dropped", actor=actor, obj=run, data={"source": run.source})
        run.delete()


def _open(run: Run) -> Run:
    """The run under a lock, if the worker does not have it in its hands."""
    fresh = Run.objects.select_for_update().get(pk=run.pk)
    if fresh.state in AT_WORK:
        raise UnableToTakeOver(_("An dieser Datei wird gerade gearbeitet. Bitte warten Sie, bis das fertig ist."))
    return fresh


def _changeable(run: Run) -> Run:
    """The run under a lock, as long as its columns and terms still matter."""
    fresh = _open(run)
    if fresh.state == State.DONE:
        raise UnableToTakeOver(
            _("Diese Datei ist übernommen. Laden Sie sie noch einmal hoch, um etwas anders zuzuordnen.")
        )
    return fresh


def _save(run: Run, *fields: str) -> None:
    run.changed_at = clock.now()
    run.save(update_fields=["changed_at", *fields])


def _check_columns(run: Run, chosen: dict[str, str]) -> None:
    for field, column in chosen.items():
        if column not in run.columns:
            raise UnableToTakeOver(_("Diese Spalte gibt es in der Datei nicht."), field)
    for required in REQUIRED:
        if not chosen.get(required):
            raise UnableToTakeOver(_("Bitte wählen Sie die Spalte, in der das steht."), required)
    if not any(all(chosen.get(field) for field in place) for place in PLACES):
        raise UnableToTakeOver(
            _("Ohne Ort geht es nicht: Wählen Sie Breite und Länge, eine Spalte mit beidem oder die Adresse."),
            Field.LAT,
        )


def _check_terms(found: Counter[str], field: Field) -> None:
    if len(found) > MAX_TERMS[field]:
        sentence = _("In dieser Spalte stehen mehr als %(count)d verschiedene Begriffe. Ist es wirklich die richtige?")
        raise UnableToTakeOver(sentence % {"count": MAX_TERMS[field]}, field)


def _proposed_terms(run: Run) -> tuple[dict[str, str], dict[str, str]]:
    """What was chosen before, else what is called alike; the rest is open."""
    preset = Preset.objects.filter(source=run.source).first()
    kinds = dict(Category.objects.filter(is_active=True).values_list("key", "name"))
    states = {status.key: str(status.label) for status in WORKFLOW.statuses}
    known_kinds = {**(preset.categories if preset else {}), **run.categories}
    known_states = {**(preset.statuses if preset else {}), **run.statuses}
    categories = {term: known_kinds.get(term) or closest(term, kinds) for term in run.their_categories}
    statuses = {term: known_states.get(term) or _state_of(term, states) for term in run.their_statuses}
    return categories, statuses


# How known systems call what we call otherwise, as far as the names of ours do not tell.
_STATES = {
    "open": "NEW", "offen": "NEW", "confirmed": "NEW", "pending": "NEW", "received": "NEW", "gemeldet": "NEW", "neu": "NEW",
    "in_process": "IN_WORK", "in progress": "IN_WORK", "in bearbeitung": "IN_WORK", "investigating": "IN_WORK",
    "action scheduled": "PLANNED", "geplant": "PLANNED", "closed": "DONE", "fixed": "DONE", "processed": "DONE",
    "abgeschlossen": "DONE", "geloest": "DONE", "gelöst": "DONE", "behoben": "DONE", "fixed - council": "DONE", "fixed - user": "DONE",
    "archived": "DONE", "rejected": "DECLINED", "nicht loesbar": "DECLINED", "nicht lösbar": "DECLINED",
    "unable to fix": "DECLINED", "duplicate": "DUPLICATE", "duplikat": "DUPLICATE", "not responsible": "NOT_OURS",
}  # fmt: skip


def _state_of(term: str, states: dict[str, str]) -> str:
    return _STATES.get(term.lower()) or closest(term, states)
