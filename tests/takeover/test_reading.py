# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files as offices save them, and rows as people typed them."""

import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from nahdran.files.table import Row, UnableToRead, open_table
from nahdran.places.coordinates import parse_point
from nahdran.takeover.enums import Field
from nahdran.takeover.parsing import Reader
from nahdran.takeover.proposals import proposed_columns

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def _rows(data):
    table = open_table(data)
    return table.columns, [row.cells for row in table.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_office_program_is_read(encoding, delimiter):
    text = f"Nummer{delimiter}Straße\r\n1{delimiter}Bäckergasse\r\n\r\n2{delimiter}\r\n"
    columns, rows = _rows(text.encode(encoding))
    assert columns == ("Nummer", "Straße")
    assert rows == [("1", "Bäckergasse"), ("2", "")]


def test_a_cell_may_hold_lines_and_signs_of_its_own():
    _columns, rows = _rows(b'Nr;Text\n1;"Erste Zeile;\nzweite ""Zeile"""\n')
    assert rows == [("1", 'Erste Zeile;\nzweite "Zeile"')]


def test_an_excel_workbook_is_read():
    book, stream = Workbook(), io.BytesIO()
    book.active.append(["Nr", "Am", "Text"])
    book.active.append([17, datetime(2025, 11, 3, 8, 15), "Dunkel"])
    book.save(stream)
    columns, rows = _rows(stream.getvalue())
    assert columns == ("Nr", "Am", "Text")
    assert rows == [("17", "2025-11-03T08:15:00", "Dunkel")]


def test_columns_without_a_name_or_with_the_same_name_are_told_apart():
    columns, _ = _rows(b"Nr;;Text;Text\n1;2;3;4\n")
    assert columns == ("Nr", "Spalte 2", "Text", "Text (2)")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"nur eine Spalte\n1\n", b"PK\x03\x04kaputt", b"\x00\x01\x02"])
def test_what_is_no_table_is_refused_with_a_sentence(data):
    with pytest.raises(UnableToRead, match=r"\.$"):
        open_table(data)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data):
    try:
        table = open_table(data)
        rows = list(table.rows())
    except UnableToRead:
        return
    assert all(len(row.cells) == len(table.columns) for row in rows)
    assert all("\x00" not in cell for row in rows for cell in row.cells)


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (
            (
                "service_request_id",
                "requested_datetime",
                "closed_date",
                "service_name",
                "description",
                "address",
                "lat",
                "long",
            ),
            {
                Field.NUMBER: "service_request_id",
                Field.OPENED: "requested_datetime",
                Field.CLOSED: "closed_date",
                Field.CATEGORY: "service_name",
                Field.LAT: "lat",
                Field.LON: "long",
            },
        ),
        (
            ("ID", "Kategorie", "Erstellt am", "Status", "Beschreibung", "Straße", "Koordinaten", "Telefon"),
            {Field.NUMBER: "ID", Field.CATEGORY: "Kategorie", Field.OPENED: "Erstellt am", Field.POINT: "Koordinaten"},
        ),
    ],
)
def test_columns_are_recognised_by_their_names(columns, found):
    assert found.items() <= proposed_columns(columns).items()


def test_what_names_people_is_never_proposed():
    assert not {Field.NAME, Field.EMAIL, Field.PHONE} & proposed_columns(("Name", "E-Mail", "Telefon", "ID")).keys()


def _read(**cells):
    columns = tuple(cells)
    reader = Reader(columns, {name: name for name in columns}, ZONE, NOW)
    return reader.read(Row(2, tuple(cells.values())))


@pytest.mark.parametrize(
    "text",
    [
        "24.11.2025 14:30",
        "24.11.2025 14:30 Uhr",
        "2025-11-24 14:30",
        "2025-11-24T14:30:00",
        "2025-11-24T13:30:00Z",
        "2025-11-24T14:30+01:00",
    ],
)
def test_moments_are_read_in_the_time_of_the_town(text):
    record, faults = _read(number="1", opened=text)
    assert not faults
    assert record.opened_at == datetime(2025, 11, 24, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["gestern", "31.02.2025", "24.11.2077", "01.01.1066", "2025"])
def test_other_moments_are_faults(text):
    record, faults = _read(number="1", opened=text)
    assert record is None
    assert [fault.field for fault in faults] == [Field.OPENED]


def test_an_end_before_the_beginning_is_a_fault():
    _record, faults = _read(number="1", opened="24.11.2025", closed="23.11.2025")
    assert [fault.field for fault in faults] == [Field.CLOSED]


@pytest.mark.parametrize(
    "point",
    ["50.84, 7.21", "50,84 7,21", "50.84;7.21", "50.84,7.21", "POINT(7.21 50.84)", "SRID=4326;POINT (7.21 50.84)"],
)
def test_points_are_read_as_programs_write_them(point):
    assert parse_point(point) == (7.21, 50.84)


@pytest.mark.parametrize(
    ("lat", "lon"), [("0", "0"), ("5632000", "375000"), ("50.8", ""), ("nan", "7"), ("fünfzig", "sieben")]
)
def test_what_are_no_degrees_is_a_fault(lat, lon):
    record, faults = _read(number="1", lat=lat, lon=lon)
    assert record is None
    assert [fault.field for fault in faults] == [Field.LAT]


def test_a_fault_in_an_email_address_does_not_repeat_it():
    _record, faults = _read(number="1", email="erika.muster@")
    assert [(fault.field, fault.value) for fault in faults] == [(Field.EMAIL, "")]
