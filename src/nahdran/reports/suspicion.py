# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signs that a report may come from a robot, what each one weighs, and what follows. No database; nothing is ever dropped because of them.

Asked where reports come in and by the desk, which reads the signs in words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _

from nahdran.kit import clock
from nahdran.reports.rules import SHORTEST_VISIT


class Outcome(Enum):
    """What a report with these signs needs."""

    OPEN = "open"
    # A small piece of arithmetic by the browser, or a click in a mail.
    PROVE = "prove"
    # Somebody at the desk looks at it before it becomes a case.
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Sign:
    weight: int
    words: Any


BLOCKED_SENDER, BLOCKED_WORDS = "blocked_sender", "blocked_words"
# One weak sign is only written down, for honest people show each of them now and then.
SIGNS: dict[str, Sign] = {
    "too_fast": Sign(1, _("Das Formular wurde in wenigen Sekunden abgeschickt.")),
    "many": Sign(2, _("Von diesem Anschluss kamen in kurzer Zeit viele Meldungen.")),
    "repeated": Sign(2, _("Derselbe Text kam heute schon mehrmals.")),
    "disposable": Sign(2, _("Die E-Mail-Adresse gehört zu einem Dienst für Wegwerf-Adressen.")),
    "links": Sign(2, _("Der Text enthält mehrere Links.")),
    "honeypot": Sign(4, _("Ein Feld, das Menschen nicht sehen, war ausgefüllt.")),
    BLOCKED_SENDER: Sign(4, _("Die E-Mail-Adresse oder ihre Domain steht auf Ihrer Sperrliste.")),
    BLOCKED_WORDS: Sign(4, _("Darin stehen Wörter von Ihrer Sperrliste.")),
}
# What the town has written down itself; no proof and no account makes up for that.
BLOCKED = frozenset({BLOCKED_SENDER, BLOCKED_WORDS})
_PROVE_FROM, _LOOK_FROM = 2, 4
_LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)
_MANY_LINKS = 3


def weigh(signs: Iterable[str], *, proven: bool = False) -> Outcome:
    """``proven``: the browser has done its sum. That makes up for what is only a little odd, not for a trap."""
    total = sum(SIGNS[name].weight for name in set(signs) if name in SIGNS)
    if total >= _LOOK_FROM:
        return Outcome.LOOK
    return Outcome.PROVE if total >= _PROVE_FROM and not proven else Outcome.OPEN


def in_words(suspicion: str) -> list[Any]:
    """The signs of a stored list ("honeypot,too_fast") as sentences; what is no longer known is passed over."""
    return [SIGNS[name].words for name in suspicion.split(",") if name in SIGNS]


def signs_of_visit(*, began: datetime, trapped: bool) -> list[str]:
    """``trapped``: a field was filled in that people do not see. ``began``: when the form was opened."""
    signs = ["honeypot"] if trapped else []
    return [*signs, "too_fast"] if clock.now() - began < SHORTEST_VISIT else signs


def signs_in(text: str) -> list[str]:
    return ["links"] if len(_LINK.findall(text)) >= _MANY_LINKS else []


def is_disposable(email: str, domains: str) -> bool:
    """Whether the address belongs to one of the ``domains`` (one a line), or to a domain below one."""
    name = email.strip().lower().rpartition("@")[2]
    known = {line.strip().lower().lstrip("@.") for line in domains.splitlines()} - {""}
    parts = name.split(".")
    return any(".".join(parts[start:]) in known for start in range(len(parts)))
