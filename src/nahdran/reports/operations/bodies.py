# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Others who answer for something: set up by the town, proposed from the map, and reports passed on to them. Everything is logged."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.enums import PartyRole
from nahdran.cases.models import Case, Party
from nahdran.cases.operations import change_status
from nahdran.kit import clock
from nahdran.places.models import Course
from nahdran.places.queries import course_names
from nahdran.reports import mails
from nahdran.reports.enums import BodyDoes, BodySort, BodyWhere
from nahdran.reports.models import Body, HandOver
from nahdran.reports.workflow import EXTERNAL, WORKFLOW

Sets = Mapping[str, Iterable[Any]]


def pass_on(*, case: Case, body: Body, shares_contact: bool, actor: User | None) -> HandOver:
    """Send a report to the body that answers for it and say so in its status. To the same body it goes once.

    Name and addresses of the person go along only if they have allowed it.
    """
    with transaction.atomic():
        handed, is_new = HandOver.objects.get_or_create(
            report_id=case.pk,
            body=body,
            defaults={"name": body.name, "email": body.email, "shares_contact": shares_contact, "at": clock.now()},
        )
        if not is_new:
            return handed
        party = Party.objects.filter(case=case, role=PartyRole.REQUESTER).first() if shares_contact else None
        with override("de"):
            sentence = _("Dafür ist %(body)s da. Wir haben die Meldung dorthin weitergegeben.") % {"body": body.name}
        if WORKFLOW.allows(case.status, EXTERNAL):
            change_status(case=case, to=EXTERNAL, actor=actor, public_text=sentence)
        mails.hand_over(_with_report(handed.pk), party=party)
        record(action="reports.handed_over", actor=actor, obj=case, data={"body": body.name, "contact": shares_contact})
    return handed


def forget_hand_overs(case: Case) -> None:
    """The links that went out show nothing any more."""
    HandOver.objects.filter(report_id=case.pk).delete()


def save_body(*, body: Body, sets: Sets, actor: User | None) -> Body:
    """Add or change a body; ``sets`` holds its groups, categories and districts. What was passed on stays as it is."""
    with transaction.atomic():
        body.changed_at = clock.now()
        body.save()
        for name in ("groups", "categories", "districts"):
            getattr(body, name).set(sets.get(name, ()))
        record(action="reports.body", actor=actor, obj=body, data={"name": body.name, "active": body.is_active})
    return body


def remove_body(*, body: Body, actor: User) -> None:
    """Gone from the form at once; reports that were passed on keep the name."""
    with transaction.atomic():
        record(action="reports.body", actor=actor, obj=body, data={"name": body.name, "removed": True})
        body.delete()


def propose_bodies(*, actor: User | None = None) -> list[Body]:
    """Bodies for the roads and railways on the map that nobody is named for yet. Not in use before somebody has checked them."""
    known = set(Body.objects.filter(where=BodyWhere.COURSES).values_list("course_kind", flat=True))
    names = set(Body.objects.values_list("name", flat=True))
    kinds = {kind for kind, _ref in course_names()} - known
    added = []
    with transaction.atomic(), override("de"):
        for place, (kind, sort, name, explanation) in enumerate(_proposals(), start=1):
            if kind in kinds and name not in names:
                row = Body(
                    name=name,
                    sort=sort,
                    explanation=explanation,
                    where=BodyWhere.COURSES,
                    course_kind=kind,
                    width_m=20 if kind == Course.Kind.MOTORWAY else 12,
                    does=BodyDoes.CONTACT,
                    is_active=False,
                    position=place * 10,
                )
                added.append(save_body(body=row, sets={}, actor=actor))
    return added


def _proposals() -> list[tuple[str, str, str, str]]:
    """Kind of road, sort, name and why. Who builds and mends which road is settled by the road laws (FStrG and those of the Länder)."""
    return [
        (
            Course.Kind.MOTORWAY,
            BodySort.MOTORWAY,
            _("Autobahn GmbH des Bundes"),
            _("Autobahnen betreut im ganzen Land die Autobahn GmbH, mit Auffahrten und Rastplätzen."),
        ),
        (
            Course.Kind.RAIL,
            BodySort.RAIL,
            _("Deutsche Bahn"),
            _("Gleise, Bahndämme, Bahnhöfe und Schranken gehören der Bahn. Die Stadt darf dort nicht arbeiten."),
        ),
        (
            Course.Kind.FEDERAL,
            BodySort.STATE,
            _("Straßenbauverwaltung des Landes (Bundesstraßen)"),
            _("Diese Bundesstraße unterhält das Land für den Bund, auch Schilder und Ampeln daran."),
        ),
        (
            Course.Kind.STATE,
            BodySort.STATE,
            _("Straßenbauverwaltung des Landes (Landesstraßen)"),
            _("Diese Straße gehört dem Land. Es bessert Fahrbahn, Schilder und Gräben aus."),
        ),
        (
            Course.Kind.DISTRICT,
            BodySort.COUNTY,
            _("Kreis (Kreisstraßen)"),
            _("Diese Straße gehört dem Kreis. Er bessert Fahrbahn, Schilder und Gräben aus."),
        ),
    ]


def _with_report(pk: int) -> HandOver:
    return HandOver.objects.select_related("report__case", "report__category__group", "report__district").get(pk=pk)
