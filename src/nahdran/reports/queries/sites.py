# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where reports are, for those who go there: offered to the floors below through ``cases.slots.sites``."""

from collections.abc import Iterable

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
