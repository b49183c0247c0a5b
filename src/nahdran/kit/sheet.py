# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lines of a CSV file as RFC 4180 writes them, one after the other, so that a file of any length needs no memory. No words stand here."""

import csv
from collections.abc import Iterable, Iterator, Sequence

# A spreadsheet takes a cell that begins like this for a formula and calculates, or asks another server.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> Iterator[str]:
    """The head and the rows. Text that a spreadsheet would take for a formula gets an apostrophe; numbers stay as they are."""
    writer = csv.writer(_Echo(), delimiter=delimiter)
    yield writer.writerow(head)
    for row in rows:
        yield writer.writerow([_cell(value) for value in row])


def _cell(value: object) -> object:
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return f"'{value}"
    return value


class _Echo:
    """A file that hands each line straight on."""

    def write(self, value: str) -> str:
        return value
