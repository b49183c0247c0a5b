# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""An invented town app that was told of some reports, with one event that it refused. It is not in use, so nothing leaves the house."""

from nahdran.cases.models import StatusChange
from nahdran.reports.enums import Release
from nahdran.reports.models import Report
from nahdran.reports.operations import events
from nahdran.webhooks.enums import Problem, State
from nahdran.webhooks.models import Dispatch, Endpoint, Event
from nahdran.webhooks.operations import add_endpoint

_URL = "https://app.example.org/webhooks/nahdran"
_MOST = 8
_REFUSED = 422


def ensure_hook() -> None:
    """A town that has webhooks already gets no others."""
    if Endpoint.objects.exists():
        return
    row = Endpoint(name="Stadt-App (Beispiel)", url=_URL, is_active=False)
    row.kinds = [events.RELEASED, events.WITHDRAWN, events.STATUS, events.CLOSED]
    add_endpoint(endpoint=row, actor=None)
    public = Report.objects.filter(release=Release.RELEASED).values("pk")
    steps = StatusChange.objects.filter(case_id__in=public).exclude(start="").order_by("-at")
    told = list(steps.select_related("case")[:_MOST])
    for number, change in enumerate(reversed(told)):
        _tell(row, change, refused=number == len(told) - 2)
    if told:
        Endpoint.objects.filter(pk=row.pk).update(succeeded_at=told[0].at)


def _tell(endpoint: Endpoint, change: StatusChange, *, refused: bool) -> None:
    kinds = events.kinds_of(change)
    kind = next((kind for kind in kinds if kind in endpoint.kinds), events.STATUS)
    event = Event.objects.create(
        source=events.SOURCE,
        kinds=[kind],
        subject=change.case_id,
        about=change.case.reference,
        key=f"step:{change.pk}",
        at=change.at,
        spread_at=change.at,
    )
    Dispatch.objects.create(
        endpoint=endpoint,
        event=event,
        kind=kind,
        state=State.FAILED if refused else State.SENT,
        problem=Problem.STATUS if refused else "",
        http_status=_REFUSED if refused else 200,
        attempt_count=14 if refused else 1,
        queued_at=change.at,
        next_attempt_at=change.at,
        attempted_at=change.at,
        sent_at=None if refused else change.at,
    )
