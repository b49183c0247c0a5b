# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form field for a place: address search, map and own position as three equal ways. Other apps build their forms with it.

``cleaned_data["place"]`` is a ``ChosenPlace`` inside the town. How the field looks is decided in ``widgets``.
"""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.kit.text import clean_line
from nahdran.places.chosen import MAX_DETAIL, ChosenPlace, PlaceInput, only_hit, place_at
from nahdran.places.enums import PlaceSource
from nahdran.places.queries import search_addresses
from nahdran.places.widgets import PlaceWidget
from nahdran.places.wording import outside

__all__ = ["ChosenPlace", "PlaceField", "PlaceFormMixin", "PlaceSource"]


class PlaceField(forms.Field):
    """A place in the town.

    ``layout``: ``"step"`` for a page of its own (three parts that the page's grid arranges), ``"block"`` inside any other form.
    ``near``: address of a piece of HTML about the surroundings (``?lon=&lat=``), ``points``: address of GeoJSON for pins on the map; both may be
    lazy. ``detail``: with a line for "in front of the bakery". The initial value may be a ``ChosenPlace`` or a mapping with lon, lat, label, source;
    with the source ``photo`` it is shown as a proposal.
    """

    widget = PlaceWidget
    default_error_messages = {
        "required": _("Bitte geben Sie den Ort an: suchen Sie die Adresse, oder zeigen Sie ihn auf der Karte."),
        "searching": _("Bitte wählen Sie eine der gefundenen Adressen aus."),
        "nothing": _(
            "Zu „%(query)s“ haben wir keine Adresse gefunden. Prüfen Sie die Schreibweise, oder lassen Sie die Hausnummer weg."
        ),
        "invalid": _("Diesen Ort können wir nicht lesen. Bitte wählen Sie ihn noch einmal aus."),
        "long": _("Bitte beschreiben Sie den Ort mit höchstens %(limit)d Zeichen."),
    }

    def __init__(
        self, *, layout: str = "block", near: Any = "", points: Any = "", detail: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        cast("PlaceWidget", self.widget).configure(layout=layout, near=near, points=points, detail=detail)

    def clean(self, value: Any) -> ChosenPlace | None:
        given = value if isinstance(value, PlaceInput) else PlaceInput()
        detail = clean_line(given.detail)
        if len(detail) > MAX_DETAIL:
            raise self._error("long", limit=MAX_DETAIL)
        if given.is_empty:
            if self.required or given.wants_search:
                raise self._error("required")
            return None
        if given.chosen_hit:
            lon, lat, label = given.chosen_hit
            return self._place(lon, lat, PlaceSource.ADDRESS, label, detail)
        if given.needs_search:
            return self._searched(given, detail)
        if given.position is None:
            raise self._error("invalid")
        return self._place(*given.position, given.source, given.label, detail)

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = ChosenPlace.of(initial)
        if not isinstance(data, PlaceInput) or data.needs_search or data.chosen_hit or before is None:
            return before is not None or (isinstance(data, PlaceInput) and not data.is_empty)
        return data.position != (round(before.lon, 6), round(before.lat, 6))

    def _searched(self, given: PlaceInput, detail: str) -> ChosenPlace:
        """Without a script, or with a text from which nothing was chosen: the server searches, and the person chooses from its list."""
        hits = search_addresses(given.query)
        if not hits:
            raise self._error("nothing", query=given.query)
        meant = None if given.wants_search else only_hit(given.query, hits)
        if meant is None:
            raise self._error("searching")
        return self._place(meant.lon, meant.lat, PlaceSource.ADDRESS, meant.label, detail)

    def _place(self, lon: float, lat: float, source: str, label: str, detail: str) -> ChosenPlace:
        place, hint = place_at(lon, lat, source=source, label=label, detail=detail)
        if place is None:
            raise forms.ValidationError(outside(hint), code="outside")
        return place

    def _error(self, code: str, **params: Any) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code, params=params)


class PlaceFormMixin:
    """For forms with a ``PlaceField`` that should come back without any error while somebody without a script searches an address.

    ``is_valid()`` is False then, so a view needs nothing else than what it has: show the form again.
    """

    @property
    def is_searching_place(self) -> bool:
        form: Any = self
        return form.is_bound and any(
            isinstance(field, PlaceField) and form[name].data.wants_search for name, field in form.fields.items()
        )

    def full_clean(self) -> None:
        super().full_clean()  # type: ignore[misc]
        if self.is_searching_place:
            found = self._errors  # type: ignore[attr-defined]
            for name in [name for name, given in found.items() if given.as_data()[0].code != "nothing"]:
                del found[name]

    def is_valid(self) -> bool:
        return bool(super().is_valid()) and not self.is_searching_place  # type: ignore[misc]
