# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What one web process takes from the outside, and for how long it waits. From the environment (docs/operating.md)."""

import resource
from dataclasses import dataclass, field

from environs import Env

env = Env()

# Database, log, templates, static files, photos being read.
OWN_FILES = 300
# A connection, what it is sending in, and what goes out to it.
FILES_EACH = 3


def _threads() -> int:
    """Each may hold a database connection."""
    return env.int("WEB_THREADS", 8)


def _connections() -> int:
    """As many as asked for, as far as the system lets us open files."""
    wanted = env.int("WEB_CONNECTIONS", 2000)
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted * FILES_EACH + OWN_FILES if hard == resource.RLIM_INFINITY else hard
    return max(10, min(wanted, (allowed - OWN_FILES) // FILES_EACH))


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Sizes in bytes, times in seconds."""

    threads: int = field(default_factory=_threads)
    connections: int = field(default_factory=_connections)
    body_bytes: int = field(default_factory=lambda: env.int("REQUEST_MAX_MB", 120) * 1_000_000)
    header_bytes: int = 32_768
    # From the connection, or the first byte of a request, to the end of its headers.
    header_seconds: float = field(default_factory=lambda: env.float("WEB_HEADER_SECONDS", 20))
    # In the middle of a request or an answer, without anything coming or going.
    pause_seconds: float = field(default_factory=lambda: env.float("WEB_PAUSE_SECONDS", 60))
    # Between two requests of one connection.
    idle_seconds: float = field(default_factory=lambda: env.float("WEB_IDLE_SECONDS", 75))
    # Bytes a second that a body must reach on the whole; the slowest mobile network is twenty times faster.
    slowest_rate: float = 500
    # For somebody who is refused while still sending: as long as this we go on reading, so that they can read our answer.
    linger_seconds: float = 20
    # Whoever has been here shorter is not sent away when the connections run out.
    spared_seconds: float = 5
    # What all bodies that are still coming in may take on the disk together.
    pending_bytes: int = field(default_factory=lambda: env.int("WEB_PENDING_MB", 4000) * 1_000_000)
    # For requests in work when the server shall end.
    grace_seconds: float = 10

    def open_files(self) -> None:
        """Let this process open as many files as its connections may need."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = self.connections * FILES_EACH + OWN_FILES
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
