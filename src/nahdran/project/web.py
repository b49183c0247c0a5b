# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The web server: opens the port once and keeps the processes running that serve it (docs/adr/0019). Run by the supervisor or a container as
``python -m nahdran.project.web``; every value comes from the environment. Does not import Django.
"""

import os
import socket
import sys
from logging.config import dictConfig

import structlog

from nahdran.project.collected import ensure_collected
from nahdran.project.deployment import Deployment, UnableToServe
from nahdran.project.settings.logs import LOGGING
from nahdran.project.supervisor import Supervisor, python_part

PAGES = "nahdran.project.wsgi:application"
# Connections that wait until a process takes them; also those that come while one is started again.
BACKLOG = 1024
# A little longer than a process gives the requests it has in work.
PATIENCE = 12.0

log = structlog.get_logger("nahdran.web")


def workers() -> int:
    """One per core; never only one, because a single slow answer would hold up everybody."""
    return int(os.environ.get("WEB_WORKERS") or max(2, os.cpu_count() or 2))


def listen(deployment: Deployment) -> socket.socket:
    """The port, open for all our processes: what arrives while one of them is started again is taken by another, or waits."""
    everywhere = deployment.host == "::"
    return socket.create_server(
        (deployment.host, deployment.port),
        family=socket.AF_INET6 if ":" in deployment.host else socket.AF_INET,
        backlog=BACKLOG,
        dualstack_ipv6=everywhere and socket.has_dualstack_ipv6(),
    )


def main(application: str = PAGES) -> None:
    dictConfig(LOGGING)
    deployment = Deployment()
    deployment.export()
    try:
        ensure_collected()
    except UnableToServe as error:
        raise SystemExit(str(error)) from None
    listening = listen(deployment)
    part = ("-m", "nahdran.project.web_worker", application, str(listening.fileno()))
    Supervisor(
        [
            python_part(f"Der Webprozess {number}", *part, patience=PATIENCE, pass_fds=(listening.fileno(),))
            for number in range(1, workers() + 1)
        ],
        say=lambda text: log.warning("web", text=text),
        is_ready=lambda: False,
        announce=lambda: None,
        in_order=False,
    ).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
