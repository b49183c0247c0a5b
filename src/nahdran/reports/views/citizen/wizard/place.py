# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Step 2: the place, by address, map or own position; what is reported near by already; and whose it is beyond the boundary."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nahdran.kit.text import clean_line
from nahdran.places.enums import PlaceSource
from nahdran.places.queries import describe
from nahdran.reports.forms.steps import PlaceForm
from nahdran.reports.models import Body
from nahdran.reports.next_place import kept
from nahdran.reports.queries.bodies import body_for
from nahdran.reports.queries.drafts import PLACE
from nahdran.reports.queries.geo import parse_point
from nahdran.reports.queries.near import public_near
from nahdran.reports.rules import MAX_PLACE_NOTE
from nahdran.reports.views.citizen.wizard.responsible import decided, onward_past_others
from nahdran.reports.views.citizen.wizard.visit import Visit, may_write, step


@step(PLACE)
def place(visit: Visit) -> HttpResponse:
    posted = visit.request.method == "POST"
    form = PlaceForm(visit.request.POST if posted else None, initial={"place": _known(visit)})
    if may_write(visit) and form.is_valid():
        found = form.cleaned_data["place"]
        before = kept(visit.request)
        visit.keep(
            {
                **({"after": before.after} if before and before.after else {}),
                "place": {
                    "lon": found.lon,
                    "lat": found.lat,
                    "address": found.label,
                    "note": found.detail,
                    "source": found.source,
                },
            }
        )
        # Without a kind nothing is the same yet.
        return onward_past_others(visit) if visit.wants_review else visit.onward()
    beyond = _beyond(form) if posted else None
    if beyond is not None and may_write(visit) and "weitergeben" in visit.request.POST and beyond.body.hands_over:
        visit.keep({"place": beyond.place, "body": decided(beyond.body, visit.request.POST)})
        return visit.onward()
    known = visit.data.get("place", {})
    near = public_near(known["lon"], known["lat"]) if "lon" in known and not posted else []
    status = 403 if visit.request.lost_token else 422 if form.errors else 200  # type: ignore[attr-defined]
    context = {"form": form, "near": near, "beyond": beyond.body if beyond else None}
    return visit.page("reports/citizen/wizard/place.html", context, status=status)


@dataclass(frozen=True, slots=True)
class _Beyond:
    """A place beyond the boundary, and the neighbour who answers for it."""

    body: Body
    place: dict[str, Any]


def _beyond(form: PlaceForm) -> _Beyond | None:
    """Whom to tell where the chosen place is not ours; nothing if it is, or if nobody is named for it."""
    errors = form.errors.as_data().get("place", [])
    if not any(error.code == "outside" for error in errors):
        return None
    given = form["place"].data
    position = given.chosen_hit[:2] if given.chosen_hit else given.position
    body = body_for(None, *position) if position else None
    if body is None:
        return None
    lon, lat = position
    place = {
        "lon": lon,
        "lat": lat,
        "address": describe(lon, lat).label,
        "note": clean_line(given.detail)[:MAX_PLACE_NOTE],
    }
    return _Beyond(body, {**place, "source": PlaceSource.MAP})


def _known(visit: Visit) -> dict[str, Any] | None:
    """The place chosen before; else where a photo says it was taken, or the place of the report before, as a proposal."""
    if chosen := visit.data.get("place"):
        return {**chosen, "label": chosen["address"], "detail": chosen["note"]}
    photo = visit.draft.photos.filter(lon__isnull=False).first() if visit.draft else None
    if photo:
        return {"lon": photo.lon, "lat": photo.lat, "source": PlaceSource.PHOTO}
    before = kept(visit.request)
    return {"lon": before.place[0], "lat": before.place[1], "source": PlaceSource.MAP} if before else None


@require_safe
def near(request: HttpRequest) -> HttpResponse:
    """A piece of HTML: what is reported around a point already. Nothing where nothing is."""
    point = parse_point(f"{request.GET.get('lon', '')},{request.GET.get('lat', '')}")
    rows = public_near(*point) if point else []
    response = render(request, "reports/partials/near.html", {"near": rows})
    response["Cache-Control"] = "private, max-age=60"
    return response
