# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The secret of the mail that confirms a report: derived from its token, its address and the secret key, never stored.

A changed address ends the links that went to the old one. Used by the mails and by the page that confirms.
"""

import hmac
from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from nahdran.reports.models import WaitingReport


def confirm_link(waiting: WaitingReport) -> str:
    """The whole address for the mail. Who has it has the mailbox."""
    proof = _proof(settings.SECRET_KEY, waiting)
    return settings.SITE_URL + reverse("reports:confirm", kwargs={"token": waiting.token, "proof": proof})


def is_proof(waiting: WaitingReport, proof: str) -> bool:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any([constant_time_compare(_proof(key, waiting), proof) for key in keys])  # noqa: C419  no early exit: constant time


def _proof(key: str, waiting: WaitingReport) -> str:
    email = str(waiting.draft.data.get("email", "")).lower()
    return hmac.new(key.encode(), f"nahdran.reports.confirm:{waiting.token}:{email}".encode(), sha256).hexdigest()[:40]
