# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a record of the old system to a report of ours: kind, status and place by the tables of the run. Writes nothing."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nahdran.cases.operations import NewParty
from nahdran.places.models import District
from nahdran.places.queries import describe, search_addresses, shapes
from nahdran.reports.models import Category
from nahdran.reports.operations import PastReport
from nahdran.reports.workflow import DONE, NEW, WORKFLOW
from nahdran.takeover.enums import Field, Shown
from nahdran.takeover.models import Run
from nahdran.takeover.operations.prepare import LEAVE_OUT
from nahdran.takeover.parsing import Fault, Record

# A closing step always has words that the public may read.
_SETTLED_BEFORE = gettext_lazy("Im früheren System abgeschlossen.")


class LeftOut(Exception):
    """The person chose to leave reports of this kind where they are."""


class Unfit(Exception):
    """The record cannot become a report of ours; ``fault`` says why."""

    def __init__(self, field: str, value: str, sentence: str) -> None:
        super().__init__(sentence)
        self.fault = Fault(field, value[:60], sentence)


class Matcher:
    """Holds what many rows ask for: kinds by their key, addresses already looked up."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.kinds = {kind.key: kind for kind in Category.objects.select_related("group")}
        self.open_keys = frozenset(WORKFLOW.open_keys())
        # One look at the map for all rows; each by itself would ask for its version.
        self.shapes = shapes()
        self.addresses: dict[str, tuple[float, float, str] | None] = {}

    def report(self, record: Record) -> PastReport:
        """The report, or LeftOut, or Unfit."""
        category = self._category(record)
        status = self._status(record)
        lon, lat, address, district = self._place(record)
        closes = status not in self.open_keys
        if record.opened_at is None:
            raise Unfit(Field.OPENED, "", _("Der Tag der Meldung fehlt."))
        return PastReport(
            number=record.number,
            category=category,
            district=district,
            lon=lon,
            lat=lat,
            address=address,
            note=record.note,
            text=record.text,
            answer=record.answer or (str(_SETTLED_BEFORE) if closes else ""),
            status=status,
            opened_at=record.opened_at,
            closed_at=record.closed_at if closes else None,
            party=NewParty(name=record.name, email=record.email, phone=record.phone),
            public_text={Shown.NOTHING: None, Shown.PLACE: "", Shown.TEXT: record.text}[Shown(self.run.shown)],
        )

    def _category(self, record: Record) -> Category:
        key = self.run.categories.get(record.category, "")
        if key == LEAVE_OUT:
            raise LeftOut
        if key not in self.kinds:
            raise Unfit(Field.CATEGORY, record.category, _("Dieser Begriff ist keiner Art von Mängeln zugeordnet."))
        return self.kinds[key]

    def _status(self, record: Record) -> str:
        """As matched; without a column for it, what has an end is done."""
        if Field.STATUS not in self.run.chosen:
            return DONE if record.closed_at else NEW
        key = self.run.statuses.get(record.status, "")
        if not key:
            raise Unfit(Field.STATUS, record.status, _("Dieser Begriff ist keinem Status zugeordnet."))
        return str(key)

    def _place(self, record: Record) -> tuple[float, float, str, District | None]:
        if record.place is None:
            lon, lat, label = self._found(record.address)
            return lon, lat, record.address or label, self.shapes.district(lon, lat)
        lon, lat = record.place
        if not self.shapes.holds(lon, lat):
            raise Unfit(Field.LAT, f"{lat} {lon}", _("Dieser Ort liegt nicht in der Gemeinde."))
        return lon, lat, record.address or describe(lon, lat).label, self.shapes.district(lon, lat)

    def _found(self, address: str) -> tuple[float, float, str]:
        """Where an address lies; the same one is looked up once."""
        if not address:
            raise Unfit(Field.ADDRESS, "", _("Es gibt weder Koordinaten noch eine Adresse."))
        if address not in self.addresses:
            hits = search_addresses(address, limit=1)
            self.addresses[address] = (hits[0].lon, hits[0].lat, hits[0].label) if hits else None
        found = self.addresses[address]
        if found is None:
            raise Unfit(Field.ADDRESS, address, _("Diese Adresse kennt unser Verzeichnis nicht."))
        return found
