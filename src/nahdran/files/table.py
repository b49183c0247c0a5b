# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file of another program as rows of text, whatever wrote it (CSV, Excel). Reads row by row and knows nothing of what the rows mean.

For apps that take in what another system knew; nothing is stored here.
"""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from nahdran.kit.text import clean, clean_line

MAX_BYTES = 60_000_000
MAX_ROWS = 250_000
# A workbook is slow to read, and people wait for it.
MAX_SHEET_ROWS = 30_000
MAX_COLUMNS = 120
MAX_CELL = 20_000
# A workbook is a ZIP archive; what it grows to is bounded before anything is unpacked.
_MAX_UNPACKED = 600_000_000
_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 64 * 1024


class UnableToRead(Exception):
    """The file cannot be read; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number as a spreadsheet program shows it. Short rows are filled up with empty cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, and a fresh walk through the rows each time it is asked for."""

    columns: tuple[str, ...]
    data: bytes

    def rows(self) -> Iterator[Row]:
        return _rows(self.data, len(self.columns))


def open_table(data: bytes) -> Table:
    """Read the head of the file. Raises UnableToRead with a sentence that helps."""
    if not data:
        raise UnableToRead(_("Die Datei ist leer."))
    if len(data) > MAX_BYTES:
        raise UnableToRead(_("Die Datei ist größer als 60 MB. Bitte teilen Sie sie auf."))
    head = next(_all_rows(data), None)
    if head is None:
        raise UnableToRead(_("In der Datei steht keine Zeile."))
    columns = [clean_line(cell)[:120] for cell in head.cells]
    while columns and not columns[-1]:
        columns.pop()
    if len(columns) < 2:
        raise UnableToRead(
            _("Die erste Zeile muss die Namen der Spalten enthalten, und es müssen mindestens zwei sein.")
        )
    if len(columns) > MAX_COLUMNS:
        raise UnableToRead(_("Die Datei hat mehr als 120 Spalten. Bitte lassen Sie weg, was nicht gebraucht wird."))
    return Table(tuple(_told_apart(columns)), data)


def _told_apart(columns: list[str]) -> list[str]:
    """Columns without a name get their place as name, a name that comes twice gets a number."""
    seen: dict[str, int] = {}
    names = []
    for place, column in enumerate(columns, start=1):
        name = column or _("Spalte %(number)d") % {"number": place}
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _rows(data: bytes, width: int) -> Iterator[Row]:
    walk = _all_rows(data)
    next(walk, None)
    for count, row in enumerate(walk, start=1):
        if count > MAX_ROWS:
            raise UnableToRead(_("Die Datei hat mehr als 250.000 Zeilen. Bitte teilen Sie sie auf."))
        if any(row.cells):
            cells = tuple(clean(cell[:MAX_CELL]) for cell in row.cells[:width])
            yield Row(row.number, cells + ("",) * (width - len(cells)))


def _all_rows(data: bytes) -> Iterator[Row]:
    return _sheet_rows(data) if data[:4] == b"PK\x03\x04" else _text_rows(data)


def _text_rows(data: bytes) -> Iterator[Row]:
    """Rows of a CSV file. The number is that of the line on which a row ends, as several lines may stand in one cell."""
    encoding = _encoding(data)
    sample = data[:_SAMPLE].decode(encoding, errors="replace")
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors="replace", newline="")
    csv.field_size_limit(1_000_000)
    reader = csv.reader(stream, delimiter=_delimiter(sample))
    try:
        for cells in reader:
            yield Row(reader.line_num, tuple(cell.replace("\x00", "") for cell in cells))
    except csv.Error as error:
        raise UnableToRead(
            _("Die Datei ist nach Zeile %(line)d nicht mehr lesbar. Meist fehlt ein Anführungszeichen.")
            % {"line": reader.line_num}
        ) from error


def _encoding(data: bytes) -> str:
    """UTF-8 (with or without mark), UTF-16 with mark, else what Windows writes in German offices."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _delimiter(sample: str) -> str:
    """The sign that parts the first line most often outside of quotes."""
    line: list[str] = []
    quoted = False
    for sign in sample:
        if sign == '"':
            quoted = not quoted
        elif not quoted:
            if sign in "\r\n" and line:
                break
            line.append(sign)
    return max(_DELIMITERS, key=line.count)


def _sheet_rows(data: bytes) -> Iterator[Row]:
    """Rows of the first sheet of an Excel workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
                raise UnableToRead(_("Die Arbeitsmappe ist ausgepackt zu groß. Bitte speichern Sie sie als CSV."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise UnableToRead(_("Die Arbeitsmappe ist nicht lesbar. Bitte speichern Sie sie als CSV.")) from error
    try:
        sheet = book.worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > MAX_SHEET_ROWS:
                raise UnableToRead(_("Die Arbeitsmappe hat mehr als 30.000 Zeilen. Bitte speichern Sie sie als CSV."))
            yield Row(number, tuple(_words(cell) for cell in cells))
    finally:
        book.close()


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
