# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How deliveries look in a list: tones, filters, the lines of the attempts."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from nahdran.kit.dates import exact_time
from nahdran.notices.enums import Outcome, Phase, State
from nahdran.notices.models import Attempt
from nahdran.notices.queries import OutboxSummary
from nahdran.notices.texts import in_words

_TONES = {
    State.WAITING: "new",
    State.SENDING: "work",
    State.SENT: "done",
    State.RETRY: "planned",
    State.FAILED: "stop",
    State.UNCERTAIN: "ask",
    State.CANCELLED: "off",
}
# What an administrator looks for comes first.
_ORDER = (State.FAILED, State.UNCERTAIN, State.RETRY, State.WAITING, State.SENDING, State.SENT, State.CANCELLED)


def tone_of(state: str) -> str:
    return _TONES[State(state)]


def state_filters(current: str, about: str, summary: OutboxSummary) -> list[dict[str, Any]]:
    """One chip for each state; the current one leads back to all. Only what is open or went wrong is counted."""
    chips = []
    for state in _ORDER:
        is_current = state.value == current
        wanted = {"zustand": "" if is_current else state.value, "vorgang": about}
        address = "?" + urlencode({name: value for name, value in wanted.items() if value})
        count = None if state in {State.SENT, State.CANCELLED} else summary.counts[state]
        chips.append({"label": state.label, "href": address, "current": is_current, "count": count or None})
    return chips


def attempt_columns() -> list[dict[str, Any]]:
    return [
        {"label": pgettext("laufend", "Nummer"), "numeric": True},
        {"label": _("Zeitpunkt")},
        {"label": _("Ergebnis")},
        {"label": _("Wie weit")},
        {"label": _("Antwort")},
    ]


def attempt_lines(attempts: Iterable[Attempt]) -> list[list[Any]]:
    return [
        [
            attempt.number,
            exact_time(attempt.started_at),
            Outcome(attempt.outcome).label,
            Phase(attempt.phase).label,
            in_words(attempt.detail),
        ]
        for attempt in attempts
    ]
