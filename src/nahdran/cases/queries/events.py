# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One row of a case's past turned into one event with its words: for the desk with names, for the person with units.

Called by ``timeline`` only; no queries here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nahdran.cases.enums import Channel, Direction
from nahdran.cases.kinds import Workflow, reasons
from nahdran.cases.marks import FAR, FULL
from nahdran.cases.models import Assignment, Attachment, Escalation, Message, StatusChange
from nahdran.cases.texts import FORGOTTEN
from nahdran.kit.language import HOUSE, Worded

Files = tuple[Attachment, ...]

TAKEN = {
    Channel.WEB: gettext_lazy("Gemeldet über die Website"),
    Channel.EMAIL: gettext_lazy("Gemeldet per E-Mail"),
    Channel.PHONE: gettext_lazy("Am Telefon aufgenommen"),
    Channel.COUNTER: gettext_lazy("Vor Ort aufgenommen"),
    Channel.LETTER: gettext_lazy("Gemeldet per Brief"),
    Channel.API: gettext_lazy("Gemeldet über eine andere Anwendung"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. ``what`` is opened, arrived, received, sent, asked, note, status, closed, assigned, handed_over, escalated or files."""

    at: datetime
    what: str
    title: str
    who: str = ""
    text: str = ""
    files: Files = ()
    # Where a page can jump to.
    anchor: str = ""
    # The number of the other case that this comes from.
    source: str = ""

    @property
    def is_message(self) -> bool:
        return self.what in {"opened", "received", "sent", "asked"}

    @property
    def is_step(self) -> bool:
        """A change of status, person or unit: the short log beside the thread."""
        return self.what in {"status", "closed", "assigned", "handed_over", "escalated"}


def asks(change: StatusChange | None, workflow: Workflow) -> bool:
    return change is not None and change.end == workflow.asked


def message_for_desk(message: Message, change: StatusChange | None, workflow: Workflow, files: Files) -> Event:
    """``change`` is the status change of the same step, if the message caused one."""
    who = message.author_label
    if message.direction == Direction.NOTE:
        what, title = "note", _("Interne Notiz")
    elif message.direction == Direction.OUT:
        who = _name(message.author) or who
        if asks(change, workflow):
            what, title = "asked", _("Rückfrage gesendet, Uhr angehalten")
        else:
            what, title = "sent", _("Antwort gesendet")
    elif change is not None and not change.start:
        what, title = "opened", str(TAKEN[Channel(message.channel)])
    elif change is not None:
        what, title = "received", _("Antwort da, Uhr läuft wieder")
    else:
        what, title = "received", _("Nachricht erhalten")
    return Event(message.at, what, title, who, _said(message.text), files, f"n{message.pk}")


def message_from_joined(message: Message) -> Event:
    """What somebody wrote to a case that goes on in this one."""
    return Event(
        message.at,
        "received",
        _("Nachricht zu einem zusammengeführten Vorgang"),
        message.author_label,
        _said(message.text),
        anchor=f"n{message.pk}",
        source=message.case.reference,
    )


def message_for_person(message: Message, change: StatusChange | None, workflow: Workflow, files: Files) -> Event:
    who = ""
    if message.direction == Direction.OUT:
        who = message.author_label
        what = "asked" if asks(change, workflow) else "sent"
        title = (_("Frage: %(unit)s") if what == "asked" else _("Antwort: %(unit)s")) % {"unit": who}
    elif change is not None and not change.start:
        what, title = "opened", _("Sie haben gemeldet")
    else:
        what, title = "received", _("Sie haben geschrieben")
    return Event(message.at, what, title, who, _said(message.text), files, f"n{message.pk}")


def status_for_desk(change: StatusChange, workflow: Workflow) -> Event:
    start, end = workflow.status(change.start), workflow.status(change.end)
    what = "closed" if end.closes else "status"
    title = _("Status: %(start)s → %(end)s") % {"start": start.label, "end": end.label}
    return Event(change.at, what, title, _name(change.actor), change.public_text)


def status_for_person(change: StatusChange, workflow: Workflow) -> Event:
    status = workflow.status(change.end)
    what = "closed" if status.closes else "status"
    if not change.start:
        return Event(
            change.at, "arrived", _("Angekommen"), text=_("Automatische Bestätigung mit Ihrer Vorgangsnummer.")
        )
    return Event(change.at, what, str(status.public_label), text=change.public_text)


def assignment_for_desk(assignment: Assignment) -> Event:
    who, unit = _name(assignment.actor), assignment.unit.name
    if assignment.unit_before_id is None:
        title = _("Zuständig: %(unit)s") % {"unit": unit}
        if assignment.assignee:
            title = _("Zuständig: %(unit)s, %(name)s") % {"unit": unit, "name": assignment.assignee.name}
        return Event(assignment.at, "assigned", title, who, _why(assignment))
    if assignment.unit_before_id != assignment.unit_id:
        title = _("Weitergegeben: %(before)s → %(unit)s") % {"before": assignment.unit_before, "unit": unit}
        return Event(assignment.at, "handed_over", title, who, _said(assignment.reason))
    if assignment.assignee is None:
        return Event(assignment.at, "assigned", _("Zuweisung aufgehoben"), who)
    return Event(assignment.at, "assigned", _("Zugewiesen: %(name)s") % {"name": assignment.assignee.name}, who)


def _said(text: str) -> str:
    """What somebody wrote, or in the reader's language that it is gone."""
    return translation.gettext(FORGOTTEN) if text == FORGOTTEN else text


def _why(assignment: Assignment) -> str:
    """In the reader's language where the facts are known; the routing's old sentences are German."""
    by = assignment.facts.get("by", "")
    if by in reasons:
        return reasons.get(by)(assignment.facts)
    return assignment.reason if assignment.actor_id else Worded(assignment.reason, HOUSE)


def assignment_for_person(assignment: Assignment) -> Event | None:
    """Only a change of the unit is a step for the person; names and reasons stay in the house."""
    if assignment.unit_before_id in {None, assignment.unit_id}:
        return None
    return Event(assignment.at, "handed_over", _("Weitergegeben an: %(unit)s") % {"unit": assignment.unit.name})


def escalation_for_desk(row: Escalation) -> Event:
    words = {FULL: _("Frist abgelaufen: %(promise)s"), FAR: _("Frist um die Hälfte überschritten: %(promise)s")}
    title = words.get(row.percent, _("Hälfte der Frist vorbei: %(promise)s")) % {"promise": row.get_kind_display()}
    told = _("Im Tagesüberblick für: %(who)s (%(count)s)") % {"who": row.get_told_display(), "count": row.people}
    return Event(row.at, "escalated", title, text=told if row.told else "")


def loose_files(files: Files) -> Iterator[Event]:
    """Files that came with no message."""
    for attachment in files:
        yield Event(attachment.at, "files", _("Datei hinzugefügt"), files=(attachment,), anchor=f"d{attachment.pk}")


def _name(user: Any) -> str:
    return user.name if user else ""
