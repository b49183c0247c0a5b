# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The forms of what the town owns: a list, a file, its columns, the notice of one thing."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nahdran.assets.enums import Field, Grid
from nahdran.assets.geojson import MAX_BYTES
from nahdran.assets.models import Asset, AssetLayer, Import
from nahdran.assets.rows import MAX_EXTRA
from nahdran.ui.forms import UiForm

SIGNS = (
    ("lamp", gettext_lazy("Lampe")),
    ("bench", gettext_lazy("Bank")),
    ("trash", gettext_lazy("Abfall")),
    ("leaf", gettext_lazy("Blatt")),
    ("tree", gettext_lazy("Baum")),
    ("drop", gettext_lazy("Wasser")),
    ("road", gettext_lazy("Straße")),
    ("bus", gettext_lazy("Bus")),
    ("car", gettext_lazy("Auto")),
    ("access", gettext_lazy("Barrierefreiheit")),
    ("pin", gettext_lazy("Nadel")),
)
_HINTS = {
    Field.NUMBER: gettext_lazy("Daran erkennen wir beim nächsten Mal, was schon da ist."),
    Field.POINT: gettext_lazy("Zum Beispiel „50.83, 7.21“ oder „POINT(7.21 50.83)“."),
    Field.NOTICE: gettext_lazy("Zum Beispiel: Diese Lampe gehört dem Kreis."),
}


class LayerForm(UiForm, forms.ModelForm):
    languages: ClassVar[dict[str, str]] = {
        "name": "de",
        "name_en": "en",
        "one": "de",
        "one_en": "en",
        "number_hint": "de",
        "number_hint_en": "en",
        "stopper": "de",
        "stopper_en": "en",
    }
    icon = forms.ChoiceField(label=gettext_lazy("Zeichen"), choices=SIGNS)
    stopper_url = forms.URLField(
        label=gettext_lazy("Seite, auf der es weitergeht"), required=False, assume_scheme="https", max_length=200
    )

    class Meta:
        model = AssetLayer
        fields = (
            "name",
            "name_en",
            "one",
            "one_en",
            "key",
            "icon",
            "number_hint",
            "number_hint_en",
            "scheme",
            "is_public",
            "stopper",
            "stopper_en",
            "stopper_url",
        )
        widgets: ClassVar[dict[str, Any]] = {
            "scheme": forms.RadioSelect,
            "stopper": forms.Textarea(attrs={"rows": 3}),
            "stopper_en": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Files and commands name the list by it.
            del self.fields["key"]
        if self.instance.pk and Asset.objects.filter(layer=self.instance).exists():
            self.fields["scheme"].disabled = True
            self.fields["scheme"].help_text = _("Bleibt, weil schon Objekte in der Liste stehen.")


class FileForm(UiForm, forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Datei"),
        help_text=gettext_lazy(
            "GeoJSON, CSV oder Excel (.xlsx), bis 60 MB. Bei Tabellen nennt die erste Zeile die Spalten."
        ),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,.csv,.txt,.tsv,.xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("Die Datei ist größer als 60 MB. Bitte teilen Sie sie auf."))
        return file


class ColumnsForm(UiForm, forms.Form):
    """One choice for each field of ours, what the coordinates are, and what else comes along."""

    grid = forms.ChoiceField(label=gettext_lazy("Koordinaten"), choices=Grid.choices)
    extra = forms.MultipleChoiceField(
        label=gettext_lazy("Was sonst noch mitkommt"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Höchstens zwölf Spalten. Nur der Arbeitsplatz sieht sie. Angaben zu Personen gehören nicht dazu."
        ),
    )
    is_whole = forms.BooleanField(
        label=gettext_lazy("Die Datei enthält die ganze Liste"),
        required=False,
        help_text=gettext_lazy("Dann gilt als abgebaut, was nicht mehr in ihr steht. Gelöscht wird nichts."),
    )

    def __init__(self, *args: Any, run: Import, **kwargs: Any) -> None:
        initial = {**run.chosen, "grid": run.grid, "extra": run.extra, "is_whole": run.is_whole}
        super().__init__(*args, initial=initial, **kwargs)
        offered = [("", _("nicht in der Datei")), *((column, column) for column in run.columns)]
        for field in Field:
            self.fields[field.value] = forms.ChoiceField(
                label=field.label, choices=offered, required=False, help_text=_HINTS.get(field, "")
            )
        self.fields["extra"].choices = [(column, column) for column in run.columns]  # type: ignore[attr-defined]

    def clean_extra(self) -> list[str]:
        extra: list[str] = self.cleaned_data["extra"]
        if len(extra) > MAX_EXTRA:
            raise forms.ValidationError(_("Bitte wählen Sie höchstens zwölf weitere Spalten."))
        return extra

    @property
    def chosen(self) -> dict[str, str]:
        return {field.value: column for field in Field if (column := self.cleaned_data[field.value])}


class NoticeForm(UiForm, forms.ModelForm):
    languages: ClassVar[dict[str, str]] = {"notice": "de", "notice_en": "en"}

    class Meta:
        model = Asset
        fields = ("notice", "notice_en", "notice_until")
        widgets: ClassVar[dict[str, Any]] = {
            "notice": forms.Textarea(attrs={"rows": 2}),
            "notice_en": forms.Textarea(attrs={"rows": 2}),
        }
