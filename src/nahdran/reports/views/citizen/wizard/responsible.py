# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where somebody else answers for it: explained, with a way on. Passed on with one click, reported there, or by the town all the same."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from nahdran.reports.enums import BodyDoes
from nahdran.reports.models import Body
from nahdran.reports.operations.contents import HAND_OVER, TOWN
from nahdran.reports.queries.bodies import body_for
from nahdran.reports.queries.drafts import KIND
from nahdran.reports.views.citizen.wizard.similar import onward_past_similar
from nahdran.reports.views.citizen.wizard.visit import Visit, may_write, step


@step(KIND)
def responsible(visit: Visit) -> HttpResponse:
    body = body_of(visit)
    if body is None or body.does == BodyDoes.TOWN:
        return onward_past_similar(visit)
    if may_write(visit):
        visit.keep({"body": decided(body, visit.request.POST)})
        return onward_past_similar(visit)
    status = 403 if visit.request.method == "POST" else 200
    return visit.page("reports/citizen/wizard/responsible.html", {"body": body}, status=status)


def onward_past_others(visit: Visit) -> HttpResponse:
    """To the next step; before it to who answers for it, if that is not the town and nothing was decided about it yet."""
    body = body_of(visit)
    chosen = visit.data.get("body", {})
    if body is None or body.pk != chosen.get("pk"):
        if chosen:
            visit.keep({"body": {}})
        if body is not None and body.does != BodyDoes.TOWN:
            query = "?weiter=pruefen" if visit.wants_review else ""
            return visit.remembered(redirect(reverse("reports:responsible") + query))
    return onward_past_similar(visit)


def body_of(visit: Visit) -> Body | None:
    place, category = visit.data.get("place", {}), visit.fresh_category
    if category is None or "lon" not in place:
        return None
    return body_for(category, place["lon"], place["lat"])


def decided(body: Body, post: Any) -> dict[str, Any]:
    """What to remember. Only a body that takes what we pass on can be chosen for that."""
    passes_on = "weitergeben" in post and body.hands_over
    return {"pk": body.pk, "choice": HAND_OVER if passes_on else TOWN, "share": passes_on and "kontakt" in post}
