# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where reports are, for those who go there: offered to the floors below through ``cases.slots.sites``."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from nahdran.cases.models import Case
from nahdran.cases.slots import Site
from nahdran.reports.models import Report


def sites(case_ids: Iterable[int]) -> dict[int, Site]:
    """One query."""
    rows = Report.objects.filter(pk__in=list(case_ids)).values_list(
        "pk", "lon", "lat", "address", "district__name", "place_note"
    )
    return {
        pk: Site(lon, lat, address, district or "", note) for pk, lon, lat, address, district, note in rows.iterator()
    }


def successor_of(case: Case) -> str:
    """The form for a report that goes on after this one: with its place and kind filled in, and its number. One query."""
    row = Report.objects.filter(pk=case.pk).values_list("lon", "lat", "category__key").first()
    if row is None:
        return reverse("reports:new")
    lon, lat, key = row
    return f"{reverse('reports:new')}?{urlencode({'nahe': f'{lon:.5f},{lat:.5f}', 'art': key, 'nach': case.reference})}"
