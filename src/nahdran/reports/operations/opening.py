# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening a report, from whatever channel: the case of the core with our own row, routed and with its promises."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.assets.models import Asset
from nahdran.cases.enums import Channel, LinkKind
from nahdran.cases.kinds import Targets, kinds
from nahdran.cases.models import Case
from nahdran.cases.operations import NewParty, Opened, link, open_case
from nahdran.files.models import StoredFile
from nahdran.kit.text import clean, clean_line
from nahdran.places.metric import distance_m
from nahdran.places.models import District
from nahdran.places.queries import describe
from nahdran.reports.enums import BodyWhere, Release
from nahdran.reports.models import Body, Category, Report
from nahdran.reports.operations import events
from nahdran.reports.operations.assets import attach_asset
from nahdran.reports.operations.bodies import pass_on
from nahdran.reports.operations.errors import OutsideTown
from nahdran.reports.operations.following import tell_it_is_public
from nahdran.reports.operations.forwarding.queue import forward_by_rule
from nahdran.reports.operations.looking import look_later
from nahdran.reports.operations.publishing import beginning_of, note_rule
from nahdran.reports.operations.words import index_public_words
from nahdran.reports.routing import Told, explain
from nahdran.reports.rules import MAX_PLACE_NOTE, MAX_TEXT

KIND = "report"
# So far the successor of a report may lie from it.
_SAME_PLACE_M = 250


@dataclass(frozen=True, kw_only=True)
class NewReport:
    """All that a report is made of. ``answers`` are checked already; everything about the person is optional."""

    category: Category
    lon: float
    lat: float
    text: str = ""
    address: str = ""
    place_note: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    files: Sequence[StoredFile] = ()
    party: NewParty = field(default_factory=NewParty)
    suspicion: str = ""
    # The lamp, bench or container it is about, if somebody has named it.
    asset: Asset | None = None
    # Somebody else answers for it, and the person wants the town to pass it on; with their contact only if they have allowed that.
    body: Body | None = None
    shares_contact: bool = False
    # A part of another report: it has a name of its own, and the public sees the whole only.
    part_title: str = ""
    # The number of a settled report that this one goes on from.
    after: str = ""

    @property
    def may_lie_outside(self) -> bool:
        """Only what goes to a neighbour may lie beyond the boundary, and what is part of that."""
        return bool(self.part_title) or (self.body is not None and self.body.where == BodyWhere.OUTSIDE)


def open_report(*, new: NewReport, channel: str = Channel.WEB, actor: User | None = None, key: str = "") -> Opened:
    """Open the case of a report in one transaction; the same ``key`` twice gives the same case. Raises OutsideTown.

    What of it is public at once says the rule of its kind (``publishing``); photos never are before somebody has looked at them. With a
    ``body`` it is passed on right away.
    """
    place = describe(new.lon, new.lat)
    if not place.inside and not new.may_lie_outside:
        raise OutsideTown(place.hint)
    # Known by number and name to the map that each process keeps: enough for routing, and for pointing to it.
    district = District(pk=place.district_id, name=place.district) if place.district_id else None
    address = clean_line(new.address)[:200] or place.label
    category = new.category
    with transaction.atomic():
        opened = open_case(
            kind=KIND,
            title=new.part_title or category.name,
            text=clean(new.text)[:MAX_TEXT],
            channel=channel,
            decision=explain(category, district, told=Told(new.answers, new.lon, new.lat, channel)).decision,
            targets=targets_of(category),
            detail=lambda case: _add_report(case, new, address, district),
            words=f"{address} {place.district} {clean_line(new.place_note)} {category.group.name}"
            + (f" {new.asset.number}" if new.asset else ""),
            requester=new.party,
            files=new.files,
            actor=actor,
            key=key,
        )
        if opened.is_new and new.files:
            look_later(opened.case.pk)
        if opened.is_new and new.after:
            _follow(opened.case, new)
        if opened.is_new and new.body is not None:
            pass_on(case=opened.case, body=new.body, shares_contact=new.shares_contact, actor=actor)
        elif opened.is_new:
            forward_by_rule(opened.case)
    return opened


def _follow(case: Case, new: NewReport) -> None:
    """Note which report this one goes on from, if that one is where this one is: anybody may name any number."""
    before = Report.objects.select_related("case").filter(case__reference=new.after).exclude(pk=case.pk).first()
    if before is not None and distance_m(before.lon, before.lat, new.lon, new.lat) <= _SAME_PLACE_M:
        link(case=case, other=before.case, kind=LinkKind.FOLLOWS, actor=None)


def targets_of(category: Category) -> Targets:
    return Targets(category.first_answer_days, category.settle_days)


def _add_report(case: Case, new: NewReport, address: str, district: District | None) -> None:
    status = kinds.get(KIND).workflow.status(case.status)
    text = clean(new.text)[:MAX_TEXT]
    begins = beginning_of(
        new.category,
        text=text,
        answers=new.answers,
        has_files=bool(new.files),
        doubtful=bool(new.suspicion) or new.may_lie_outside,
        at=case.opened_at,
    )
    report = Report.objects.create(
        case=case,
        category=new.category,
        district=district,
        lon=new.lon,
        lat=new.lat,
        address=address,
        place_note=clean_line(new.place_note)[:MAX_PLACE_NOTE],
        description=text,
        public_text=begins.public_text,
        answers=new.answers,
        release=Release.WITHDRAWN if new.part_title else begins.release,
        unchecked=begins.unchecked,
        findings=begins.findings,
        publish_at=begins.publish_at,
        reported_at=case.opened_at,
        tone=status.tone,
        is_open=not status.closes,
        suspicion=new.suspicion,
    )
    if new.asset is not None:
        attach_asset(report, new.asset)
    if begins.release == Release.RELEASED:
        index_public_words(report)
        tell_it_is_public(case.pk)
        events.released(report)
    if begins.by_rule:
        note_rule(case, new.category.publish, held_photos=len(new.files))
