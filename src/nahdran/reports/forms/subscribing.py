# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form by which somebody follows a place, a district, an area or a kind of defect."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.notices.enums import Hears, Rhythm, Shape
from nahdran.notices.fields import RhythmForm
from nahdran.notices.wishes import RADII_M, Wish
from nahdran.notices.wording import distance_words
from nahdran.places.drawn import AreaField
from nahdran.places.fields import PlaceField, PlaceFormMixin
from nahdran.reports.news import GROUP, KIND, topic
from nahdran.reports.operations.following import SOURCE
from nahdran.reports.queries import filters as choices
from nahdran.reports.queries.filters import names
from nahdran.ui.forms import EmailField, LineField

_RADIUS_M = 500
_WHERE = (
    (Shape.CIRCLE, _("rund um einen Ort")),
    (Shape.DISTRICT, _("in einem Ortsteil")),
    (Shape.AREA, _("in einem Gebiet, das ich zeichne")),
    (Shape.TOWN, _("in der ganzen Stadt")),
)


class SubscribeForm(PlaceFormMixin, RhythmForm):
    """``email`` is missing for whoever is signed in. ``website`` is a trap for robots; people do not see it."""

    where = forms.ChoiceField(label=_("Wo?"), choices=_WHERE, initial=Shape.CIRCLE, widget=forms.RadioSelect)
    place = PlaceField(label=_("Der Ort in der Mitte"), required=False)
    metres = forms.TypedChoiceField(label=_("Wie weit darum herum?"), coerce=int, initial=_RADIUS_M)
    district = forms.ChoiceField(label=_("Welcher Ortsteil?"), required=False)
    area = AreaField(label=_("Ihr Gebiet"), required=False)
    topic = forms.ChoiceField(label=_("Welche Mängel?"), required=False)
    words = LineField(
        label=_("Nur mit diesem Wort"),
        max_length=100,
        required=False,
        help_text=_("Zum Beispiel ein Straßenname. Leer lassen heißt: alles."),
    )
    hears = forms.ChoiceField(
        label=_("Was möchten Sie erfahren?"), choices=Hears.choices, initial=Hears.NEW, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=_("Sprache der Nachrichten"), choices=(("de", "Deutsch"), ("en", "English")))
    email = EmailField(label=_("E-Mail-Adresse"))
    website = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, account: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if account is not None:
            del self.fields["email"]
        districts = [(choice.key, choice.label) for choice in choices.district_choices()]
        for name, found in (
            ("metres", [(metres, distance_words(metres)) for metres in RADII_M]),
            ("district", [("", _("Bitte wählen")), *districts]),
            ("topic", [("", _("Alle")), *_topics()]),
        ):
            self.fields[name].choices = found  # type: ignore[attr-defined]
        for name in ("place", "district", "area", "topic"):
            # Only what belongs to the choice above it counts.
            self.fields[name].unmarked = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        where = values.get("where")
        # What is wrong with a part that does not count is nobody's concern.
        for name, shape in (("place", Shape.CIRCLE), ("district", Shape.DISTRICT), ("area", Shape.AREA)):
            if where != shape:
                self.errors.pop(name, None)
            elif not values.get(name) and name not in self.errors:
                self.add_error(name, _MISSING[name])
        return values

    def wish(self) -> Wish:
        values = self.cleaned_data
        place = values.get("place")
        return Wish(
            source=SOURCE,
            shape=Shape(values["where"]),
            district_id=names().district_ids.get(values.get("district") or ""),
            lon=place.lon if place else None,
            lat=place.lat if place else None,
            place=place.label if place else "",
            metres=values["metres"],
            ring=values.get("area") or (),
            topic=values["topic"],
            words=values["words"],
            hears=Hears(values["hears"]),
            rhythm=Rhythm(values["rhythm"]),
            weekday=values["weekday"],
            hour=values["hour"],
        )


_MISSING = {
    "place": _("Bitte geben Sie den Ort an: suchen Sie die Adresse, oder zeigen Sie ihn auf der Karte."),
    "district": _("Bitte wählen Sie einen Ortsteil."),
    "area": _("Bitte zeichnen Sie das Gebiet auf der Karte: mindestens drei Ecken."),
}


def _topics() -> list[tuple[Any, Any]]:
    """Each group with its kinds below it."""
    found: list[tuple[Any, Any]] = []
    for group in choices.group_choices():
        kinds = [(topic(KIND, kind.key), kind.label) for kind in choices.category_choices(group.key)]
        every = _("Alles aus: %(group)s") % {"group": group.label}
        found.append((group.label, [(topic(GROUP, group.key), every), *kinds]))
    return found
