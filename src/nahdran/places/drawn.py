# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""An area that somebody draws on the map: corners, longitude first, the last joined with the first. Checked, and as a field for forms.

Written ``lon,lat;lon,lat;…`` in forms and addresses. Without a script nothing can be drawn, but an area that came along stays.
"""

from typing import Any

import shapely
from django import forms
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from shapely.geometry import Polygon

from nahdran.places import wording
from nahdran.places.chosen import position_of
from nahdran.places.mapview import degrees, town_map
from nahdran.places.queries import shapes, town_view

Corner = tuple[float, float]
Corners = tuple[Corner, ...]

FEWEST_CORNERS, MOST_CORNERS = 3, 50
# Finer than a decimetre nobody draws.
_DIGITS = 6
_LONGEST = 60 * MOST_CORNERS


class CrossingLines(ValueError):
    """The border crosses itself or has no inside, so nobody can say what it means."""


def polygon_of(corners: Any) -> Polygon:
    """The area as shapely knows it. Raises CrossingLines."""
    area = Polygon(corners) if len(corners) >= FEWEST_CORNERS else Polygon()
    if area.is_empty or not area.is_valid or not area.area:
        raise CrossingLines
    return area


def parse_corners(text: str) -> Corners | None:
    """The corners of a text; None if it is none."""
    found = []
    for part in text.strip().strip(";").split(";"):
        lon, _comma, lat = part.partition(",")
        place = position_of(lon, lat)
        if place is None:
            return None
        found.append((round(place[0], _DIGITS), round(place[1], _DIGITS)))
    return tuple(found)


def written(corners: Any) -> str:
    return ";".join(f"{degrees(lon)},{degrees(lat)}" for lon, lat in corners)


class AreaWidget(forms.Widget):
    """A map to draw on, and below it a hidden field with the corners."""

    template_name = "places/area.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, otherwise: Any = None) -> None:
        """``otherwise``: the way for those who cannot draw, in a sentence."""
        super().__init__(attrs)
        self.otherwise = otherwise or _("Wählen Sie sonst einen Ortsteil oder einen Umkreis.")

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_map" if id_ else ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return str(data.get(name) or "")

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def render_field(self, bound: BoundField, values: dict[str, Any]) -> SafeString:
        context = self.get_context(bound.html_name, bound.value(), {"id": bound.auto_id})
        words = {name: values[name] for name in ("label", "hint", "error", "optional")}
        return render_to_string(self.template_name, context | words)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        given = value if isinstance(value, str) else written(value or ())
        return {
            "name": name,
            "id": (attrs or {}).get("id") or f"id_{name}",
            "value": given[:_LONGEST],
            "most": MOST_CORNERS,
            "data": town_map(town_view()) | {"src": ""},
            "texts": wording.area_texts(self.otherwise),
            "otherwise": self.otherwise,
        }


class AreaField(forms.Field):
    """``cleaned_data`` holds the corners of an area that touches the town; nothing where nothing was drawn."""

    widget = AreaWidget
    default_error_messages = {
        "required": _("Bitte zeichnen Sie das Gebiet auf der Karte: mindestens drei Ecken."),
        "invalid": _("Dieses Gebiet können wir nicht lesen. Bitte zeichnen Sie es noch einmal."),
        "few": _("Ein Gebiet braucht mindestens drei Ecken."),
        "many": _("Ein Gebiet darf höchstens %(most)d Ecken haben."),
        "crossing": _("Die Linien des Gebiets kreuzen sich. Bitte verschieben oder löschen Sie eine Ecke."),
        "outside": _("Dieses Gebiet liegt nicht in der Stadt."),
    }

    def clean(self, value: Any) -> Corners:
        text = str(value or "").strip()[: _LONGEST + 1]
        if not text:
            if self.required:
                raise self._error("required")
            return ()
        corners = parse_corners(text)
        if corners is None:
            raise self._error("many" if text.count(";") >= MOST_CORNERS else "invalid")
        if len(corners) > MOST_CORNERS:
            raise self._error("many")
        if len(corners) < FEWEST_CORNERS:
            raise self._error("few")
        try:
            area = polygon_of(corners)
        except CrossingLines as error:
            raise self._error("crossing") from error
        ground = shapes().ground
        if ground is None or not shapely.intersects(ground, area):
            raise self._error("outside")
        return corners

    def _error(self, code: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code, params={"most": MOST_CORNERS})
