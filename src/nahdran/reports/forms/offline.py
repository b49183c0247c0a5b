# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a phone sends in one piece, checked by the forms of the steps: the same rules and the same sentences as in the form on the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nahdran.kit.text import clean_line
from nahdran.places.chosen import MAX_DETAIL
from nahdran.places.enums import PlaceSource
from nahdran.places.queries import search_addresses
from nahdran.reports.forms.questions import PREFIX
from nahdran.reports.forms.steps import ContactForm, DetailsForm, KindForm, PlaceForm
from nahdran.reports.models import Category
from nahdran.reports.queries.assets import meant_asset
from nahdran.reports.queries.catalogue import active_questions
from nahdran.reports.rules import MAX_TEXT
from nahdran.ui.forms import LineField, TextField, UiForm

# As long as the number of a thing can be.
MAX_NUMBER = 60
_DETAILS = ("text", "name", "email", "phone")


class WordsForm(ContactForm):
    """The fields that every kind has, empty, for the page that a phone keeps. Checked is what it sends, by the forms of the steps."""

    text = TextField(
        label=gettext_lazy("Was ist los?"),
        max_length=MAX_TEXT,
        rows=6,
        help_text=gettext_lazy("Bitte keine Namen und keine Kennzeichen."),
    )


class PlaceWordsForm(UiForm, forms.Form):
    words = LineField(
        label=gettext_lazy("Straße und Hausnummer"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Wenn Sie den Ort nicht zeigen können, suchen wir ihn beim Senden."),
    )
    note = LineField(
        label=gettext_lazy("Genauer, wenn Sie mögen"),
        max_length=MAX_DETAIL,
        required=False,
        help_text=gettext_lazy("Zum Beispiel: Gehweg vor der Bäckerei"),
    )
    asset = LineField(
        label=gettext_lazy("Nummer am Objekt"),
        max_length=MAX_NUMBER,
        required=False,
        help_text=gettext_lazy("Zum Beispiel die Nummer auf dem Mast. Dann brauchen Sie keinen Ort anzugeben."),
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """``values`` as a draft keeps them; ``errors`` a sentence for each field that needs something, ``choices`` places to choose from."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    choices: list[dict[str, Any]] = field(default_factory=list)


def check_report(data: Mapping[str, Any], *, has_photo: bool) -> Checked:
    """Check everything at once, so that the person is asked at most once. Nothing that was sent ever raises."""
    checked = Checked()
    _check_place(_mapping(data.get("place")), checked)
    kind = KindForm({"art": _text(data.get("category"))})
    if not kind.is_valid():
        checked.errors["category"] = _sentence(kind, "art")
        return checked
    category: Category = kind.cleaned_data["art"]
    checked.values["category"] = category.key
    if category.photo_required and not has_photo:
        checked.errors["photos"] = _("Für diese Art brauchen wir ein Foto.")
    _check_details(data, category, checked, has_photo=has_photo)
    return checked


def _check_place(place: Mapping[str, Any], checked: Checked) -> None:
    lon, lat = _number(place.get("lon")), _number(place.get("lat"))
    words = _text(place.get("words"))
    number = clean_line(_text(place.get("asset")))[:MAX_NUMBER]
    asset = meant_asset(number, float(lon) if lon else None, float(lat) if lat else None) if number else None
    # The number is the place where no other was given.
    alone = asset is not None and not lon and not words
    # Also without one: the same report may have been sent with another number before.
    checked.values["asset"] = asset.pk if asset else None
    if alone and asset is not None:
        lon, lat, words = f"{asset.lon:.6f}", f"{asset.lat:.6f}", asset.address or str(asset.title)
    note = _text(place.get("note"))
    if number and asset is None:
        # Nobody could look it up on the way. The desk reads what stands on the mast, and knows perhaps what is meant.
        told = _("Nummer am Objekt: %(number)s") % {"number": number}
        note = f"{note}, {told}" if note else told
    form = PlaceForm(
        {
            "place_lon": lon,
            "place_lat": lat,
            "place_state": "chosen" if lon and lat else "",
            "place_source": PlaceSource.MAP if alone else _text(place.get("source")) or PlaceSource.MAP,
            "place_label": words,
            "place_query": words,
            "place_detail": note[:MAX_DETAIL],
        }
    )
    if form.is_valid():
        found = form.cleaned_data["place"]
        checked.values["place"] = {
            "lon": found.lon,
            "lat": found.lat,
            "address": found.label,
            "note": found.detail,
            "source": found.source,
        }
        return
    checked.errors["place"] = _sentence(form, "place")
    if number and asset is None and not lon and not words:
        checked.errors["place"] = _(
            "Diese Nummer kennen wir nicht, oder es gibt sie mehrmals. Bitte zeigen Sie den Ort."
        )
    if form.has_error("place", "searching"):
        checked.choices.extend({"label": hit.label, "lon": hit.lon, "lat": hit.lat} for hit in search_addresses(words))


def _check_details(data: Mapping[str, Any], category: Category, checked: Checked, *, has_photo: bool) -> None:
    answers = _mapping(data.get("answers"))
    given: MultiValueDict[str, str] = MultiValueDict({name: [_text(data.get(name))] for name in _DETAILS})
    for question in active_questions(category):
        answer = answers.get(question.key)
        listed = answer if isinstance(answer, list) else [answer]
        given.setlist(f"{PREFIX}{question.key}", [_text(value) for value in listed if value is not None])
    form = DetailsForm(given, category=category, has_photo=has_photo)
    form.is_valid()
    checked.errors.update({name: _sentence(form, name) for name in form.errors})
    checked.values.update({name: form.cleaned_data.get(name, "") for name in _DETAILS})
    checked.values["answers"] = form.cleaned_data.get("answers", {})


def _sentence(form: forms.Form, name: str) -> str:
    return " ".join(str(error) for error in form.errors[name])


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    """What was typed, without signs that no database takes. Numbers and other things are no text."""
    return value.replace("\x00", "") if isinstance(value, str) else ""


def _number(value: Any) -> str:
    """As the field for places wants it; it says itself what is wrong with a number."""
    return f"{value:.6f}" if isinstance(value, int | float) and not isinstance(value, bool) else ""
