# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The web server: the only place that knows which one it is (docs/adr/0005). Run by the supervisor or a container as
``python -m nahdran.project.web``; every value comes from the environment.
"""

import os

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from nahdran.project.deployment import Deployment

# Requests that wait in one worker for a thread; more wait in the kernel.
BACKLOG = 64


def workers() -> int:
    """One per core; never only one, because a single slow answer would hold up everybody."""
    return int(os.environ.get("WEB_WORKERS") or max(2, os.cpu_count() or 2))


def threads() -> int:
    """Each may hold a database connection. Some more than one, so that short pages pass while photos are taken in."""
    return int(os.environ.get("WEB_THREADS") or 8)


def main() -> None:
    deployment = Deployment()
    deployment.export()
    os.environ["NAHDRAN_WEB_SERVER"] = str(os.getpid())
    server = Granian(
        "nahdran.project.web_worker:application",
        address=deployment.host,
        port=deployment.port,
        interface=Interfaces.WSGI,
        workers=workers(),
        blocking_threads=threads(),
        backpressure=BACKLOG,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )
    server.serve()


if __name__ == "__main__":
    main()
