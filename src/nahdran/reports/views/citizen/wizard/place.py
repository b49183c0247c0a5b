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
from nahdran.places.queries import describe, is_inside
from nahdran.reports.draft_access import draft_of
from nahdran.reports.forms.steps import PlaceForm
from nahdran.reports.models import Body
from nahdran.reports.next_place import kept
from nahdran.reports.queries.assets import chosen_asset, public_asset
from nahdran.reports.queries.bodies import body_for
from nahdran.reports.queries.drafts import PLACE
from nahdran.reports.queries.geo import parse_point
from nahdran.reports.queries.near import public_near
from nahdran.reports.rules import MAX_PLACE_NOTE
from nahdran.reports.views.citizen.wizard.assets import (
    Named,
    has_lists,
    kept_asset,
    near_assets,
    onward_past_notice,
    placed,
)
from nahdran.reports.views.citizen.wizard.responsible import decided, onward_past_others
from nahdran.reports.views.citizen.wizard.visit import Visit, may_write, step


@step(PLACE)
def place(visit: Visit) -> HttpResponse:
    posted = visit.request.method == "POST"
    form = PlaceForm(visit.request.POST if posted else None, initial={"place": _known(visit)})
    named = _named(visit, form)
    if named is not None and named.asset is not None:
        note = clean_line(form["place"].data.detail)[:MAX_PLACE_NOTE]
        visit.keep({**_follows(visit), **placed(named.asset, {"place": {"note": note}})})
        return onward_past_notice(visit)
    if may_write(visit) and named is None and form.is_valid():
        found = form.cleaned_data["place"]
        visit.keep(
            {
                **_follows(visit),
                "place": {
                    "lon": found.lon,
                    "lat": found.lat,
                    "address": found.label,
                    "note": found.detail,
                    "source": found.source,
                },
                "asset": None
                if visit.request.POST.get("anlage") == "keines"
                else kept_asset(visit, found.lon, found.lat),
            }
        )
        # Without a kind nothing is the same yet.
        return onward_past_others(visit) if visit.wants_review else visit.onward()
    if named is not None and named.error:
        _without_missing_place(form)
    beyond = _beyond(form) if posted else None
    if beyond is not None and may_write(visit) and "weitergeben" in visit.request.POST and beyond.body.hands_over:
        visit.keep({"place": beyond.place, "body": decided(beyond.body, visit.request.POST)})
        return visit.onward()
    picked = public_asset(visit.request.GET.get("anlage")) if not posted else None
    known = {} if posted else visit.data.get("place", {})
    if picked is not None:
        known = {"lon": picked.lon, "lat": picked.lat}
    near = public_near(known["lon"], known["lat"]) if "lon" in known else []
    status = 403 if visit.request.lost_token else 422 if form.errors or (named and named.error) else 200  # type: ignore[attr-defined]
    context = {"form": form, "near": near, "beyond": beyond.body if beyond else None}
    context |= {"named": named, "number": _asked_for(visit)}
    if "lon" in known:
        context |= near_assets(known["lon"], known["lat"], picked or chosen_asset(visit.data))
    else:
        context["has_lists"] = has_lists()
    return visit.page("reports/citizen/wizard/place.html", context, status=status)


def _named(visit: Visit, form: PlaceForm) -> Named | None:
    """A thing that was chosen or whose number was typed; it is the place then, whatever stands in the search field."""
    if not may_write(visit) or form["place"].data.wants_search:
        return None
    named = Named(visit.request.POST)
    return None if named.is_empty else named


def _without_missing_place(form: PlaceForm) -> None:
    """Who gave a number need not give a place; one sentence says what is wrong, and it stands at the number."""
    if all(error.code == "required" for error in form.errors.as_data().get("place", [])):
        form.errors.pop("place", None)


def _follows(visit: Visit) -> dict[str, Any]:
    """Which report this one was begun after."""
    before = kept(visit.request)
    return {"after": before.after} if before and before.after else {}


def _asked_for(visit: Visit) -> str:
    return clean_line(visit.request.POST.get("nummer", ""))[:60]


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
    if asset := public_asset(visit.request.GET.get("anlage")):
        return {"lon": asset.lon, "lat": asset.lat, "label": asset.address, "source": PlaceSource.MAP}
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
    draft = draft_of(request)
    chosen = chosen_asset(draft.data) if draft else None
    things = near_assets(*point, chosen) if point and is_inside(*point) else {}
    response = render(request, "reports/partials/near.html", {"near": rows, **things})
    # What was chosen is marked in it.
    response["Cache-Control"] = "no-store" if chosen else "private, max-age=60"
    return response
