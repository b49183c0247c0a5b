# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of following: subscribe, confirm, leave, pause, match, tell. Apps above call ``happened`` and ``withdraw_news``."""

from nahdran.notices.operations.following.errors import FollowingIsOff, TooManySubscriptions, UnableToFollow
from nahdran.notices.operations.following.manage import change_rhythm, go_on, pause, save_follow_settings
from nahdran.notices.operations.following.matching import happened, match, requeue_unmatched
from nahdran.notices.operations.following.subscribe import (
    ask_for_overview,
    confirm,
    leave,
    leave_all,
    leave_with_account,
    renew,
    subscribe,
)
from nahdran.notices.operations.following.telling import send_digests, withdraw_news
from nahdran.notices.operations.following.upkeep import ask_again, expire_unconfirmed, forget_told, pause_bounced

__all__ = [
    "FollowingIsOff",
    "TooManySubscriptions",
    "UnableToFollow",
    "ask_again",
    "ask_for_overview",
    "change_rhythm",
    "confirm",
    "expire_unconfirmed",
    "forget_told",
    "go_on",
    "happened",
    "leave",
    "leave_all",
    "leave_with_account",
    "match",
    "pause",
    "pause_bounced",
    "renew",
    "requeue_unmatched",
    "save_follow_settings",
    "send_digests",
    "subscribe",
    "withdraw_news",
]
