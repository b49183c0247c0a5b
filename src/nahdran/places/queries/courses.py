# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbered roads and railways of the town, for the question who looks after a place."""

from dataclasses import dataclass

from shapely.geometry import shape

from nahdran.places.mapdata import Geometry
from nahdran.places.models import Course


@dataclass(frozen=True, slots=True)
class CourseLines:
    kind: str
    ref: str
    lines: Geometry


def course_names() -> list[tuple[str, str]]:
    """(kind, number) of each, without its lines. One query."""
    return list(Course.objects.values_list("kind", "ref"))


def course_lines() -> list[CourseLines]:
    """All of them with their lines: for those who keep them prepared. One query."""
    return [CourseLines(row.kind, row.ref, shape(row.lines)) for row in Course.objects.all()]
