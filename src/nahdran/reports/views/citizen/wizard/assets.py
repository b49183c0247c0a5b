# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which lamp is it? Asked where a kind belongs to a list; by its number, or from what stands next to the pin. It never stands in the way."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from nahdran.assets.models import Asset
from nahdran.assets.queries import by_number, layers_in_use
from nahdran.kit import clock
from nahdran.kit.text import clean_line
from nahdran.places.enums import PlaceSource
from nahdran.places.metric import distance_m
from nahdran.places.queries import is_inside
from nahdran.reports.models import Category
from nahdran.reports.queries.assets import SAME_M, assets_near, chosen_asset, layers_of, place_things, public_asset
from nahdran.reports.queries.drafts import KIND
from nahdran.reports.views.citizen.wizard.responsible import onward_past_others
from nahdran.reports.views.citizen.wizard.visit import PAGES, Visit, may_write, step

_LONGEST = 60


@step(KIND)
def asset(visit: Visit) -> HttpResponse:
    """Between kind and details."""
    category, place = visit.fresh_category, visit.data.get("place", {})
    if category is None or "lon" not in place:
        return visit.onward()
    if not may_write(visit):
        return _page(visit, category, status=403 if visit.request.method == "POST" else 200)
    post = visit.request.POST
    if "keines" in post:
        visit.keep({"asset": None, "asset_asked": _question(category, place)})
        return onward_past_others(visit)
    named = Named(post, layers=layers_of(category))
    if named.asset is None:
        return _page(visit, category, named, status=422)
    visit.keep({**placed(named.asset, visit.data), "asset_asked": _question(category, place)})
    return onward_past_notice(visit)


@step(KIND)
def notice(visit: Visit) -> HttpResponse:
    """What the town says about this very thing: somebody else's, or repaired soon. With a way on in every case."""
    found = chosen_asset(visit.data)
    if found is None:
        return _onward(visit)
    if may_write(visit):
        visit.keep({"notice_read": found.pk})
        return _onward(visit)
    context = {"asset": found, "notice": found.notice_on(clock.today())}
    status = 403 if visit.request.method == "POST" else 200
    return visit.page("reports/citizen/wizard/asset_notice.html", context, status=status)


class Named:
    """What somebody has chosen or typed. Without ``asset`` there are ``several`` with this number, or ``error`` says what to do."""

    def __init__(self, post: Any, *, layers: list[int] | None = None) -> None:
        self.number = clean_line(post.get("nummer", ""))[:_LONGEST]
        self.several: list[Asset] = []
        self.error = ""
        self.asset = public_asset(post.get("anlage"))
        if self.asset is None and self.number:
            self._look_up(layers)
        elif self.asset is None:
            self.error = _("Bitte wählen Sie ein Objekt, oder geben Sie seine Nummer ein.")

    @property
    def is_empty(self) -> bool:
        """Neither chosen nor typed."""
        return self.asset is None and not self.number

    def _look_up(self, layers: list[int] | None) -> None:
        found = by_number(self.number, public=True, layers=layers) or by_number(self.number, public=True)
        if len(found) == 1:
            self.asset = found[0]
        elif found:
            self.several = found
            self.error = _("Diese Nummer gibt es mehrmals. Bitte wählen Sie aus.")
        else:
            self.error = _(
                "Die Nummer „%(number)s“ kennen wir nicht. Prüfen Sie die Ziffern, oder lassen Sie das Feld leer."
            ) % {"number": self.number}


def placed(asset: Asset, data: Any) -> dict[str, Any]:
    """What to keep: the thing, and its place as the place of the report. What was said about the place before stays."""
    address = asset.address or str(asset.title)
    note = data.get("place", {}).get("note", "")
    place = {"lon": asset.lon, "lat": asset.lat, "address": address, "note": note, "source": PlaceSource.MAP}
    # The town has shrunk since the list was read: then the pin that the person has set counts.
    return {"asset": asset.pk, **({"place": place} if is_inside(asset.lon, asset.lat) else {})}


def kept_asset(visit: Visit, lon: float, lat: float) -> int | None:
    """The thing chosen before, as long as the pin is still at it."""
    found = chosen_asset(visit.data)
    return found.pk if found and distance_m(found.lon, found.lat, lon, lat) <= SAME_M else None


def onward_past_assets(visit: Visit) -> HttpResponse:
    """To the next step; before it to the question which one it is, where the kind belongs to a list and one of it stands near."""
    category, place = visit.fresh_category, visit.data.get("place", {})
    if category is None or "lon" not in place:
        return onward_past_others(visit)
    if chosen_asset(visit.data) or visit.data.get("asset_asked") == _question(category, place):
        return onward_past_notice(visit)
    layers = layers_of(category)
    if layers and assets_near(place["lon"], place["lat"], layers=layers):
        return _to(visit, "reports:asset")
    return onward_past_others(visit)


def onward_past_notice(visit: Visit) -> HttpResponse:
    """To the next step; before it to what the town says about the thing, once."""
    found = chosen_asset(visit.data)
    if found and found.notice_on(clock.today()) and visit.data.get("notice_read") != found.pk:
        return _to(visit, "reports:asset_notice")
    return _onward(visit)


def near_assets(lon: float, lat: float, chosen: Asset | None) -> dict[str, Any]:
    """For the place step: what stands here, and whether there are lists at all."""
    lists, found = place_things(lon, lat)
    return {"has_lists": lists, "assets": found, "chosen": chosen}


def has_lists() -> bool:
    return layers_in_use(public=True).exists()


def _onward(visit: Visit) -> HttpResponse:
    """From the place the kind comes next; with a kind who else may answer for it."""
    if visit.fresh_category is None:
        return visit.remembered(redirect(PAGES[KIND]))
    return onward_past_others(visit)


def _to(visit: Visit, name: str) -> HttpResponse:
    return visit.remembered(redirect(reverse(name) + ("?weiter=pruefen" if visit.wants_review else "")))


def _question(category: Category, place: dict[str, Any]) -> str:
    """Asked once for a kind at a place."""
    return f"{category.key}@{place['lon']:.5f},{place['lat']:.5f}"


def _page(visit: Visit, category: Category, named: Named | None = None, *, status: int = 200) -> HttpResponse:
    place, layers = visit.data["place"], layers_of(category)
    lists = list(layers_in_use(public=True).filter(pk__in=layers))
    context = {
        "category": category,
        "assets": assets_near(place["lon"], place["lat"], layers=layers),
        "several": named.several if named else [],
        "chosen": chosen_asset(visit.data),
        "number": named.number if named else "",
        "error": named.error if named else "",
        "hints": [layer.number_hint_label for layer in lists if layer.number_hint],
        "place": place,
    }
    return visit.page("reports/citizen/wizard/asset.html", context, status=status)
