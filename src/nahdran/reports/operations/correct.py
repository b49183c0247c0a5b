# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Correcting what a report says about itself: its kind and its place. Nobody is handed anything here; the desk gets a proposal.

The caller has asked ``rules.may_correct``.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.models import Case
from nahdran.cases.operations import retarget
from nahdran.cases.operations.locking import locked, moment, touched
from nahdran.cases.operations.words import add_words
from nahdran.kit.text import clean_line
from nahdran.places.models import District
from nahdran.places.queries import describe
from nahdran.reports.enums import SHOWN, Publish, Release
from nahdran.reports.models import Category, Report
from nahdran.reports.operations import events
from nahdran.reports.operations.errors import OutsideTown
from nahdran.reports.operations.opening import targets_of
from nahdran.reports.operations.release import hide
from nahdran.reports.operations.words import index_public_words
from nahdran.reports.routing import Explanation, explain, told_by


@dataclass(frozen=True, slots=True)
class Corrected:
    """``proposal`` is the unit that the rules name now; None if the case is there already."""

    report: Report
    proposal: Explanation | None


def change_category(*, report: Report, category: Category, actor: User, base: datetime | None = None) -> Corrected:
    """Set another kind: title, promises and words follow, the answers stay. A kind that is never public hides it. Raises OutdatedView."""
    with transaction.atomic():
        case = locked(report.case, base)
        fresh = _load(report)
        before = fresh.category
        if before.pk != category.pk:
            fresh.category = category
            fresh.save(update_fields=["category"])
            case.title = category.name
            retarget(case, targets_of(category))
            touched(case, moment(case), ("title", "due_at"))
            _find_anew(case, fresh)
            if category.publish == Publish.NEVER and fresh.release in SHOWN:
                hide(fresh)
                record(action="reports.withdrawn", actor=actor, obj=case)
            _tell_others(fresh)
            record(
                action="reports.category_changed", actor=actor, obj=case, data={"from": before.key, "to": category.key}
            )
    return Corrected(fresh, _proposal(case, fresh))


def move_place(
    *, report: Report, lon: float, lat: float, actor: User, note: str | None = None, base: datetime | None = None
) -> Corrected:
    """Set the pin elsewhere in the town; address and district follow. Raises OutsideTown and OutdatedView."""
    place = describe(lon, lat)
    if not place.inside:
        raise OutsideTown(place.hint)
    with transaction.atomic():
        case = locked(report.case, base)
        fresh = _load(report)
        fresh.lon, fresh.lat, fresh.address = lon, lat, place.label[:200]
        fresh.district = District.objects.filter(pk__in=[place.district_id]).first()
        if note is not None:
            fresh.place_note = clean_line(note)[:200]
        fresh.save(update_fields=["lon", "lat", "address", "district", "place_note"])
        touched(case, moment(case))
        _find_anew(case, fresh)
        _tell_others(fresh)
        record(action="reports.place_changed", actor=actor, obj=case, data={"district": place.district})
    return Corrected(fresh, _proposal(case, fresh))


def _load(report: Report) -> Report:
    return Report.objects.select_related("case", "category__group", "district").get(pk=report.pk)


def _find_anew(case: Case, report: Report) -> None:
    district = report.district.name if report.district else ""
    add_words(
        case, f"{report.category.name} {report.category.group.name} {report.address} {district} {report.place_note}"
    )
    index_public_words(report)


def _proposal(case: Case, report: Report) -> Explanation | None:
    found = explain(report.category, report.district, told=told_by(case, report))
    return None if found.unit.pk == case.unit_id else found


def _tell_others(report: Report) -> None:
    if report.release == Release.RELEASED:
        events.changed(report)
