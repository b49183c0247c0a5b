# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One row of the old system becomes a record of ours, or a list of faults that say what to do. Pure: asks no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from nahdran.files.table import Row
from nahdran.kit.text import clean, clean_line
from nahdran.places.coordinates import parse_point, position
from nahdran.takeover.archive import names_in
from nahdran.takeover.enums import Field

_DAYS = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y, %H:%M", "%d.%m.%Y", "%d.%m.%y", "%Y/%m/%d", "%d/%m/%Y")
MAX_NUMBER = 80


@dataclass(frozen=True, slots=True)
class Fault:
    """``value`` is what stood there, shortened."""

    field: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Record:
    """A row that can be taken over, as far as the row alone can tell."""

    row: int
    number: str
    category: str
    status: str
    text: str
    answer: str
    opened_at: datetime | None
    closed_at: datetime | None
    place: tuple[float, float] | None
    address: str
    note: str
    name: str
    email: str
    phone: str
    photos: tuple[str, ...] = ()


class Reader:
    """Reads rows by a table {field: column}. ``zone`` is meant where a time names none."""

    def __init__(self, columns: tuple[str, ...], chosen: Mapping[str, str], zone: tzinfo, now: datetime) -> None:
        places = {name: place for place, name in enumerate(columns)}
        self.places = {field: places[column] for field, column in chosen.items() if column in places}
        self.zone, self.now = zone, now

    def value(self, row: Row, field: Field) -> str:
        place = self.places.get(field)
        return row.cells[place] if place is not None else ""

    def read(self, row: Row) -> tuple[Record | None, list[Fault]]:
        """The record, or the faults that keep it out."""
        faults: list[Fault] = []
        number = clean_line(self.value(row, Field.NUMBER))
        if not number:
            faults.append(Fault(Field.NUMBER, "", _("Die Nummer im alten System fehlt.")))
        elif len(number) > MAX_NUMBER:
            faults.append(Fault(Field.NUMBER, number[:60], _("Die Nummer ist länger als 80 Zeichen.")))
        opened_at = self._moment(row, Field.OPENED, faults)
        closed_at = self._moment(row, Field.CLOSED, faults)
        if opened_at and closed_at and closed_at < opened_at:
            faults.append(
                Fault(Field.CLOSED, self.value(row, Field.CLOSED), _("Der Abschluss liegt vor dem Tag der Meldung."))
            )
        place = self._place(row, faults)
        email = self._email(row, faults)
        if faults:
            return None, faults
        return Record(
            row=row.number,
            number=number,
            category=clean_line(self.value(row, Field.CATEGORY))[:200],
            status=clean_line(self.value(row, Field.STATUS))[:200],
            text=clean(self.value(row, Field.TEXT)),
            answer=clean(self.value(row, Field.ANSWER)),
            opened_at=opened_at,
            closed_at=closed_at,
            place=place,
            address=clean_line(self.value(row, Field.ADDRESS))[:200],
            note=clean_line(self.value(row, Field.NOTE))[:200],
            name=clean_line(self.value(row, Field.NAME))[:120],
            email=email,
            phone=clean_line(self.value(row, Field.PHONE))[:40],
            photos=names_in(self.value(row, Field.PHOTOS)),
        ), []

    def _moment(self, row: Row, field: Field, faults: list[Fault]) -> datetime | None:
        text = clean_line(self.value(row, field))
        if not text:
            return None
        moment = _parse_moment(text)
        if moment is None:
            sentence = _("Das ist kein Datum, das wir verstehen. Gut sind 24.11.2025 14:30 und 2025-11-24T14:30.")
        else:
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=self.zone)
            if moment.year >= 1970 and moment <= self.now:
                return moment
            sentence = _("Das Datum liegt in der Zukunft oder vor 1970.")
        faults.append(Fault(field, text[:60], sentence))
        return None

    def _place(self, row: Row, faults: list[Fault]) -> tuple[float, float] | None:
        """(lon, lat), or None where there is only an address."""
        lat, lon, point = (clean_line(self.value(row, field)) for field in (Field.LAT, Field.LON, Field.POINT))
        if lat or lon:
            found = position(lon, lat)
            shown = f"{lat} {lon}"
        elif point:
            found = parse_point(point)
            shown = point
        else:
            return None
        if found is None:
            sentence = _("Das sind keine Koordinaten in Grad (WGS 84), zum Beispiel 50,8384 und 7,2181.")
            faults.append(Fault(Field.POINT if point and not lat else Field.LAT, shown[:60], sentence))
        return found

    def _email(self, row: Row, faults: list[Fault]) -> str:
        email = clean_line(self.value(row, Field.EMAIL))
        if not email:
            return ""
        try:
            validate_email(email)
        except ValidationError:
            # What stood there is not repeated: it may still name a person.
            faults.append(Fault(Field.EMAIL, "", _("Das ist keine E-Mail-Adresse.")))
        return email


def _parse_moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    for shape in _DAYS:
        try:
            return datetime.strptime(text.removesuffix(" Uhr"), shape)  # noqa: DTZ007 - the caller knows the zone
        except ValueError:
            continue
    return None
