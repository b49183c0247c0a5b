# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One process of the web server: loads the application and serves it on the socket that the web server opened. Started by
``nahdran.project.web`` alone, as ``python -m nahdran.project.web_worker APPLICATION SOCKET``.
"""

import signal
import socket
import sys
from importlib import import_module

from nahdran.project.intake.limits import Limits
from nahdran.project.intake.server import Server


def main(application: str, descriptor: str) -> None:
    module, _colon, name = application.partition(":")
    limits = Limits()
    limits.open_files()
    server = Server(getattr(import_module(module), name), socket.socket(fileno=int(descriptor)), limits)

    def end(*_: object) -> None:
        signal.alarm(round(limits.grace_seconds) + 2)  # the kernel ends whoever does not come to an end
        server.end()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    server.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
