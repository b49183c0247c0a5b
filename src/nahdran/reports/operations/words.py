# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words by which the public finds a report. Made of what the public may read and of nothing else."""

from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from nahdran.kit import clock
from nahdran.places.rules import search_text
from nahdran.reports.enums import Release
from nahdran.reports.models import Report


def index_public_words(report: Report) -> None:
    """Set ``words`` anew; a report that is not public has none. ``report`` brings its category, group and district along.

    Side effect: marks the moment, as something that the public sees has changed.
    """
    moment = clock.now()
    if report.release != Release.RELEASED:
        Report.objects.filter(pk=report.pk).update(words=None, updated_at=moment)
        return
    Report.objects.filter(pk=report.pk).update(words=public_words(report), updated_at=moment)


def public_words(report: Report) -> Any:
    """What goes into ``words`` of a released report, for the database to work out. ``report`` brings category, group and district along."""
    category = report.category
    names = f"{category.name} {category.name_en} {category.group.name} {category.group.name_en} {category.keywords}"
    place = search_text(report.address, report.district.name if report.district else "")
    return (
        SearchVector(Value(names), weight="A", config="german")
        + SearchVector(Value(place), weight="B", config="simple")
        + SearchVector(Value(report.public_text), weight="C", config="german")
    )
