# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The outbox (deliveries and their attempts), and what people follow."""

from nahdran.notices.models.attempt import Attempt
from nahdran.notices.models.delivery import Delivery
from nahdran.notices.models.following import FollowSettings
from nahdran.notices.models.happening import Happening, Match
from nahdran.notices.models.subscription import ACTIVE, BOXED, Subscriber, Subscription, box_of

__all__ = [
    "ACTIVE",
    "BOXED",
    "Attempt",
    "Delivery",
    "FollowSettings",
    "Happening",
    "Match",
    "Subscriber",
    "Subscription",
    "box_of",
]
