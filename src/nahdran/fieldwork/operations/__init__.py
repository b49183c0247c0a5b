# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of orders. Each is one transaction: the case is locked first, then the order; one line of history, one entry in the log."""

from nahdran.fieldwork.operations.errors import MissingReason, OutdatedOrder, UnableToChange, UnableToSend
from nahdran.fieldwork.operations.orders import (
    NewOrder,
    cancel_order,
    change_order,
    make_order,
    remind,
    renew_link,
    revoke_link,
    send_order,
)
from nahdran.fieldwork.operations.photos import add_photo, drop_photo
from nahdran.fieldwork.operations.results import Result, accept, approve, decline, keep_report, report, send_back
from nahdran.fieldwork.operations.settings import save_contractor, save_crew

__all__ = [
    "MissingReason",
    "NewOrder",
    "OutdatedOrder",
    "Result",
    "UnableToChange",
    "UnableToSend",
    "accept",
    "add_photo",
    "approve",
    "cancel_order",
    "change_order",
    "decline",
    "drop_photo",
    "keep_report",
    "make_order",
    "remind",
    "renew_link",
    "report",
    "revoke_link",
    "save_contractor",
    "save_crew",
    "send_back",
    "send_order",
]
