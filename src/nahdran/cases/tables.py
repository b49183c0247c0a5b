# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read models turned into what the components of the design system take: badges, events, clocks, the way. No queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from nahdran.cases.due import clock_of_promise
from nahdran.cases.kinds import Status, Workflow
from nahdran.cases.models import Case, Deadline
from nahdran.cases.moments import coming, day_of, past, short
from nahdran.cases.queries import Event, History
from nahdran.ui.language import lang

# Icon, colour of the dot, colour of the message: for the desk and for the person.
DESK_LOOKS = {
    "opened": ("report", "", "me"),
    "received": ("mail", "me", "me"),
    "sent": ("send", "", ""),
    "asked": ("help", "ask", ""),
    "note": ("note", "work", "note"),
    "status": ("swap", "", ""),
    "closed": ("check-circle", "done", ""),
    "assigned": ("user", "", ""),
    "handed_over": ("forward", "", ""),
    "escalated": ("clock", "ask", ""),
    "files": ("attach", "", ""),
}
PERSON_LOOKS = {
    **DESK_LOOKS,
    "opened": ("report", "me", "me"),
    "arrived": ("check", "", ""),
    "sent": ("mail", "", ""),
    "asked": ("help", "ask", "ask"),
    "status": ("check", "", ""),
}
STATIONS = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """An event with its look."""

    event: Event
    icon: str
    dot: str
    msg: str
    when: str


def shown(events: Iterable[Event], now: datetime, looks: dict[str, tuple[str, str, str]]) -> list[Shown]:
    return [Shown(event, *looks[event.what], when=past(event.at, now)) for event in events]


def log_of(events: Iterable[Event], now: datetime) -> list[dict[str, Any]]:
    """The short log beside the thread, the latest first."""
    return [
        {"when": short(event.at, now), "label": _logged(event), "at": event.at}
        for event in reversed([event for event in events if event.is_step])
    ]


def _logged(event: Event) -> str:
    """The routing explains itself here; other words stand in the thread."""
    if event.what != "assigned" or not event.text:
        return event.title
    return format_html("{} ({})", event.title, lang(event.text))


def tone_of(status: Status, workflow: Workflow) -> str:
    """The tone of a badge: an answer that waits for us has a sign of its own."""
    if status.key == workflow.answered:
        return "answer"
    return status.badge


def promises(case: Case, deadlines: Iterable[Deadline], now: datetime) -> list[dict[str, Any]]:
    """Each promise with its clock."""
    pauses = case.is_open and case.state.pauses
    return [
        {"label": row.get_kind_display(), "clock": clock_of_promise(row, pauses=pauses, now=now)} for row in deadlines
    ]


def way_of(case: Case, history: History, settle_at: datetime | None, now: datetime) -> list[dict[str, str]]:
    """The four stations as the person sees them: what is done, where it is, what comes."""
    labels = [_("Eingegangen"), _("Geprüft"), _("In Arbeit"), _("Erledigt")]
    state, reached = case.state, history.reached()
    if state.closes:
        labels[3] = str(state.public_label)
    steps = []
    for station in range(STATIONS):
        note = day_of(reached[station], now) if station in reached else ""
        step = {"label": labels[station], "note": note, "state": "done" if station < state.phase else ""}
        if station == state.phase:
            step["state"] = "done" if state.closes else "current"
            if not state.closes:
                step["note"] = _note_of_now(case)
        elif station == STATIONS - 1 and settle_at is not None and settle_at > now and not state.pauses:
            step["note"] = _("voraussichtlich bis %(day)s") % {"day": coming(settle_at, now)}
        steps.append(step)
    return steps


def _note_of_now(case: Case) -> str:
    if case.state.pauses:
        return _("%(unit)s, ruht für Ihre Antwort") % {"unit": case.unit.name}
    return case.unit.name


def own_rows(cases: Iterable[Case]) -> list[dict[str, Any]]:
    """A person's own concerns: title, number, and whose turn it is."""
    return [
        {"case": case, "state": case.state, "tone": tone_for_person(case.state), "label": str(case.state.public_label)}
        for case in cases
    ]


def tone_for_person(status: Status) -> str:
    """The person does not see that an answer waits for us: for them it is work."""
    return status.badge
