# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of webhooks. Apps above call ``publish``."""

from nahdran.webhooks.operations.control import resend, resend_failed
from nahdran.webhooks.operations.endpoints import (
    Made,
    add_endpoint,
    change_endpoint,
    end_old_key,
    remove_endpoint,
    renew_key,
)
from nahdran.webhooks.operations.publishing import publish, spread
from nahdran.webhooks.operations.sending import send_due, send_test
from nahdran.webhooks.operations.upkeep import erase_old, look_after

__all__ = [
    "Made",
    "add_endpoint",
    "change_endpoint",
    "end_old_key",
    "erase_old",
    "look_after",
    "publish",
    "remove_endpoint",
    "renew_key",
    "resend",
    "resend_failed",
    "send_due",
    "send_test",
    "spread",
]
