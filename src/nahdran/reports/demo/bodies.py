# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Others who answer for something in the demonstration: by the roads on its map, and the neighbours. Addresses are made up."""

from nahdran.places.models import Course
from nahdran.reports.enums import BodyDoes, BodySort, BodyWhere
from nahdran.reports.models import Body, CategoryGroup
from nahdran.reports.operations import propose_bodies, save_body

_STREETS = ("strassen", "verkehr")


def ensure_bodies() -> int:
    """Once, and only where no body was set up. Returns how many."""
    if Body.objects.exists():
        return 0
    for body in propose_bodies():
        _put_into_use(body)
    neighbours = Body(
        name="Nachbargemeinde",
        sort=BodySort.NEIGHBOUR,
        explanation="Der Ort liegt außerhalb unserer Stadt. Wir geben Ihre Meldung gern an die Gemeinde weiter, in der er liegt.",
        explanation_en="The place lies outside our town. We will gladly pass your report on to the municipality in which it lies.",
        email="nachbargemeinde@stadt.example",
        where=BodyWhere.OUTSIDE,
        does=BodyDoes.HAND_OVER,
        position=200,
    )
    save_body(body=neighbours, sets={}, actor=None)
    return Body.objects.count()


def _put_into_use(body: Body) -> None:
    """Motorway and railway take everything on their ground, the other roads what belongs to a road."""
    body.is_active = True
    body.email = f"{body.course_kind}@stadt.example"
    body.does = (
        BodyDoes.HAND_OVER if body.course_kind in {Course.Kind.MOTORWAY, Course.Kind.FEDERAL} else BodyDoes.CONTACT
    )
    whole = body.course_kind in {Course.Kind.MOTORWAY, Course.Kind.RAIL}
    groups = [] if whole else list(CategoryGroup.objects.filter(key__in=_STREETS))
    save_body(body=body, sets={"groups": groups}, actor=None)
