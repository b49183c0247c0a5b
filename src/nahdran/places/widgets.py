# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the field for a place looks before any script runs: search field, list of found addresses, frame of the map, address line."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from nahdran.kit.text import clean_line
from nahdran.places import wording
from nahdran.places.chosen import MAX_DETAIL, MAX_QUERY, ChosenPlace, PlaceInput, choice_value
from nahdran.places.enums import PlaceSource
from nahdran.places.mapview import degrees, picture_of, town_map
from nahdran.places.queries import AddressHit, MapView, describe, search_addresses, town_view

LAYOUTS = ("block", "step")


@dataclass(frozen=True, slots=True)
class _Shown:
    """What stands in the address line."""

    state: str = "empty"
    line: str = ""
    note: str = ""
    district: str = ""


class PlaceWidget(forms.Widget):
    """Rendered by the templates of the project, so that icons and texts are those of the page."""

    template_name = "places/field.html"
    use_fieldset = True
    layout, near, points, detail = "block", "", "", False

    def configure(self, *, layout: str, near: Any, points: Any, detail: bool) -> None:
        if layout not in LAYOUTS:
            raise ValueError(f'PlaceField does not know layout="{layout}". Known: {", ".join(LAYOUTS)}.')
        self.layout, self.near, self.points, self.detail = layout, near, points, detail

    def id_for_label(self, id_: str) -> str:
        """Label and error summary lead to the search field, which everybody can use."""
        return f"{id_}_query" if id_ else ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> PlaceInput:
        def text(part: str, limit: int) -> str:
            return clean_line(data.get(f"{name}_{part}") or "")[:limit]

        return PlaceInput(
            query=text("query", MAX_QUERY),
            searched=text("searched", MAX_QUERY),
            choice=text("choice", 3 * MAX_QUERY),
            lon=text("lon", 40),
            lat=text("lat", 40),
            label=text("label", 3 * MAX_QUERY),
            source=text("source", 20),
            # One more than allowed, so that the field can say so instead of cutting silently.
            detail=text("detail", 5 * MAX_DETAIL),
            is_settled=data.get(f"{name}_state") == "chosen",
            wants_search=f"{name}_find" in data,
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not isinstance(data, QueryDict) or all(
            f"{name}_{part}" not in data for part in ("query", "lon", "choice")
        )

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def render_field(self, bound: BoundField, values: dict[str, Any]) -> SafeString:
        """Called by ``{% form_field %}``: label, hint and error stand inside, because the field has several parts."""
        context = self.get_context(bound.html_name, bound.value(), {"id": bound.auto_id})
        words = {name: values[name] for name in ("label", "hint", "error", "optional")}
        return render_to_string(self.template_name, context | words)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = self.build_attrs(self.attrs, attrs)
        given = value if isinstance(value, PlaceInput) else _from_initial(ChosenPlace.of(value))
        hits = _hits(given)
        place = None if hits is not None else given.position
        shown = _shown(place, given)
        if place and shown.state == "inside" and not given.label:
            # A place without a name, as from a photo: the search field says the name that the address line says.
            given = replace(given, label=shown.line, query=shown.line)
        view = town_view()
        return {
            "name": name,
            "id": attrs.get("id") or f"id_{name}",
            "layout": self.layout,
            "given": asdict(given) | {"query": given.query or (given.label if place else "")},
            "lon": degrees(place[0]) if place else "",
            "lat": degrees(place[1]) if place else "",
            "hits": None if hits is None else [{"hit": hit, "value": choice_value(hit)} for hit in hits],
            "shown": shown,
            "is_proposal": place is not None and given.source == PlaceSource.PHOTO and shown.state == "inside",
            "required": self.is_required,
            "detail": self.detail,
            "max_detail": MAX_DETAIL,
            "data": town_map(view) | {"src": str(self.points), "near": str(self.near)},
            "search_url": reverse("places:search"),
            "reverse_url": reverse("places:reverse"),
            "texts": wording.picker_texts(),
            "picture": _picture(place, view),
        }


def _picture(place: tuple[float, float] | None, view: MapView) -> dict[str, Any]:
    """What stands where the map would be without a script."""
    return picture_of(*place, zoom=16.5, pin="place") if place else picture_of(view=view)


def _from_initial(place: ChosenPlace | None) -> PlaceInput:
    if place is None:
        return PlaceInput()
    return PlaceInput(
        query=place.label,
        lon=degrees(place.lon),
        lat=degrees(place.lat),
        label=place.label,
        source=place.source,
        detail=place.detail,
    )


def _hits(given: PlaceInput) -> list[AddressHit] | None:
    """The list to choose from after a search on the server; None where nothing was searched. Costs a query only then."""
    if given.chosen_hit:
        return search_addresses(given.query)
    return search_addresses(given.query) if given.query and given.needs_search else None


def _shown(place: tuple[float, float] | None, given: PlaceInput) -> _Shown:
    if place is None:
        return _Shown()
    found = describe(*place)
    if not found.inside:
        return _Shown("outside", found.label, wording.outside(found.hint))
    return _Shown("inside", given.label or found.label, wording.responsible(found.district), found.district)
