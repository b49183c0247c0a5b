# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The narrow case and its companions, one module each."""

from nahdran.cases.models.access import Access
from nahdran.cases.models.aftercare import (
    AftercareSettings,
    ClosingAnswer,
    Hint,
    NotAsked,
    OpenQuestion,
    Revisit,
)
from nahdran.cases.models.assignment import Assignment
from nahdran.cases.models.attachment import Attachment
from nahdran.cases.models.bulk import Bulk, BulkItem
from nahdran.cases.models.case import Case
from nahdran.cases.models.deadline import ClockSegment, Deadline
from nahdran.cases.models.desk import Draft, FollowUp, Presence, ReplyTemplate
from nahdran.cases.models.escalation import Escalation, EscalationNotice, EscalationStep
from nahdran.cases.models.link import CaseLink
from nahdran.cases.models.message import Message
from nahdran.cases.models.party import Party
from nahdran.cases.models.reference import Submission
from nahdran.cases.models.saved_filter import SavedFilter
from nahdran.cases.models.search import CaseSearch
from nahdran.cases.models.status_change import StatusChange

__all__ = [
    "Access",
    "AftercareSettings",
    "Assignment",
    "Attachment",
    "Bulk",
    "BulkItem",
    "Case",
    "CaseLink",
    "CaseSearch",
    "ClockSegment",
    "ClosingAnswer",
    "Deadline",
    "Draft",
    "Escalation",
    "EscalationNotice",
    "EscalationStep",
    "FollowUp",
    "Hint",
    "Message",
    "NotAsked",
    "OpenQuestion",
    "Party",
    "Presence",
    "ReplyTemplate",
    "Revisit",
    "SavedFilter",
    "StatusChange",
    "Submission",
]
