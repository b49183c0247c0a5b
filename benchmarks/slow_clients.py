# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What slow clients cost the others, without a proxy in front: the public list while many send a body byte by byte, are quiet, or do not
read.

python -m benchmarks.slow_clients
"""

import os
import socket
import statistics
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from benchmarks.measure import get, run
from benchmarks.server import PORT, ROOT, database, web

COUNT, CLIENTS, ROUNDS = 150, (1, 8), 3
PAGE = "/maengel/"
HERE = b"127.0.0.1:%d" % PORT
# Only of a form that our own page could have sent the body is read without a cookie.
HEAD = b"POST /konto/anmelden/ HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nContent-Length: 5000000\r\n" % (HERE, HERE)
BODY = HEAD + b"Content-Type: multipart/form-data; boundary=b\r\n\r\nbegin"


def largest_file() -> bytes:
    """The request for it, several times: the kernel takes some megabytes for each connection before anything waits."""
    client = ROOT / "build" / "client"
    largest = max((client / "assets").rglob("*.js"), key=lambda file: file.stat().st_size)
    return b"GET /static/%s HTTP/1.1\r\nHost: %s\r\n\r\n" % (str(largest.relative_to(client)).encode(), HERE) * 6


CASES = {
    "nobody": (0, b"", False),
    "64 bodies byte by byte": (64, BODY, True),
    "500 bodies byte by byte": (500, BODY, True),
    "1,000 quiet connections": (1000, b"", False),
    "200 who do not read": (200, largest_file(), False),
}


@contextmanager
def slow(count: int, first: bytes, *, trickles: bool) -> Iterator[None]:
    """So many connections, made anew where the server has ended them, as somebody with bad intent would do."""
    done = threading.Event()
    with ExitStack() as stack:
        clients = [stack.enter_context(_connected(first)) for _ in range(count)]

        def keep_on() -> None:
            while not done.wait(1.0):
                for number, client in enumerate(clients):
                    try:
                        client.send(b"x" if trickles else b"")
                    except OSError:
                        with suppress(OSError):
                            clients[number] = stack.enter_context(_connected(first))

        sender = threading.Thread(target=keep_on)
        sender.start()
        try:
            yield
        finally:
            done.set()
            sender.join()


def _connected(first: bytes) -> socket.socket:
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", PORT))
    client.sendall(first)
    return client


def main() -> None:
    with database():
        from benchmarks.fill import fill

        fill(1_000)
        found: dict[tuple[str, int], list[tuple[float, float, float]]] = {}
        for number in range(ROUNDS):
            for name, (count, first, trickles) in CASES.items():
                with web() as pid, slow(count, first, trickles=trickles):
                    for clients in CLIENTS:
                        figures = run(PORT, pid, get(PAGE), clients=clients, count=COUNT)
                        found.setdefault((name, clients), []).append(
                            (figures.requests / figures.seconds, figures.p95_ms, figures.cpu_ms)
                        )
                        print(
                            f"  {number + 1}. {name:28} {clients} clients {figures}  load {os.getloadavg()[0]:.1f}",
                            flush=True,
                        )
    print(f"\npublic list, medians of {ROUNDS}")
    for (name, clients), rows in found.items():
        rate, p95, cpu = (statistics.median(column) for column in zip(*rows, strict=True))
        print(f"  {name:28} {clients} clients {rate:6.0f}/s  p95 {p95:6.1f} ms  CPU {cpu:5.2f} ms/request")


if __name__ == "__main__":
    main()
