# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form in which a situation is prepared."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.reports.enums import Offer
from nahdran.reports.models import Category, Situation
from nahdran.ui.forms import UiForm


class SituationForm(UiForm, forms.ModelForm):
    languages: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("name", "banner", "banner_easy", "numbers"), "de"),
        **dict.fromkeys(("name_en", "banner_en", "numbers_en"), "en"),
    }
    categories = forms.ModelMultipleChoiceField(
        label=_("Diese Arten"),
        queryset=Category.objects.filter(is_active=True).select_related("group"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Situation
        fields = (
            "name",
            "name_en",
            "banner",
            "banner_en",
            "banner_easy",
            "numbers",
            "numbers_en",
            "hours",
            "offer",
            "categories",
        )
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("banner", "banner_en", "banner_easy")} | {
            "offer": forms.RadioSelect
        }

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        if values.get("offer") in {Offer.FIRST, Offer.ONLY} and not values.get("categories"):
            self.add_error("categories", _("Bitte wählen Sie mindestens eine Art."))
        return values


class SwitchForm(forms.Form):
    """How long it shall last; empty means as long as was prepared."""

    stunden = forms.IntegerField(min_value=1, max_value=720, required=False)
