# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk's forms for one report: taking it in by phone or counter, correcting kind and place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.cases.enums import Channel
from nahdran.places.fields import PlaceField, PlaceFormMixin
from nahdran.reports.forms.steps import DetailsForm
from nahdran.reports.models import Category
from nahdran.reports.queries.catalogue import catalogue
from nahdran.reports.rules import MAX_PHOTOS
from nahdran.ui.forms import FilesField, UiForm

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
    place = PlaceField(label=_("Ort"), detail=True)
    photos = FilesField(label=_("Fotos"), max_files=MAX_PHOTOS, accept="image/*,.heic,.heif", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("In den Worten der Person. Das liest die zuständige Einheit.")
        del self.fields["website"]


class KindChangeForm(UiForm, forms.Form):
    kind = forms.ChoiceField(label=_("Art"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds_in_groups()  # type: ignore[attr-defined]

    def clean_kind(self) -> Category:
        return Category.objects.select_related("group").get(key=self.cleaned_data["kind"])


class PlaceChangeForm(PlaceFormMixin, UiForm, forms.Form):
    place = PlaceField(label=_("Ort"), detail=True)
