# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a report comes in: limits, and the signs that need the request or a count. Asked by the form and by other doors for people.

Writes only counters, so it must be called outside the transaction that opens the report.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from nahdran.accounts.throttle import client_key, hit, hit_all
from nahdran.kit.text import fold
from nahdran.reports.models import ReportDraft
from nahdran.reports.proof import is_solved
from nahdran.reports.queries.intake import intake_settings
from nahdran.reports.suspicion import Outcome, is_disposable, signs_in, signs_of_visit, weigh

# Reports that one address, and its whole neighbourhood of 256 addresses, may send in an hour.
PER_HOUR, PER_HOUR_AROUND = 20, 100
# Mails that one mailbox may get in an hour from one address, and from all: nobody has proven that it is theirs. One caller alone cannot use
# it up, so nobody keeps somebody else from reporting with three clicks; who is signed in with this mailbox is not counted at all.
PER_HOUR_FROM_TO, PER_HOUR_TO = 6, 15
# The same words from anybody, so often in a day. Shorter ones are no sign: "Lampe aus" is written by many.
_SAME_A_DAY, _SAME_FROM_LENGTH = 3, 40


@dataclass(frozen=True, slots=True)
class Judgement:
    """``signs`` go with the report. With PROVE it may be sent once it is proven, or confirmed by mail."""

    outcome: Outcome
    signs: list[str] = field(default_factory=list)

    @property
    def suspicion(self) -> str:
        return ",".join(self.signs)


def within_limits(request: HttpRequest, email: str) -> bool:
    """Count one more report; False if there were too many from this address, its surroundings, or for this mailbox."""
    own = client_key(request)
    around = own.rsplit(".", 1)[0] if "." in own else own
    limits = [("reports.send", own, PER_HOUR, 3600), ("reports.send_around", around, PER_HOUR_AROUND, 3600)]
    if email and not _is_own(request, email):
        to = email.lower()
        limits.append(("reports.send_from_to", f"{own} {to}", PER_HOUR_FROM_TO, 3600))
        if not hit_all(*limits):
            return False
        # Counted last: what was refused here sends no mail, so it uses up nothing of the mailbox.
        return hit("reports.send_to", to, PER_HOUR_TO, 3600)
    return hit_all(*limits)


def _is_own(request: HttpRequest, email: str) -> bool:
    return request.user.is_authenticated and request.user.email == email.lower()


def judge(
    request: HttpRequest, *, draft: ReportDraft, trap: bool = False, answer: str = "", signed_in: bool = False
) -> Judgement:
    """What ``draft`` needs before it can be sent. ``trap``: a field was filled in that people do not see; ``answer``: of a puzzle.

    Who is signed in has proven enough.
    """
    if signed_in:
        return Judgement(Outcome.OPEN)
    proven = bool(answer) and is_solved(answer)
    signs = signs_of_visit(began=draft.created_at, trapped=bool(trap or draft.data.get("trap")))
    signs += _signs_of(draft.data)
    if not proven and not hit("reports.unproven", client_key(request), intake_settings().proof_after, 3600):
        signs.append("many")
    return Judgement(weigh(signs, proven=proven), signs)


def _signs_of(data: dict[str, Any]) -> list[str]:
    text = str(data.get("text", ""))
    signs = signs_in(text)
    if is_disposable(str(data.get("email", "")), intake_settings().disposable_domains):
        signs.append("disposable")
    if len(text) >= _SAME_FROM_LENGTH and not hit("reports.same", _print_of(text), _SAME_A_DAY, 86400):
        signs.append("repeated")
    return signs


def _print_of(text: str) -> str:
    return hashlib.sha256(" ".join(fold(text).split()).encode()).hexdigest()
