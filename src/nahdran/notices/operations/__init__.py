# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of the outbox. Other apps call ``send``; the worker and the administrator's page call the rest."""

from nahdran.notices.addressing import InvalidRecipient, Recipient
from nahdran.notices.operations.control import UnableToChangeDelivery, cancel, send_again
from nahdran.notices.operations.dispatch import dispatch
from nahdran.notices.operations.send import post, send
from nahdran.notices.operations.upkeep import erase_old, recover_abandoned, requeue_due

__all__ = [
    "InvalidRecipient",
    "Recipient",
    "UnableToChangeDelivery",
    "cancel",
    "dispatch",
    "erase_old",
    "post",
    "recover_abandoned",
    "requeue_due",
    "send",
    "send_again",
]
