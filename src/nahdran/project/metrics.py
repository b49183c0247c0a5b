# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures for Prometheus: requests by route and status, the queue and the outbox. The processes of the web server count together
when PROMETHEUS_MULTIPROC_DIR names a folder, which ``nahdran serve`` does.
"""

import os
from collections.abc import Iterator

from django.db import Error, connection
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

from nahdran import __version__
from nahdran.notices.queries import outbox_summary

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10)
METHODS = {"GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"}

seconds = Histogram("nahdran_request_seconds", "Time to answer", ["method", "route"], buckets=BUCKETS)
answers = Counter("nahdran_requests", "Answers by status", ["method", "route", "status"])


def observe(method: str, route: str, status: int, duration: float) -> None:
    """Count one answer. Routes are names from the URLconf, so their number is bounded, as is that of the methods."""
    method = method if method in METHODS else "OTHER"
    seconds.labels(method, route).observe(duration)
    answers.labels(method, route, str(status)).inc()


class HouseCollector(Collector):
    """What is asked of the database when somebody looks."""

    def collect(self) -> Iterator[Metric]:
        info = GaugeMetricFamily("nahdran_version", "The running version", labels=["version"])
        info.add_metric([__version__], 1)
        yield info
        try:
            queue, outbox = queue_lengths(), outbox_summary().counts
        except Error:
            yield GaugeMetricFamily("nahdran_database_up", "Whether the database answers", value=0)
            return
        yield GaugeMetricFamily("nahdran_database_up", "Whether the database answers", value=1)
        yield _by_label("nahdran_jobs", "Jobs of the queue by state", queue)
        yield _by_label("nahdran_deliveries", "Messages of the outbox by state", outbox)


def queue_lengths() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text, count(*) FROM procrastinate_jobs WHERE status <> 'succeeded' GROUP BY status"
        )
        return {"todo": 0, "doing": 0, "failed": 0} | dict(cursor.fetchall())


def _by_label(name: str, text: str, values: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=["state"])
    for state, value in sorted(values.items()):
        family.add_metric([state], value)
    return family


def rendered() -> bytes:
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_Local())
    registry.register(HouseCollector())
    return generate_latest(registry)


class _Local(Collector):
    """The figures of this process alone."""

    def collect(self) -> Iterator[Metric]:
        for metric in REGISTRY.collect():
            if metric.name.startswith("nahdran_"):
                yield metric
