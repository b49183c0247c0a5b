# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happened to a case, in order: status changes, assignments, messages and files merged into one line of events.

The desk sees everything; the person sees what was meant for them, with units instead of names.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from nahdran.cases.enums import Confidentiality, Direction
from nahdran.cases.models import Assignment, Attachment, Case, Escalation, Message, StatusChange
from nahdran.cases.queries import events
from nahdran.cases.queries.events import Event
from nahdran.cases.queries.merged import joined_with
from nahdran.cases.queries.together import together


@dataclass(frozen=True, slots=True)
class History:
    """The rows behind the events, loaded once and shown in several ways."""

    case: Case
    changes: list[StatusChange]
    assignments: list[Assignment]
    messages: list[Message]
    attachments: list[Attachment]
    # What people have written to cases that go on in this one; for the desk only.
    joined: list[Message] = field(default_factory=list)
    escalations: list[Escalation] = field(default_factory=list)

    def events(self, *, public: bool) -> list[Event]:
        """Oldest first."""
        return sorted(self._public() if public else self._internal(), key=lambda event: event.at)

    def reached(self) -> dict[int, datetime]:
        """When the case came to each of its stations (0 to 3). A station it went back from does not count any more."""
        workflow = self.case.of_kind.workflow
        moments: dict[int, datetime] = {}
        for change in self.changes:
            phase = workflow.status(change.end).phase
            moments = {station: at for station, at in moments.items() if station <= phase}
            moments.setdefault(phase, change.at)
        return moments

    @property
    def has_rested(self) -> bool:
        """Did it ever wait for the person, with its clock stopped?"""
        workflow = self.case.of_kind.workflow
        return any(workflow.status(change.end).pauses for change in self.changes)

    def images(self, *, public: bool) -> list[Attachment]:
        return [row for row in self.attachments if row.file.is_image and (row.for_party or not public)]

    def _files(self, *, public: bool) -> dict[int | None, tuple[Attachment, ...]]:
        found: dict[int | None, list[Attachment]] = defaultdict(list)
        for attachment in self.attachments:
            if attachment.for_party or not public:
                found[attachment.message_id].append(attachment)
        return {message: tuple(rows) for message, rows in found.items()}

    def _internal(self) -> Iterator[Event]:
        workflow, files = self.case.of_kind.workflow, self._files(public=False)
        changes = {change.at: change for change in self.changes}
        for message in self.messages:
            change = changes.pop(message.at, None)
            yield events.message_for_desk(message, change, workflow, files.get(message.pk, ()))
        yield from (events.status_for_desk(change, workflow) for change in changes.values() if change.start)
        yield from (events.assignment_for_desk(assignment) for assignment in self.assignments)
        yield from (events.escalation_for_desk(row) for row in self.escalations)
        yield from events.loose_files(files.get(None, ()))
        yield from (events.message_from_joined(message) for message in self.joined)

    def _public(self) -> Iterator[Event]:
        workflow, files = self.case.of_kind.workflow, self._files(public=True)
        changes = {change.at: change for change in self.changes}
        for message in self.messages:
            if message.direction != Direction.NOTE:
                change = changes.get(message.at)
                yield events.message_for_person(message, change, workflow, files.get(message.pk, ()))
        yield from self._public_changes()
        yield from filter(None, (events.assignment_for_person(row) for row in self.assignments))
        yield from events.loose_files(files.get(None, ()))

    def _public_changes(self) -> Iterator[Event]:
        """A change that the person cannot tell from the one before, or that a message has told already, is left out."""
        workflow = self.case.of_kind.workflow
        told = {message.at for message in self.messages if message.direction != Direction.NOTE}
        before = ""
        for change in self.changes:
            label = str(workflow.status(change.end).public_label)
            is_new = label != before or change.public_text
            if not change.start or (is_new and change.at not in told):
                yield events.status_for_person(change, workflow)
            before = label


def history_sets(case: Case) -> dict[str, QuerySet[Any]]:
    """The sets of rows behind a history, for reading them together with others."""
    return {
        "changes": StatusChange.objects.filter(case=case)
        .order_by("at", "id")
        .values("id", "case_id", "at", "start", "end", "public_text", "actor_id", "actor__name"),
        "assignments": Assignment.objects.filter(case=case)
        .order_by("at", "id")
        .values(
            *("id", "case_id", "at", "reason", "facts", "unit_id", "unit__name", "unit_before_id", "unit_before__name"),
            *("assignee_id", "assignee__name", "actor_id", "actor__name"),
        ),
        "messages": Message.objects.filter(case=case)
        .order_by("at", "id")
        .values("id", "case_id", "at", "direction", "channel", "author_label", "text", "author_id", "author__name"),
        "attachments": Attachment.objects.filter(case=case)
        .order_by("at", "id")
        .values(
            *("id", "case_id", "message_id", "at", "for_party", "file_id"),
            *(f"file__{field}" for field in ("name", "kind", "media_type", "size", "width", "height")),
        ),
        # A confidential case is not named to those who may not read it, and who reads this one need not be allowed to read that.
        "joined": Message.objects.filter(
            case__in=joined_with(case.pk), case__confidentiality=Confidentiality.NORMAL, direction=Direction.IN
        )
        .order_by("at", "id")
        .values("id", "case_id", "case__reference", "at", "direction", "channel", "author_label", "text"),
        "escalations": Escalation.objects.filter(case=case)
        .order_by("at", "id")
        .values("id", "case_id", "kind", "percent", "at", "told", "people"),
    }


def history_of(case: Case, rows: dict[str, list[Any]]) -> History:
    names = ("changes", "assignments", "messages", "attachments", "joined", "escalations")
    return History(case, *(rows[name] for name in names))


def history(case: Case) -> History:
    """One query."""
    return history_of(case, together(**history_sets(case)))


def timeline(case: Case, public: bool) -> list[Event]:
    """What happened to ``case``, oldest first: for the person (``public``) or for the desk. One query."""
    return history(case).events(public=public)


def changes_since(case: Case, base: datetime) -> list[Event]:
    """What the desk would have seen had it looked again: everything after the state ``base``."""
    return [event for event in timeline(case, public=False) if event.at > base]
