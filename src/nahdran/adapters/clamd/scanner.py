# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""clamd's INSTREAM protocol: length-prefixed pieces, an empty one at the end, one line as the verdict.

Every error means "no verdict", and the port turns that into a refusal.
"""

import socket
import struct
from typing import ClassVar

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahdran.files.enums import Scan
from nahdran.files.scanning.base import Infected, Scanner, ScannerUnavailable

PIECE = 64 * 1024
LONGEST_ANSWER = 4096


class Clamd(Scanner):
    key: ClassVar[str] = "clamd"
    label = _("ClamAV")

    def scan(self, data: bytes) -> Scan:
        try:
            with self._connect() as connection:
                connection.sendall(b"zINSTREAM\0")
                for start in range(0, len(data), PIECE):
                    piece = data[start : start + PIECE]
                    connection.sendall(struct.pack("!L", len(piece)) + piece)
                connection.sendall(struct.pack("!L", 0))
                answer = _answer(connection)
        except OSError as error:
            raise ScannerUnavailable(str(error)) from error
        if answer == "stream: OK":
            return Scan.CLEAN
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            raise Infected(answer.removeprefix("stream: ").removesuffix(" FOUND"))
        raise ScannerUnavailable(f"unexpected answer {answer!r}")

    def check_config(self) -> list[str]:
        try:
            with self._connect() as connection:
                connection.sendall(b"zPING\0")
                answer = _answer(connection)
        except OSError as error:
            sentence = gettext(
                "clamd ist nicht erreichbar (%(error)s). Solange werden keine Dateien angenommen. Bitte CLAMD_SOCKET oder CLAMD_HOST prüfen."
            )
            return [sentence % {"error": error}]
        return [] if answer == "PONG" else [gettext("clamd antwortet unerwartet (%(answer)r).") % {"answer": answer}]

    def _connect(self) -> socket.socket:
        if settings.CLAMD_SOCKET:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(settings.CLAMD_TIMEOUT)
            try:
                connection.connect(settings.CLAMD_SOCKET)
            except OSError:
                connection.close()
                raise
            return connection
        return socket.create_connection((settings.CLAMD_HOST, settings.CLAMD_PORT), timeout=settings.CLAMD_TIMEOUT)


def _answer(connection: socket.socket) -> str:
    """The verdict up to its closing zero byte; a connection that ends before it gives no verdict."""
    answer = b""
    while not answer.endswith(b"\0"):
        more = connection.recv(LONGEST_ANSWER)
        if not more or len(answer) > LONGEST_ANSWER:
            raise ConnectionError("the connection ended before the verdict")
        answer += more
    return answer[:-1].decode("utf-8", "replace")
