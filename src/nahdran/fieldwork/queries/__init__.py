# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads of orders: the section of a case, lists, costs, a crew's day. Constant numbers of queries, no writes."""

from nahdran.fieldwork.queries.costs import cost_lines, costs_of_months
from nahdran.fieldwork.queries.lists import VIEWS, may_see, orders_for, page_of
from nahdran.fieldwork.queries.one import case_by_reference, order_by_id, order_by_token, photos_of, reported_words

__all__ = [
    "VIEWS",
    "case_by_reference",
    "cost_lines",
    "costs_of_months",
    "may_see",
    "order_by_id",
    "order_by_token",
    "orders_for",
    "page_of",
    "photos_of",
    "reported_words",
]
