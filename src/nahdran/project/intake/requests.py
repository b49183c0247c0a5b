# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One request as it comes in, byte by byte, before any thread has it. Stricter than waitress where two readings are possible:
what a proxy and we could understand differently is refused, so that nobody hides a second request in a first one.
"""

import re
from contextlib import suppress
from typing import Any

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge

VERSIONS = ("1.0", "1.1")
FRAMING = re.compile(rb"\r\n(transfer-encoding|content-length)[ \t]*:([^\r\n]*)", re.IGNORECASE)
FOLDED = re.compile(rb"\r\n[ \t]")
# The lines between the chunks of a body, and the headers behind it.
LONGEST_CONTROL = 8_192
# Chunks of one byte are taken apart with a copy of the rest each time, so the rest is kept short.
SLICE = 8_192


class NoRoom(Error):
    """The disk took no more of a body."""

    code = 503
    reason = "Service Unavailable"


class Request(HTTPRequestParser):
    """What ``waitress`` asks of its parser class; ``error`` says why a request is refused."""

    # What error messages of waitress name even if the first line was never understood.
    path = ""
    command = ""
    # What takes in the body: nothing until the headers are there.
    body_rcv: Any = None

    def received(self, data: bytes) -> int:
        """Take what is mine of ``data``; returns how much that was."""
        try:
            taken: int = super().received(data[:SLICE] if self.chunked else data)
        except OSError:
            self.error, self.completed = NoRoom("No room for this body."), True
            return len(data)
        if self.chunked and not self.completed and self._control_is_long():
            self.error, self.completed = BadRequest("Chunk line or trailer too long"), True
        if self.error:
            self.expect_continue = False  # nobody shall send a body that we have refused
        return taken

    def parse_header(self, header_plus: bytes) -> None:
        framing = FRAMING.findall(header_plus)
        if len(framing) > 1:
            raise ParsingError("More than one statement of the length")
        if any(b"," in value for _name, value in framing) or FOLDED.search(header_plus):
            raise ParsingError("A header that can be read in two ways")
        super().parse_header(header_plus)
        if self.version not in VERSIONS:
            raise ParsingError("Unknown version of HTTP")
        if self.version == "1.0" and "TRANSFER_ENCODING" in self.headers:
            raise ParsingError("Transfer-Encoding in HTTP/1.0")

    @property
    def is_too_large(self) -> bool:
        return isinstance(self.error, RequestEntityTooLarge)

    @property
    def bytes_so_far(self) -> int:
        return int(self.header_bytes_received + self.body_bytes_received)

    def without_body(self) -> None:
        """Leave nothing of the body but its length, for the application to say that it is too large."""
        self.close()
        self.body_rcv = None
        self.headers["CONTENT_LENGTH"] = str(max(self.content_length, self.adj.max_request_body_size))

    def close(self) -> None:
        with suppress(OSError):  # on a full disk even closing fails
            super().close()

    def _control_is_long(self) -> bool:
        return max(len(self.body_rcv.control_line), len(self.body_rcv.trailer)) > LONGEST_CONTROL
