# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small town with two districts and a street, kinds of defects, and reports opened through the front door."""

import itertools
import uuid
from typing import Any

from nahdran.cases.models import Case
from nahdran.cases.operations import NewParty
from nahdran.org.models import Unit
from nahdran.places.models import Address, Area, District, Street, StreetPoint
from nahdran.places.rules import search_text
from nahdran.reports.enums import QuestionKind
from nahdran.reports.models import Category, CategoryGroup, Question, Report, ReportDraft
from nahdran.reports.operations import NewReport, keep_step, open_report, release, start_draft

_numbers = itertools.count(1)
# The town lies between these degrees; its western half is Lohmar, its eastern half Birk.
WEST, SOUTH, EAST, NORTH = 7.20, 50.80, 7.30, 50.90
INSIDE = (7.215, 50.84)
IN_BIRK = (7.28, 50.84)
OUTSIDE = (7.5, 50.84)


def _rectangle(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def make_map() -> dict[str, District]:
    """Boundary, districts and a street with two houses. A new version each time, so that no process answers from an old map."""
    Area.objects.create(
        kind=Area.Kind.MUNICIPALITY,
        name="Lohmar",
        source="test/town",
        boundary=_rectangle(WEST, SOUTH, EAST, NORTH),
        lon=7.25,
        lat=50.85,
        version=uuid.uuid4().hex,
    )
    middle = (WEST + EAST) / 2
    lohmar = _district("Lohmar", WEST, middle)
    birk = _district("Birk", middle, EAST)
    street = Street.objects.create(
        name="Hauptstraße",
        place="Lohmar",
        district=lohmar,
        search=search_text("Hauptstraße", "Lohmar"),
        lon=INSIDE[0],
        lat=INSIDE[1],
        source="test/street",
    )
    StreetPoint.objects.create(street=street, lon=INSIDE[0], lat=INSIDE[1])
    for number, shift in ((71, 0.0), (73, 0.0004)):
        Address.objects.create(
            street=street,
            house_number=str(number),
            number=number,
            place="Lohmar",
            district=lohmar,
            lon=INSIDE[0] + shift,
            lat=INSIDE[1],
            source=f"test/house/{number}",
        )
    return {"Lohmar": lohmar, "Birk": birk}


def _district(name: str, west: float, east: float) -> District:
    return District.objects.create(
        name=name,
        slug=name.lower(),
        source=f"test/{name}",
        boundary=_rectangle(west, SOUTH, east, NORTH),
        lon=(west + east) / 2,
        lat=50.85,
    )


def make_group(name: str = "", **fields: Any) -> CategoryGroup:
    number = next(_numbers)
    return CategoryGroup.objects.create(
        key=fields.pop("key", f"gruppe-{number}"), name=name or f"Gruppe {number}", **{"icon": "lamp", **fields}
    )


def make_category(name: str = "", **fields: Any) -> Category:
    number = next(_numbers)
    group = fields.pop("group", None) or make_group()
    return Category.objects.create(
        group=group, key=fields.pop("key", f"art-{number}"), name=name or f"Art {number}", **fields
    )


def make_question(category: Category, key: str, kind: str = QuestionKind.TEXT, **fields: Any) -> Question:
    return Question.objects.create(category=category, key=key, kind=kind, label=fields.pop("label", key), **fields)


def make_report(
    category: Category,
    place: tuple[float, float] = INSIDE,
    *,
    public: bool = False,
    public_text: str = "",
    **fields: Any,
) -> Report:
    """A report with its case; ``public`` releases it with ``public_text``."""
    party = fields.pop("party", None) or NewParty()
    text = fields.pop("text", "Die Lampe ist seit drei Tagen aus.")
    new = NewReport(category=category, lon=place[0], lat=place[1], text=text, party=party, **fields)
    case: Case = open_report(new=new).case
    report = Report.objects.select_related("case", "category__group", "district").get(pk=case.pk)
    if public:
        release(report=report, public_text=public_text, photos=list(fields.get("files", ())), actor=None)
        report.refresh_from_db()
    return report


def make_draft(category: Category, place: tuple[float, float] = INSIDE, **data: Any) -> ReportDraft:
    """A draft that can be sent."""
    draft = start_draft()
    values = {
        "place": {"lon": place[0], "lat": place[1], "address": "Hauptstraße 71, Lohmar", "note": ""},
        "category": category.key,
        "text": "Die Lampe vor der Bäckerei ist aus.",
        "answers": {},
        "details_done": True,
        **data,
    }
    return keep_step(draft=draft, values=values)


def make_routing_fallback(unit: Unit) -> None:
    from nahdran.reports.operations import set_rule

    set_rule(unit=unit, actor=None)
