# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The forms of the settings: groups, kinds, questions, routing and promises."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nahdran.assets.models import AssetLayer
from nahdran.cases.kinds import Targets
from nahdran.kit.text import clean_line
from nahdran.reports.enums import QuestionKind
from nahdran.reports.models import Category, CategoryGroup, Question
from nahdran.reports.queries.assets import layers_of
from nahdran.ui.forms import UiForm

# Signs of the sprite that suit a kind of defect, with a word for those who do not see them.
SIGNS = {
    "road": pgettext_lazy("Zeichen", "Straße"),
    "lamp": _("Lampe"),
    "flag": _("Schild"),
    "pulse": _("Signal"),
    "access": _("Barrierefreiheit"),
    "trash": _("Abfall"),
    "car": _("Fahrzeug"),
    "tree": _("Baum"),
    "leaf": _("Blatt"),
    "baby": _("Spielen"),
    "target": _("Sport"),
    "bench": _("Bank"),
    "bus": _("Bus"),
    "map": _("Karte"),
    "drop": _("Wasser"),
    "townhall": _("Gebäude"),
    "edit": _("Stift"),
    "shield": _("Schild und Schutz"),
    "alert": _("Achtung"),
    "crane": _("Baustelle"),
    "report": _("Mangel"),
}
MAX_CHOICES = 20


def _signs(first: Any) -> list[tuple[str, Any]]:
    return [*first, *SIGNS.items()]


class GroupForm(UiForm, forms.ModelForm):
    languages: ClassVar[dict[str, str]] = {"name": "de", "name_en": "en"}

    icon = forms.ChoiceField(label=_("Zeichen"), choices=_signs(()))

    class Meta:
        model = CategoryGroup
        fields = ("name", "name_en", "icon")


class CategoryForm(UiForm, forms.ModelForm):
    languages: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("name", "description", "keywords", "hint"), "de"),
        **dict.fromkeys(("name_en", "description_en", "hint_en"), "en"),
    }
    related = forms.ModelMultipleChoiceField(
        label=_("Auch ähnlich"),
        help_text=_(
            "Arten aus anderen Gruppen, die dasselbe meinen können. Die der eigenen Gruppe gehören immer dazu."
        ),
        queryset=Category.objects.filter(is_active=True).select_related("group"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    icon = forms.ChoiceField(label=_("Zeichen"), choices=_signs([("", _("wie die Gruppe"))]), required=False)
    layers = forms.ModelMultipleChoiceField(
        label=_("Listen des Bestands"),
        help_text=_(
            "Wer etwas aus diesen Listen meldet, bekommt diese Art zuerst angeboten, und wer diese Art wählt, wird nach der Nummer gefragt."
        ),
        queryset=AssetLayer.objects.filter(is_active=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Category
        fields = (
            "group",
            "name",
            "name_en",
            "icon",
            "description",
            "description_en",
            "keywords",
            "hint",
            "hint_en",
            "first_answer_days",
            "settle_days",
            "photo_required",
            "contact_required",
            "release_at_once",
            "near_m",
            "related",
        )
        widgets = {"hint": forms.Textarea(attrs={"rows": 3}), "hint_en": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["near_m"].required = False
        if self.instance.pk:
            self.fields["layers"].initial = layers_of(self.instance)

    def clean_near_m(self) -> int:
        """Left empty, it stays as it is."""
        return int(self.cleaned_data.get("near_m") or self.instance.near_m)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("first_answer_days"), values.get("settle_days")
        if first and last and first > last:
            self.add_error("settle_days", _("Die Erledigung kann nicht vor der ersten Antwort liegen."))
        return dict(values)


class QuestionForm(UiForm, forms.ModelForm):
    """``options`` has one answer per line, the English wording behind a slash: ``Glas / Glass``."""

    languages: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("label", "hint", "options"), "de"),
        **dict.fromkeys(("label_en", "hint_en"), "en"),
    }
    options = forms.CharField(
        label=_("Antworten zur Auswahl"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Eine Antwort je Zeile. Englisch hinter einem Schrägstrich: Glas / Glass"),
    )

    class Meta:
        model = Question
        fields = ("label", "label_en", "kind", "options", "hint", "hint_en", "required", "is_public")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["options"].initial = "\n".join(
            f"{choice['label']} / {choice['label_en']}" if choice.get("label_en") else choice["label"]
            for choice in self.instance.choices
        )

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        wants = values.get("kind") in {QuestionKind.CHOICE, QuestionKind.SEVERAL}
        choices = self._choices(values.get("options") or "") if wants else []
        if wants and len(choices) < 2 and "options" not in self.errors:
            self.add_error("options", _("Bitte geben Sie mindestens zwei Antworten zur Auswahl."))
        if len(choices) > MAX_CHOICES:
            self.add_error("options", _("Mehr als zwanzig Antworten findet niemand mehr. Bitte kürzen Sie die Liste."))
        self.instance.choices = choices
        return values

    def _choices(self, text: str) -> list[dict[str, str]]:
        """The lines as choices. A wording that was there before keeps its key, so that answers given stay understood."""
        keys = {choice["label"]: choice["key"] for choice in self.instance.choices}
        found: dict[str, dict[str, str]] = {}
        for line in text.splitlines():
            german, _slash, english = (part.strip() for part in clean_line(line).partition(" / "))
            if german and german not in found:
                found[german] = {"key": keys.get(german, ""), "label": german, "label_en": english}
        return list(found.values())


class PromisesForm(UiForm, forms.Form):
    """Two numbers for each kind in use, in one table."""

    def __init__(self, *args: Any, categories: list[Category], **kwargs: Any) -> None:
        self.categories = categories
        super().__init__(*args, **kwargs)
        for category in categories:
            for name, label in (("first", _("Erste Antwort")), ("settle", _("Erledigung"))):
                value = category.first_answer_days if name == "first" else category.settle_days
                self.fields[f"{name}-{category.pk}"] = forms.IntegerField(
                    min_value=1, max_value=250, initial=value, label=f"{category.label}: {label}"
                )

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [
            {"category": category, "first": self[f"first-{category.pk}"], "settle": self[f"settle-{category.pk}"]}
            for category in self.categories
        ]

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        for category in self.categories:
            first, settle = values.get(f"first-{category.pk}"), values.get(f"settle-{category.pk}")
            if first and settle and first > settle:
                self.add_error(f"settle-{category.pk}", _("Liegt vor der ersten Antwort."))
        return values

    def promises(self) -> dict[int, Targets]:
        values = self.cleaned_data
        return {
            category.pk: Targets(values[f"first-{category.pk}"], values[f"settle-{category.pk}"])
            for category in self.categories
        }
