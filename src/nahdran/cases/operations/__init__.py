# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of a case. Each is one transaction with one companion row and one audit entry; those above are told after the commit."""

from nahdran.cases.operations.accounts import join_account, leave_account
from nahdran.cases.operations.assign import assign, hand_over
from nahdran.cases.operations.clocks import retarget
from nahdran.cases.operations.confidentiality import set_confidential
from nahdran.cases.operations.contact import change_contact, renew_access
from nahdran.cases.operations.desk import drop_draft, keep_draft, leave, look_at, set_follow_up, sweep_presence
from nahdran.cases.operations.errors import (
    ForbiddenChange,
    MissingReason,
    OpenParts,
    OutdatedView,
    UnableToMerge,
    UnableToSplit,
)
from nahdran.cases.operations.filters import UnableToKeepFilter, change_filter, keep_filter, move_filter, remove_filter
from nahdran.cases.operations.forget import forget_people
from nahdran.cases.operations.link import link
from nahdran.cases.operations.merge import merge, separate, separate_joined
from nahdran.cases.operations.opening import NewParty, Opened, open_case
from nahdran.cases.operations.past import PastCase, open_past_cases, remove_past_cases
from nahdran.cases.operations.redact import replace_file, replace_text
from nahdran.cases.operations.split import split, tell_parts, withdraw_parts
from nahdran.cases.operations.status import change_status, close_case
from nahdran.cases.operations.thread import add_note, answer, ask_back, attach, receive_message, show_files
from nahdran.cases.operations.wordings import remove_wording, save_wording

__all__ = [
    "ForbiddenChange",
    "MissingReason",
    "NewParty",
    "OpenParts",
    "Opened",
    "OutdatedView",
    "PastCase",
    "UnableToKeepFilter",
    "UnableToMerge",
    "UnableToSplit",
    "add_note",
    "answer",
    "ask_back",
    "assign",
    "attach",
    "change_contact",
    "change_filter",
    "change_status",
    "close_case",
    "drop_draft",
    "forget_people",
    "hand_over",
    "join_account",
    "keep_draft",
    "keep_filter",
    "leave",
    "leave_account",
    "link",
    "look_at",
    "merge",
    "move_filter",
    "open_case",
    "open_past_cases",
    "receive_message",
    "remove_filter",
    "remove_past_cases",
    "remove_wording",
    "renew_access",
    "replace_file",
    "replace_text",
    "retarget",
    "save_wording",
    "separate",
    "separate_joined",
    "set_confidential",
    "set_follow_up",
    "show_files",
    "split",
    "sweep_presence",
    "tell_parts",
    "withdraw_parts",
]
