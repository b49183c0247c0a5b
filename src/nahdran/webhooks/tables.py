# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How deliveries look in the list: tones, filters and what stands beside them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nahdran.webhooks.enums import TEST, Problem, State
from nahdran.webhooks.models import Dispatch, Endpoint
from nahdran.webhooks.operations.control import AGAIN
from nahdran.webhooks.slots import label_of

_TONES = {
    State.WAITING: "new",
    State.SENDING: "work",
    State.SENT: "done",
    State.RETRY: "planned",
    State.FAILED: "stop",
    State.DROPPED: "off",
}
_ORDER = (State.FAILED, State.RETRY, State.WAITING, State.SENT, State.DROPPED)


@dataclass(frozen=True, slots=True)
class Line:
    row: Dispatch
    title: str
    tone: str
    problem: str
    may_resend: bool


def line_of(row: Dispatch, endpoint: Endpoint) -> Line:
    title = _("Probe") if row.kind == TEST else label_of(row.kind)
    may_resend = endpoint.is_active and row.kind != TEST and row.state in AGAIN
    return Line(row, title, _TONES[State(row.state)], problem_of(row), may_resend)


def problem_of(row: Dispatch) -> str:
    """Why the last attempt failed, with the number that the other side has answered."""
    if not row.problem:
        return ""
    words = str(Problem(row.problem).label)
    if row.http_status is None:
        return words
    return f"{words} " + _("Antwort: %(status)s.") % {"status": row.http_status}


def state_filters(current: str) -> list[dict[str, Any]]:
    """The current one leads back to all."""
    return [
        {
            "label": state.label,
            "href": "?" if state.value == current else f"?zustand={state.value}",
            "current": state.value == current,
        }
        for state in _ORDER
    ]


def tone_of(endpoint: Endpoint) -> tuple[str, str]:
    """How an address is doing, in words and as a tone."""
    if not endpoint.is_active:
        return (_("abgeschaltet"), "stop") if endpoint.stopped_at else (_("nicht in Gebrauch"), "off")
    if endpoint.failing_since:
        return _("gestört"), "stop"
    return (_("in Ordnung"), "done") if endpoint.succeeded_at else (_("noch nichts zugestellt"), "new")
