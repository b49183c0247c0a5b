# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form of one body that answers for something instead of the town."""

import json
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.places.queries import districts
from nahdran.reports.enums import BodyDoes, BodyWhere
from nahdran.reports.geometry import MOST_BYTES, UnreadableArea, read_area
from nahdran.reports.models import Body, Category
from nahdran.ui.forms import UiForm


class BodyForm(UiForm, forms.ModelForm):
    languages: ClassVar[dict[str, str]] = {"explanation": "de", "explanation_en": "en"}
    categories = forms.ModelMultipleChoiceField(
        label=_("Arten"),
        queryset=Category.objects.filter(is_active=True).select_related("group"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    url = forms.URLField(
        label=_("Seite, auf der man dort meldet"), required=False, assume_scheme="https", max_length=200
    )
    area_text = forms.CharField(
        label=_("GeoJSON einfügen"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_("Flächen oder Linien in Längen- und Breitengraden (WGS 84), zum Beispiel aus Ihrem Geoportal."),
    )
    area_file = forms.FileField(label=_("Oder eine Datei mit GeoJSON"), required=False)

    class Meta:
        model = Body
        fields = (
            "name",
            "name_en",
            "sort",
            "explanation",
            "explanation_en",
            "email",
            "phone",
            "url",
            "groups",
            "categories",
            "where",
            "districts",
            "course_kind",
            "course_refs",
            "width_m",
            "neighbour",
            "does",
            "is_active",
        )
        widgets = {
            "explanation": forms.Textarea(attrs={"rows": 3}),
            "explanation_en": forms.Textarea(attrs={"rows": 3}),
            "groups": forms.CheckboxSelectMultiple,
            "districts": forms.CheckboxSelectMultiple,
            "where": forms.RadioSelect,
            "does": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["districts"].queryset = districts()  # type: ignore[attr-defined]
        if self.instance.area:
            self.fields["area_text"].initial = json.dumps(self.instance.area)

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        where = values.get("where")
        if where == BodyWhere.AREA:
            self._read_area(values)
        if where == BodyWhere.DISTRICTS and not values.get("districts"):
            self.add_error("districts", _("Bitte wählen Sie mindestens einen Ortsteil."))
        if where == BodyWhere.COURSES and not values.get("course_kind"):
            self.add_error("course_kind", _("Bitte wählen Sie, woran entlang."))
        if values.get("does") == BodyDoes.HAND_OVER and not values.get("email"):
            self.add_error("email", _("Ohne E-Mail-Adresse können wir nichts weitergeben."))
        return values

    def _read_area(self, values: dict[str, Any]) -> None:
        upload = values.get("area_file")
        if upload is not None and upload.size > MOST_BYTES:
            self.add_error("area_file", _("Die Datei ist zu groß."))
            return
        text = upload.read().decode("utf-8", "replace") if upload is not None else values.get("area_text", "")
        if len(text) > MOST_BYTES:
            self.add_error("area_text", _("Das ist zu viel. Bitte vereinfachen Sie die Geometrie."))
            return
        if not text.strip():
            self.add_error("area_text", _("Bitte fügen Sie eine Fläche oder Linie ein."))
            return
        try:
            self.instance.area = read_area(text)
        except UnreadableArea as error:
            self.add_error("area_file" if upload is not None else "area_text", error.sentence)
