# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The known ways to other systems by key. Adapters register theirs."""

from nahdran.kit.registry import Registry
from nahdran.reports.forwarding.base import Forwarder

forwarders: Registry[Forwarder] = Registry("forwarders")
