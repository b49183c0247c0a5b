# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One connection of one client: collects its requests, sends its answers, and knows whether it has kept us waiting for too long."""

import socket
import time
from contextlib import suppress
from math import inf
from typing import Any

import structlog
from waitress.channel import HTTPChannel

from nahdran.project.intake.answers import Answer, Refusal
from nahdran.project.intake.limits import Limits
from nahdran.project.intake.requests import Request

log = structlog.get_logger("nahdran.web")


class Connection(HTTPChannel):
    """``requests`` holds what a thread works on; ``request`` what is still coming in; ``total_outbufs_len`` counts what has not gone out."""

    parser_class = Request
    task_class = Answer
    error_task_class = Refusal
    # Set by a refusal: the client may still be sending.
    is_refused = False
    has_served = False
    began_at = 0.0
    lingers_until = 0.0
    _begun: Request | None = None

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.idle_since = time.time()
        super().__init__(*arguments, **named)

    # What comes in

    def readable(self) -> bool:
        return bool(self.lingers_until) or bool(super().readable())

    def handle_read(self) -> None:
        if self.lingers_until:
            with suppress(OSError):
                self.recv(self.adj.recv_bytes)  # for nobody; closes at the end
            return
        super().handle_read()

    def received(self, data: bytes) -> bool:
        taken: bool = super().received(data)
        if self.request is not self._begun:
            self._begun = self.request
            self.began_at = time.time()
        return taken

    def service(self) -> None:
        self.has_served = True
        super().service()

    # What goes out

    def writable(self) -> bool:
        """Not while a thread is sending by itself: asking again and again would take the processor from it."""
        if not super().writable() or not self.outbuf_lock.acquire(blocking=False):
            return False
        self.outbuf_lock.release()
        return True

    def write_soon(self, data: Any) -> int:
        try:
            written: int = super().write_soon(data)
            return written
        finally:
            if (
                self.total_outbufs_len
            ):  # waitress calls the loop while it still holds the lock, where the loop looks away
                self.server.pull_trigger()

    def handle_write(self) -> None:
        if self.is_refused and self.close_when_flushed:
            self._flush_exception(self._flush_some)
            if self.connected and not self.total_outbufs_len and not self.will_close:
                self._linger()
                return
        super().handle_write()

    def _linger(self) -> None:
        """Say that nothing more comes from us and go on reading for a while: whoever is closed on while sending never sees the answer."""
        self.close_when_flushed = False
        self.lingers_until = time.time() + self.server.limits.linger_seconds
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.handle_close()

    def handle_error(self) -> None:
        log.exception("connection_failed")  # noqa: LOG004  waitress calls this where it has caught something
        self.handle_close()

    def handle_expt(self) -> None:
        """Urgent data. HTTP knows none, and the loop would be called for it again and again."""
        self.handle_close()

    def handle_close(self) -> None:
        super().handle_close()
        if self.request is not None:
            self.request.close()  # what has come in of a body

    # What the server asks

    def is_overdue(self, now: float, limits: Limits) -> bool:
        """Whether it has kept us waiting for longer than anybody needs."""
        if self.lingers_until:
            return now > self.lingers_until
        if self.total_outbufs_len:
            return bool(now - self.last_activity > limits.pause_seconds)
        if self.requests:  # we keep them waiting, not they us
            self.idle_since = self.began_at = now
            return False
        if self.request is None:
            return now - self.idle_since > (limits.idle_seconds if self.has_served else limits.header_seconds)
        if not self.request.headers_finished:
            return now - self.began_at > limits.header_seconds
        too_slow = now - self.began_at > limits.pause_seconds + self.request.bytes_so_far / limits.slowest_rate
        return bool(too_slow or now - self.last_activity > limits.pause_seconds)

    def may_go(self, now: float, limits: Limits) -> bool:
        """Whether it may be closed for the sake of others: nothing of it is in work, and it has had its time."""
        return not self.requests and now - max(self.began_at, self.idle_since) > limits.spared_seconds

    def rate(self, now: float, limits: Limits) -> float:
        """Bytes a second it brings; those who are idle or stuck bring nothing."""
        if self.total_outbufs_len:
            return inf if now - self.last_activity < limits.spared_seconds else 0.0
        return self.request.bytes_so_far / max(now - self.began_at, 1.0) if self.request else 0.0

    @property
    def pending_bytes(self) -> int:
        return int(self.request.body_bytes_received) if self.request else 0

    @property
    def is_at_rest(self) -> bool:
        return bool(self.lingers_until) or not (self.requests or self.request or self.total_outbufs_len)
