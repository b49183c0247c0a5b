# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The ``Range`` header of HTTP (RFC 9110, section 14) for one range of bytes. Pure functions, called by the view of the tiles."""

import re
from dataclasses import dataclass

_ONE_RANGE = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$")


@dataclass(frozen=True, slots=True)
class ByteRange:
    """First and last byte, both included, as in ``Content-Range``."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


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
