# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What suggestions are learnt from: the town's own settled reports."""

from django.db.models import QuerySet

from nahdran.cases.models import Case
from nahdran.reports.enums import Release
from nahdran.reports.learning.samples import Sample
from nahdran.reports.models import Report
from nahdran.reports.queries.experience import SHORTEST
from nahdran.reports.workflow import DONE, DUPLICATE, NOT_OURS

# The newest are enough, and keep the learning within minutes.
_MOST_EXAMPLES = 10_000


def examples() -> QuerySet[Report]:
    """What may be learnt from: settled by the town, and of a kind that is in use. Their kind is what clerks have made of it."""
    settled = Case.objects.filter(closed_at__isnull=False, status__in=[DONE, NOT_OURS, DUPLICATE])
    rows = Report.objects.filter(case__in=settled, category__is_active=True, suspicion="")
    return rows.select_related("category").order_by("-case")


def example_texts() -> tuple[list[str], list[str]]:
    """Texts and keys of kinds, the newest first."""
    samples = example_samples()
    return [sample.text for sample in samples], [sample.label for sample in samples]


def example_samples() -> list[Sample]:
    """What the person wrote; where that is erased, what the town has released of it. With its place, the newest first."""
    fields = examples().values_list(
        "description", "public_text", "category__key", "lon", "lat", "district_id", "release", "reported_at"
    )
    found = []
    for description, public_text, key, lon, lat, district, release, at in fields[:_MOST_EXAMPLES].iterator(
        chunk_size=2000
    ):
        text = description or public_text
        if len(text.strip()) >= SHORTEST:
            found.append(Sample(text, key, lon, lat, district, release == Release.RELEASED, at))
    return found
