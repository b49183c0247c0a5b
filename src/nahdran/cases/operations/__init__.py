# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of a case. Each is one transaction with one companion row and one audit entry; those above are told after the commit."""

from nahdran.cases.operations.accounts import join_account, leave_account
from nahdran.cases.operations.aftercare import (
    answer_closing,
    ask_again,
    ask_later,
    keep_closed,
    note_matter,
    open_again,
    rate,
    save_aftercare,
)
from nahdran.cases.operations.assign import assign, hand_over
from nahdran.cases.operations.clocks import retarget
from nahdran.cases.operations.confidentiality import set_confidential
from nahdran.cases.operations.contact import change_contact, renew_access
from nahdran.cases.operations.desk import drop_draft, keep_draft, leave, look_at, set_follow_up, sweep_presence
from nahdran.cases.operations.errors import (
    ForbiddenChange,
    MissingReason,
    NothingToDecide,
    OpenParts,
    OutdatedView,
    UnableToAskAgain,
    UnableToMerge,
    UnableToSplit,
)
from nahdran.cases.operations.escalate import escalate, save_steps, send_summaries
from nahdran.cases.operations.filters import UnableToKeepFilter, change_filter, keep_filter, move_filter, remove_filter
from nahdran.cases.operations.forget import forget_people
from nahdran.cases.operations.hints import ask_whether_open, give_hint, put_hints_aside, stop_asking, tell_state
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
    "NothingToDecide",
    "OpenParts",
    "Opened",
    "OutdatedView",
    "PastCase",
    "UnableToAskAgain",
    "UnableToKeepFilter",
    "UnableToMerge",
    "UnableToSplit",
    "add_note",
    "answer",
    "answer_closing",
    "ask_again",
    "ask_back",
    "ask_later",
    "ask_whether_open",
    "assign",
    "attach",
    "change_contact",
    "change_filter",
    "change_status",
    "close_case",
    "drop_draft",
    "escalate",
    "forget_people",
    "give_hint",
    "hand_over",
    "join_account",
    "keep_closed",
    "keep_draft",
    "keep_filter",
    "leave",
    "leave_account",
    "link",
    "look_at",
    "merge",
    "move_filter",
    "note_matter",
    "open_again",
    "open_case",
    "open_past_cases",
    "put_hints_aside",
    "rate",
    "receive_message",
    "remove_filter",
    "remove_past_cases",
    "remove_wording",
    "renew_access",
    "replace_file",
    "replace_text",
    "retarget",
    "save_aftercare",
    "save_steps",
    "save_wording",
    "send_summaries",
    "separate",
    "separate_joined",
    "set_confidential",
    "set_follow_up",
    "show_files",
    "split",
    "stop_asking",
    "sweep_presence",
    "tell_parts",
    "tell_state",
    "withdraw_parts",
]
