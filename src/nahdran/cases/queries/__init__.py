# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads of cases: who sees which, the inbox, the sheet of one case, its timeline. Constant numbers of queries, no writes."""

from nahdran.cases.queries.board import Board, board
from nahdran.cases.queries.counting import bounded_counts, capped
from nahdran.cases.queries.events import Event
from nahdran.cases.queries.inbox import VIEWS, Filters, InboxPage, Row, counters, inbox, rows_of, view_of
from nahdran.cases.queries.neighbours import Place, place_in_list
from nahdran.cases.queries.readable import readable_by
from nahdran.cases.queries.sites import sites_of
from nahdran.cases.queries.timeline import History, changes_since, history, timeline
from nahdran.cases.queries.watching import presence

__all__ = [
    "VIEWS",
    "Board",
    "Event",
    "Filters",
    "History",
    "InboxPage",
    "Place",
    "Row",
    "board",
    "bounded_counts",
    "capped",
    "changes_since",
    "counters",
    "history",
    "inbox",
    "place_in_list",
    "presence",
    "readable_by",
    "rows_of",
    "sites_of",
    "timeline",
    "view_of",
]
