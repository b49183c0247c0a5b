# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of handing reports to other systems: queue, send, ask how they stand, tell and hear what is new, and set it all up."""

from nahdran.reports.operations.forwarding.dispatch import dispatch_forward
from nahdran.reports.operations.forwarding.hearing import hear, poll_partner
from nahdran.reports.operations.forwarding.partners import (
    attributes_of,
    check_partner,
    remove_partner,
    remove_rule,
    save_partner,
    save_rule,
    services_of,
)
from nahdran.reports.operations.forwarding.queue import (
    UnableToForward,
    cancel_forward,
    forward_by_rule,
    forward_case,
    note_arrived,
    recover_forwards,
    send_again,
)
from nahdran.reports.operations.forwarding.telling import queue_status, tell_due

__all__ = [
    "UnableToForward",
    "attributes_of",
    "cancel_forward",
    "check_partner",
    "dispatch_forward",
    "forward_by_rule",
    "forward_case",
    "hear",
    "note_arrived",
    "poll_partner",
    "queue_status",
    "recover_forwards",
    "remove_partner",
    "remove_rule",
    "save_partner",
    "save_rule",
    "send_again",
    "services_of",
    "tell_due",
]
