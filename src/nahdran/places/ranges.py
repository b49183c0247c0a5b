# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The ``Range`` header of HTTP (RFC 9110, section 14) for one range of bytes. Called by the view of the tiles."""

import re
from dataclasses import dataclass
from io import SEEK_CUR, SEEK_END, SEEK_SET, RawIOBase
from pathlib import Path

_ONE_RANGE = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$")


@dataclass(frozen=True, slots=True)
class ByteRange:
    """First and last byte, both included, as in ``Content-Range``."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class FilePart(RawIOBase):
    """A part of a file that reads like a whole one. The web server sends such files by itself, so nobody waits for a slow reader."""

    def __init__(self, path: Path, part: ByteRange) -> None:
        self._file = path.open("rb")
        self._part = part
        self.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell() - self._part.first

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        origin = {SEEK_SET: 0, SEEK_CUR: self.tell(), SEEK_END: self._part.length}[whence]
        return self._file.seek(self._part.first + origin + offset) - self._part.first

    def read(self, size: int | None = -1) -> bytes:
        left = max(0, self._part.length - self.tell())
        return self._file.read(left if size is None or size < 0 else min(size, left))

    def close(self) -> None:
        self._file.close()
        super().close()


class Unsatisfiable(ValueError):
    """The range begins behind the end of the file: status 416."""


def parse_range(header: str | None, size: int) -> ByteRange | None:
    """The wanted part of a file of ``size`` bytes. None means: send everything.

    Several ranges at once and forms that the standard does not know are ignored, as the standard allows; nobody but an attacker asks so.
    """
    match = _ONE_RANGE.match(header.strip()) if header else None
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        return _suffix(int(match[2]), size)
    first = int(match[1])
    last = int(match[2]) if match[2] else size - 1
    if match[2] and last < first:
        return None
    if first >= size:
        raise Unsatisfiable
    return ByteRange(first, min(last, size - 1))


def _suffix(length: int, size: int) -> ByteRange:
    """``bytes=-500``: the last 500 bytes."""
    if length == 0 or size == 0:
        raise Unsatisfiable
    return ByteRange(max(0, size - length), size - 1)
