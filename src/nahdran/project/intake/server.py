# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The loop of one web process: many connections, few threads. Sends away who keeps it waiting, makes room when it is full, and ends
without leaving a request unanswered that it has taken.
"""

import contextlib
import socket
import time
from collections.abc import Callable
from typing import Any

import structlog
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

from nahdran.project.intake.connections import Connection
from nahdran.project.intake.limits import Limits

log = structlog.get_logger("nahdran.web")

TICK = 1.0
# When all connections are taken, this share of them is closed at once, so that the search is not made for each new one.
SHARE = 20
ROOM_PAUSE = 0.5
TELL_PAUSE = 60.0
# More than any proxy or browser sends at once; what is larger goes through in several steps.
RECEIVE = 65_536
# What is longer is kept on the disk: for each connection, on the way in and on the way out.
IN_MEMORY, OUT_MEMORY = 65_536, 262_144


class Server(TcpWSGIServer):
    """Serves ``application`` on a socket that listens already; other processes may listen on the same one. ``run()`` ends after ``end()``."""

    channel_class = Connection

    def __init__(self, application: Callable[..., Any], listening: socket.socket, limits: Limits) -> None:
        self.limits = limits
        self.is_ending = False
        self._room_at = self._told_at = 0.0
        adjustments = Adjustments(
            sockets=[listening],
            threads=limits.threads,
            ident=None,  # no header that says what we are
            connection_limit=limits.connections + 2,  # our own two files count
            max_request_body_size=limits.body_bytes + 1,
            max_request_header_size=limits.header_bytes,
            recv_bytes=RECEIVE,
            inbuf_overflow=IN_MEMORY,
            outbuf_overflow=OUT_MEMORY,
            cleanup_interval=TICK,
            asyncore_use_poll=True,
            log_socket_errors=False,  # clients come and go
            clear_untrusted_proxy_headers=False,  # BEHIND_PROXY decides whether they are believed, and /metrics looks at them
        )
        info = (listening.family, listening.type, listening.proto, listening.getsockname())
        super().__init__(application, {}, _sock=listening, adj=adjustments, sockinfo=info, bind_socket=False)

    def run(self) -> None:
        while not self.is_ending:
            self._turn(TICK)
        wasyncore.dispatcher.close(self)  # nobody new; our way to be woken up stays open
        deadline = time.monotonic() + self.limits.grace_seconds
        while self._unfinished() and time.monotonic() < deadline:
            self._turn(0.05)
        self.task_dispatcher.shutdown(timeout=1)
        for connection in list(self.active_channels.values()):
            connection.handle_close()
        wasyncore.close_all(self._map, ignore_all=True)

    def end(self) -> None:
        """May be called by a signal's handler, more than once."""
        if not self.is_ending:
            self.is_ending = True
            # A loop that has ended by itself has closed the way to wake it up.
            with contextlib.suppress(OSError):
                self.pull_trigger()

    def _turn(self, seconds: float) -> None:
        self.asyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def _unfinished(self) -> bool:
        for connection in list(self.active_channels.values()):
            if connection.is_at_rest:
                connection.handle_close()
        return bool(self.active_channels)

    def readable(self) -> bool:
        if len(self.active_channels) >= self.limits.connections:
            self._make_room(self.limits.connections // SHARE)
        return bool(super().readable())

    def maintenance(self, now: float) -> None:
        """Called once a second: close what is overdue, and the slowest bodies when all together take too much of the disk."""
        connections = list(self.active_channels.values())
        for connection in connections:
            if connection.is_overdue(now, self.limits):
                connection.handle_close()
        if sum(connection.pending_bytes for connection in connections) > self.limits.pending_bytes:
            self._make_room(self.limits.connections // SHARE, sending=True)

    def _make_room(self, count: int, *, sending: bool = False) -> None:
        """Close those who bring the least, so that somebody else gets in; nobody who has just come, nobody whose request is in work."""
        now = time.time()
        if now < self._room_at:
            return
        self._room_at = now + ROOM_PAUSE
        here = [one for one in self.active_channels.values() if one.may_go(now, self.limits)]
        if sending:
            here = [one for one in here if one.pending_bytes]
        here.sort(key=lambda one: one.rate(now, self.limits))
        for connection in here[: max(1, count)]:
            connection.handle_close()
        if now > self._told_at + TELL_PAUSE:
            self._told_at = now
            log.warning("connections_full", connections=self.limits.connections, closed=min(len(here), max(1, count)))

    def handle_error(self) -> None:
        """The port stays open, whatever went wrong with one of those who come."""
        log.exception("accept_failed")  # noqa: LOG004  waitress calls this where it has caught something
