# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms of orders: at the desk, and on the page of a firm."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.accounts.models import User
from nahdran.fieldwork.models import Contractor, Crew
from nahdran.fieldwork.money import EurosField, HoursField
from nahdran.fieldwork.operations.photos import MOST
from nahdran.fieldwork.operations.results import Result
from nahdran.kit import clock
from nahdran.kit.personal import find_personal
from nahdran.org.queries import active_units
from nahdran.places.queries import search_addresses
from nahdran.ui.forms import DateField, FilesField, LineField, TextField, UiForm

LONGEST = 4000


class SeenField(forms.Field):
    """Which state the sender had seen. Nobody types it, so nonsense is no mistake of theirs: it counts as very old (``door.base_of``)."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)


class OrderForm(UiForm, forms.Form):
    """``recipients`` are pairs of value and label in groups, ``photo_ids`` the pictures of the case that may go along."""

    languages: ClassVar[dict[str, str]] = {"title": "de", "text": "de"}

    base = SeenField()
    recipient = forms.ChoiceField(label=_("An wen?"))
    title = LineField(label=_("Was soll getan werden?"), max_length=200)
    text = TextField(
        label=_("Genauer"),
        help_text=_(
            "Vorgeschlagen aus der Meldung, ohne was nach persönlichen Angaben aussieht. Name und Kontaktdaten der meldenden Person gehen nie mit."
        ),
        max_length=LONGEST,
        rows=6,
        required=False,
    )
    due_date = DateField(label=_("Fertig bis"))
    photos = forms.MultipleChoiceField(label=_("Fotos, die mitgehen"), required=False)
    personal_ok = forms.BooleanField(label=_("Das darf so an die Firma oder den Trupp gehen"), required=False)

    def __init__(self, *args: Any, recipients: list[Any], photo_ids: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].choices = [("", _("Bitte wählen")), *recipients]  # type: ignore[attr-defined]
        self.fields["photos"].choices = [(key, key) for key in photo_ids]  # type: ignore[attr-defined]
        # Shown only where there is something to confirm.
        self.asks_about: list[str] = []

    def clean_due_date(self) -> Any:
        day = self.cleaned_data["due_date"]
        if day < clock.today():
            raise forms.ValidationError(_("Dieser Tag ist schon vorbei. Wählen Sie heute oder einen späteren Tag."))
        if (day - clock.today()).days > 3650:
            raise forms.ValidationError(_("Dieser Tag liegt zu weit in der Zukunft."))
        return day

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        written = f"{values.get('title', '')}\n{values.get('text', '')}"
        self.asks_about = [finding.text for finding in find_personal(written)]
        if self.asks_about and not values.get("personal_ok"):
            words = ", ".join(f"„{text}“" for text in self.asks_about[:5])
            self.add_error(
                "text",
                _(
                    "Das sieht nach persönlichen Angaben aus: %(words)s. Nehmen Sie es heraus, oder bestätigen Sie es unten."
                )
                % {"words": words},
            )
        return values


class ReasonForm(UiForm, forms.Form):
    """One sentence for whoever has to understand a step."""

    base = SeenField()
    reason = TextField(label=_("Warum?"), max_length=1000, rows=3)

    def __init__(self, *args: Any, required: bool = True, label: Any = "", hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = required
        if label:
            self.fields["reason"].label = label
        self.fields["reason"].help_text = hint


class ApproveForm(UiForm, forms.Form):
    base = SeenField()
    show = forms.MultipleChoiceField(required=False)
    close = forms.BooleanField(label=_("Den Vorgang damit erledigt melden"), required=False)
    public_reason = TextField(
        label=_("Was hat die Stadt getan?"),
        help_text=_("Das liest die Person, und wenn der Vorgang öffentlich ist, liest es jeder. Bitte keine Namen."),
        max_length=2000,
        rows=4,
        required=False,
    )

    def __init__(self, *args: Any, photo_ids: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["show"].choices = [(key, key) for key in photo_ids]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        if values.get("close") and not values.get("public_reason") and "public_reason" not in self.errors:
            self.add_error("public_reason", _("Bitte schreiben Sie in einem Satz, was die Stadt getan hat."))
        return values


class ReportForm(UiForm, forms.Form):
    """What a firm or a crew reports. Pictures are kept even if another field is wrong."""

    text = TextField(label=_("Was haben Sie gemacht oder vorgefunden?"), max_length=LONGEST, rows=4, required=False)
    before = FilesField(label=_("Fotos vorher"), required=False, max_files=MOST)
    after = FilesField(label=_("Fotos nachher"), required=False, max_files=MOST)
    hours = HoursField(label=_("Stunden"), required=False)
    net_cents = EurosField(label=_("Kosten netto in Euro"), required=False)
    cost_note = LineField(label=_("Anmerkung zu den Kosten"), max_length=300, required=False)

    def result(self) -> Result:
        """What is in order; what is not stays as it was typed in the form that comes back."""
        given = self.cleaned_data
        return Result(given.get("text", ""), given.get("hours"), given.get("net_cents"), given.get("cost_note", ""))


class ContractorForm(UiForm, forms.ModelForm):
    languages: ClassVar[dict[str, str]] = {"trades": "de"}

    class Meta:
        model = Contractor
        fields = ("name", "email", "phone", "language", "trades", "is_active")


class CrewForm(UiForm, forms.ModelForm):
    """``people`` may become members; the depot is looked up among the addresses of the town."""

    members = forms.ModelMultipleChoiceField(
        label=_("Wer gehört dazu?"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Crew
        fields = ("name", "unit", "depot", "closes_cases", "is_active")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = active_units()  # type: ignore[attr-defined]
        self.fields["members"].queryset = people  # type: ignore[attr-defined]
        self.fields["members"].label_from_instance = lambda person: person.name  # type: ignore[attr-defined]
        self.fields["depot"].help_text = _("Straße und Hausnummer. Von dort aus rechnen wir den Weg des Tages.")
        if self.instance.pk:
            self.fields["members"].initial = list(self.instance.members.values_list("pk", flat=True))

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        depot = values.get("depot")
        self.instance.lon = self.instance.lat = None
        if depot:
            hits = search_addresses(depot, limit=1)
            if hits:
                self.instance.lon, self.instance.lat = hits[0].lon, hits[0].lat
            else:
                self.add_error("depot", _("Diese Adresse kennen wir nicht. Schreiben Sie Straße und Hausnummer."))
        return values
