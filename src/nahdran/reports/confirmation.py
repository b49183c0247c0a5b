# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Secrets of links in mails: derived from a token, an address and the secret key, never stored. A changed address ends the links to the old one.

Used by the mails and by the pages behind the links.
"""

import hmac
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from nahdran.reports.models import Follower, HandOver, WaitingReport

REPORT, FOLLOW, LEAVE, HANDED = "confirm", "follow", "leave", "handed"


def confirm_link(waiting: WaitingReport) -> str:
    """The whole address for the mail. Who has it has the mailbox."""
    return _link("reports:confirm", REPORT, waiting.token, str(waiting.draft.data.get("email", "")))


def is_proof(waiting: WaitingReport, proof: str) -> bool:
    return _is(REPORT, waiting.token, str(waiting.draft.data.get("email", "")), proof)


def follow_link(follower: Follower) -> str:
    """Confirms that somebody wants to be told."""
    return _link("reports:follow_confirm", FOLLOW, follower.token, follower.email)


def leave_link(follower: Follower) -> str:
    """Ends it with one click."""
    return _link("reports:follow_leave", LEAVE, follower.token, follower.email)


def hand_over_link(handed: HandOver) -> str:
    """Shows a report to the body that it was passed on to."""
    return _link("reports:handed_over", HANDED, handed.token, handed.email)


def is_hand_over_proof(handed: HandOver, proof: str) -> bool:
    return _is(HANDED, handed.token, handed.email, proof)


def is_follow_proof(follower: Follower, purpose: str, proof: str) -> bool:
    return _is(purpose, follower.token, follower.email, proof)


def _link(name: str, purpose: str, token: UUID, email: str) -> str:
    proof = _proof(settings.SECRET_KEY, purpose, token, email)
    return settings.SITE_URL + reverse(name, kwargs={"token": token, "proof": proof})


def _is(purpose: str, token: UUID, email: str, proof: str) -> bool:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any([constant_time_compare(_proof(key, purpose, token, email), proof) for key in keys])  # noqa: C419  no early exit: constant time


def _proof(key: str, purpose: str, token: UUID, email: str) -> str:
    told = f"nahdran.reports.{purpose}:{token}:{email.lower()}"
    return hmac.new(key.encode(), told.encode(), sha256).hexdigest()[:40]
