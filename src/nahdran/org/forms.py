# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The forms of the settings: town, units and their people, closing days, texts."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.accounts.enums import Kind
from nahdran.accounts.models import Role, User
from nahdran.org.models import Closure, Municipality, Unit
from nahdran.org.queries import active_units
from nahdran.org.texts import Text
from nahdran.ui.forms import DateInput, TextField, UiForm

LAENDER = [
    ("BW", _("Baden-Württemberg")),
    ("BY", _("Bayern")),
    ("BE", _("Berlin")),
    ("BB", _("Brandenburg")),
    ("HB", _("Bremen")),
    ("HH", _("Hamburg")),
    ("HE", _("Hessen")),
    ("MV", _("Mecklenburg-Vorpommern")),
    ("NI", _("Niedersachsen")),
    ("NW", _("Nordrhein-Westfalen")),
    ("RP", _("Rheinland-Pfalz")),
    ("SL", _("Saarland")),
    ("SN", _("Sachsen")),
    ("ST", _("Sachsen-Anhalt")),
    ("SH", _("Schleswig-Holstein")),
    ("TH", _("Thüringen")),
]


class TownForm(UiForm, forms.ModelForm):
    land = forms.ChoiceField(
        label=_("Bundesland"), choices=LAENDER, help_text=_("Bestimmt die Feiertage und damit die Fristen.")
    )

    languages: ClassVar[dict[str, str]] = {"motto": "de", "opening_hours": "de", "neighbours_hint": "de"}

    class Meta:
        model = Municipality
        fields = (
            "name",
            "short_name",
            "motto",
            "reference_prefix",
            "land",
            "street",
            "postcode",
            "place",
            "phone",
            "email",
            "opening_hours",
            "neighbours_hint",
        )


class ColourForm(UiForm, forms.ModelForm):
    """Two numbers make the town's colour; lightness stays ours, so every text keeps its contrast."""

    class Meta:
        model = Municipality
        fields = ("hue", "chroma")


class UnitForm(UiForm, forms.ModelForm):
    class Meta:
        model = Unit
        fields = ("name", "short_name", "parent", "email", "phone", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents: Any = self.fields["parent"]
        parents.queryset = active_units().exclude(pk=self.instance.pk)
        parents.required = False
        parents.empty_label = _("keiner anderen Einheit")

    def clean_parent(self) -> Unit | None:
        """A unit must not stand above itself, not even through others."""
        parent: Unit | None = self.cleaned_data["parent"]
        above, seen = parent, set()
        while above is not None and above.pk not in seen:
            if above.pk == self.instance.pk:
                raise forms.ValidationError(_("Diese Einheit gehört selbst zu der, die Sie hier bearbeiten."))
            seen.add(above.pk)
            above = above.parent
        return parent


class MemberForm(UiForm, forms.Form):
    user = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none())
    role = forms.ModelChoiceField(label=_("Rolle in dieser Einheit"), queryset=Role.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["user"]
        people.queryset = User.objects.filter(kind=Kind.STAFF, is_active=True).order_by("name", "id")
        people.empty_label = _("Bitte wählen")
        people.label_from_instance = lambda user: f"{user.name} ({user.email})"
        roles: Any = self.fields["role"]
        roles.empty_label = _("Bitte wählen")
        roles.queryset = Role.objects.exclude(key=Role.ADMINISTRATOR)


class ClosureForm(UiForm, forms.ModelForm):
    languages: ClassVar[dict[str, str]] = {"reason": "de"}

    class Meta:
        model = Closure
        fields = ("date", "reason")
        widgets = {"date": DateInput()}

    def clean_date(self) -> date:
        day: date = self.cleaned_data["date"]
        if Closure.objects.filter(date=day).exists():
            raise forms.ValidationError(_("Dieser Tag ist schon eingetragen."))
        return day


class TextForm(UiForm, forms.Form):
    languages: ClassVar[dict[str, str]] = {"text": "de", "english": "en", "easy": "de"}
    text = TextField(label=_("Ihr Wortlaut"), required=False, rows=3)
    english = TextField(
        label=_("Auf Englisch"),
        required=False,
        rows=3,
        help_text=_("Ohne englische Fassung steht auf englischen Seiten Ihr deutscher Wortlaut."),
    )
    easy = TextField(
        label=_("In Leichter Sprache"),
        required=False,
        rows=10,
        help_text=_(
            "Kurze Sätze, jeder in einer eigenen Zeile. Keine Fremdwörter, lange Wörter mit Bindestrich. "
            "Ein Strich am Anfang der Zeile macht eine Aufzählung, **zwei Sterne** machen fett."
        ),
    )

    def __init__(self, *args: Any, declared: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not declared.default:
            del self.fields["text"], self.fields["english"]
