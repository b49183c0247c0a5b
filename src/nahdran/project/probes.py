# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What monitors and load balancers ask: /healthz, /readyz, /metrics. Answered by the middleware before anything else."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from nahdran.kit.checks import Level, run_checks, worst
from nahdran.project import metrics

LOOPBACK = {"127.0.0.1", "::1"}
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing about anything else, so that a lost database does not restart the web server."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Whether requests may be sent here: database reachable and migrated."""
    results = run_checks(readiness=True)
    ready = worst(results) is not Level.ERROR
    body = {"ready": ready, "checks": {result.check.key: str(result.finding.level) for result in results}}
    return JsonResponse(body, status=200 if ready else 503)


def metrics_page(request: HttpRequest) -> HttpResponse:
    if not _may_see_metrics(request):
        return HttpResponse("METRICS_TOKEN\n", status=403, content_type="text/plain")
    return HttpResponse(metrics.rendered(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_see_metrics(request: HttpRequest) -> bool:
    """With the token, or from this very machine. What a proxy passes on comes from anywhere, also where the proxy stands beside us."""
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    forwarded = any(name in request.headers for name in FORWARDED)
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not forwarded


PROBES = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics_page}
