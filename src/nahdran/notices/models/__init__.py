# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The outbox: deliveries and their attempts."""

from nahdran.notices.models.attempt import Attempt
from nahdran.notices.models.delivery import Delivery

__all__ = ["Attempt", "Delivery"]
