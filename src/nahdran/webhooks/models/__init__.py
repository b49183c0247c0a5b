# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses, what happened, and what goes where."""

from nahdran.webhooks.models.dispatch import Dispatch, Event
from nahdran.webhooks.models.endpoint import Endpoint

__all__ = ["Dispatch", "Endpoint", "Event"]
