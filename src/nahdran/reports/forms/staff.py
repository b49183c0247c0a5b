# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk's forms for one report: taking it in by phone or counter, correcting kind and place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.assets.models import Asset
from nahdran.assets.queries import by_number
from nahdran.cases.enums import Channel
from nahdran.kit.text import clean_line
from nahdran.places.fields import ChosenPlace, PlaceField, PlaceFormMixin, PlaceSource
from nahdran.reports.forms.steps import DetailsForm
from nahdran.reports.models import Category
from nahdran.reports.queries.catalogue import catalogue
from nahdran.reports.rules import MAX_PHOTOS
from nahdran.ui.forms import FilesField, LineField, UiForm

CHANNELS = (Channel.PHONE, Channel.COUNTER, Channel.LETTER, Channel.EMAIL)


def kinds_in_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices of a select: the kinds in use below their groups."""
    return [
        (entry.group.label, [(category.key, category.label) for category in entry.categories])
        for entry in catalogue(everything=True)
    ]


class TakeInForm(PlaceFormMixin, DetailsForm):
    """One page with everything, for somebody who listens and types at the same time."""

    channel = forms.ChoiceField(
        label=_("Wie kam die Meldung?"), choices=[(item.value, item.label) for item in CHANNELS]
    )
    asset_number = LineField(
        label=_("Nummer am Objekt"),
        max_length=60,
        required=False,
        help_text=_("Zum Beispiel die Nummer auf dem Mast. Dann brauchen Sie keinen Ort anzugeben."),
    )
    place = PlaceField(label=_("Ort"), detail=True)
    photos = FilesField(label=_("Fotos"), max_files=MAX_PHOTOS, accept="image/*,.heic,.heif", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asset: Asset | None = None
        self.fields["text"].help_text = _("In den Worten der Person. Das liest die zuständige Einheit.")
        del self.fields["website"]

    def full_clean(self) -> None:
        """A number that is known is the place, unless another one was given."""
        found = by_number(clean_line(str(self.data.get("asset_number", "")))) if self.is_bound else []
        self.asset = found[0] if len(found) == 1 else None
        if self.asset is not None and self["place"].data.is_empty:
            self.fields["place"].required = False
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("asset_number") and self.asset is None:
            self.add_error(
                "asset_number",
                _("Diese Nummer kennen wir nicht, oder es gibt sie mehrmals. Lassen Sie das Feld dann leer."),
            )
        elif self.asset is not None and values.get("place") is None and "place" not in self.errors:
            values["place"] = ChosenPlace(self.asset.lon, self.asset.lat, self.asset.address, PlaceSource.MAP)
        return values


class KindChangeForm(UiForm, forms.Form):
    kind = forms.ChoiceField(label=_("Art"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds_in_groups()  # type: ignore[attr-defined]

    def clean_kind(self) -> Category:
        return Category.objects.select_related("group").get(key=self.cleaned_data["kind"])


class PlaceChangeForm(PlaceFormMixin, UiForm, forms.Form):
    place = PlaceField(label=_("Ort"), detail=True)
