# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small load generator and the arithmetic of its figures: latency at the client, CPU time of the server's processes."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Figures:
    requests: int
    seconds: float
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    failures: int

    def __str__(self) -> str:
        return (
            f"{self.requests / self.seconds:8.0f}/s  p50 {self.p50_ms:7.1f} ms  p95 {self.p95_ms:7.1f} ms"
            f"  CPU {self.cpu_ms:6.2f} ms/request  failures {self.failures}"
        )


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and all its children."""
    total = 0.0
    for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        times = process.cpu_times()
        total += times.user + times.system
    return total


Request = Callable[[http.client.HTTPConnection, int], int]


def get(path: str, headers: dict[str, str] | None = None) -> Request:
    """A request that fetches one address and returns the status."""

    def send(connection: http.client.HTTPConnection, number: int) -> int:
        connection.request("GET", path, headers=headers or {})
        response = connection.getresponse()
        response.read()
        return response.status

    return send


def run(port: int, pid: int, request: Request, *, clients: int, count: int) -> Figures:
    """``count`` requests by ``clients`` threads over kept-alive connections."""
    times: list[float] = []
    failures = 0
    lock = threading.Lock()

    def work(share: range) -> None:
        nonlocal failures
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for number in share:
            start = time.perf_counter()
            status = request(connection, number)
            took = time.perf_counter() - start
            with lock:
                times.append(took)
                failures += status >= 400
        connection.close()

    for number in range(10):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        request(connection, -1 - number)
        connection.close()
    before, start = cpu_seconds(pid), time.perf_counter()
    threads = [threading.Thread(target=work, args=(range(n, count, clients),)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    times.sort()
    return Figures(
        requests=count,
        seconds=seconds,
        p50_ms=times[len(times) // 2] * 1000,
        p95_ms=times[int(len(times) * 0.95)] * 1000,
        cpu_ms=(cpu_seconds(pid) - before) / count * 1000,
        failures=failures,
    )
