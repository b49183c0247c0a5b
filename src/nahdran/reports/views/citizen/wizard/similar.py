# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Between kind and details, where something like it is reported already: is it that, or something else? It never stands in the way."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from nahdran.reports.models import ReportAsset
from nahdran.reports.queries.assets import chosen_asset
from nahdran.reports.queries.drafts import KIND
from nahdran.reports.queries.public import PublicReport
from nahdran.reports.queries.similar import similar_public
from nahdran.reports.views.citizen.wizard.visit import Visit, may_write, step

# So many references of the past are remembered as "something else".
_MOST_DISMISSED = 30


@step(KIND)
def similar(visit: Visit) -> HttpResponse:
    found = found_for(visit)
    if may_write(visit):
        dismissed = [*visit.data.get("not_same", []), *(row.reference for row in found)]
        visit.keep({"not_same": dismissed[-_MOST_DISMISSED:]})
        return visit.onward()
    if not found:
        return visit.onward()
    return visit.page(
        "reports/citizen/wizard/similar.html",
        {"similar": found, "of_asset": _of_asset(visit, found), "asset": chosen_asset(visit.data)},
    )


def _of_asset(visit: Visit, found: list[PublicReport]) -> set[int]:
    """Which of them are about the very same thing."""
    ids = [row.case_id for row in found]
    rows = ReportAsset.objects.filter(asset_id=visit.data.get("asset") or 0, pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def onward_past_similar(visit: Visit) -> HttpResponse:
    """To the next step; before it to what may be the same, if there is something that was not called something else."""
    if not found_for(visit):
        return visit.onward()
    query = "?weiter=pruefen" if visit.wants_review else ""
    return visit.remembered(redirect(reverse("reports:similar") + query))


def found_for(visit: Visit) -> list[PublicReport]:
    place, category = visit.data.get("place", {}), visit.fresh_category
    if category is None or "lon" not in place:
        return []
    return similar_public(
        category,
        place["lon"],
        place["lat"],
        text=visit.data.get("text", ""),
        but=visit.data.get("not_same", []),
        asset=visit.data.get("asset"),
    )
