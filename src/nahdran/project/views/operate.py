# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The administrator's page about the operation of the town: what ``nahdran doctor`` says, the queue, the outbox, the version."""

import django
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from nahdran import __version__
from nahdran.accounts.access import staff_required
from nahdran.kit.checks import Level, run_checks, worst
from nahdran.notices.enums import State
from nahdran.notices.queries import outbox_summary
from nahdran.project.metrics import queue_lengths

URGENCY = (Level.ERROR, Level.WARNING, Level.OK)
TONES = {Level.OK: "success", Level.WARNING: "warning", Level.ERROR: "danger"}
WORDS = {
    Level.OK: gettext_lazy("in Ordnung"),
    Level.WARNING: gettext_lazy("Warnung"),
    Level.ERROR: gettext_lazy("Fehler"),
}
JOB_STATES = {"todo": gettext_lazy("wartet"), "doing": gettext_lazy("in Arbeit"), "failed": gettext_lazy("gescheitert")}


@staff_required("project.operate")
@require_safe
def operate(request: HttpRequest) -> HttpResponse:
    # What needs somebody stands first.
    results = sorted(run_checks(), key=lambda result: URGENCY.index(result.finding.level))
    level = worst(results)
    queue, outbox = queue_lengths(), outbox_summary()
    context = {
        "current_desk": "settings",
        "level": level,
        "tone": TONES[level],
        "checks": [(result, TONES[result.finding.level], WORDS[result.finding.level]) for result in results],
        "columns": [_("Stand"), (_("Anzahl"), True)],
        "queue": [(label, queue[state]) for state, label in JOB_STATES.items()],
        "outbox": [(State(state).label, count) for state, count in outbox.counts.items()],
        "versions": [
            {"label": _("nahdran"), "value": __version__},
            {"label": _("Django"), "value": django.get_version()},
            {"label": _("PostgreSQL"), "value": str(connection.pg_version // 10000)},  # type: ignore[attr-defined]
        ],
    }
    return render(request, "project/staff/operate.html", context)
