# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The steps of the citizen's form: photo, place, kind, details."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from nahdran.kit.text import clean_line
from nahdran.places.fields import PlaceField, PlaceFormMixin
from nahdran.reports.forms.questions import PREFIX, clean_answers, initial_answers, question_fields
from nahdran.reports.models import Category
from nahdran.reports.queries.catalogue import active_questions
from nahdran.reports.rules import MAX_PHOTOS, MAX_TEXT
from nahdran.ui.forms import EmailField, FilesField, LineField, TextField, UiForm

# Farther away than this, pins of other reports would only stand in the way of one's own.
PINS_FROM_ZOOM = 15


class PhotoForm(UiForm, forms.Form):
    photos = FilesField(
        label=_("Fotos aufnehmen oder auswählen"),
        help_text=_("Bis zu fünf Bilder. Angaben über Ort und Kamera entfernen wir aus den Bildern."),
        max_files=MAX_PHOTOS * 2,
        accept="image/*,.heic,.heif",
        required=False,
    )


class PlaceForm(PlaceFormMixin, UiForm, forms.Form):
    """The place with its line for "in front of the bakery". A search on the server brings the form back without any error."""

    place = PlaceField(
        label=_("Straße und Hausnummer"),
        layout="step",
        near=reverse_lazy("reports:near"),
        points=format_lazy("{}?ab={}", reverse_lazy("reports:place_points"), PINS_FROM_ZOOM),
        detail=True,
    )


class KindField(forms.ModelChoiceField):
    """A kind by its key. Without control signs, for the database cannot even be asked for them."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(clean_line(value) if isinstance(value, str) else value)


class KindForm(UiForm, forms.Form):
    """``art`` is the key of a kind in use. The page draws the choices itself, in their groups."""

    art = KindField(
        queryset=Category.objects.filter(is_active=True).select_related("group"),
        to_field_name="key",
        label=_("Art"),
        error_messages={
            "required": _("Bitte wählen Sie aus, worum es geht."),
            "invalid_choice": _("Diese Art gibt es nicht mehr. Bitte wählen Sie eine andere."),
        },
    )


class WordsForm(UiForm, forms.Form):
    """The same text as in the details, asked earlier: from it the kinds are suggested."""

    text = TextField(
        label=_("Beschreiben Sie kurz, was ist"),
        max_length=MAX_TEXT,
        rows=3,
        required=False,
        help_text=_("Dann schlagen wir passende Arten vor. Im nächsten Schritt steht Ihr Text schon da."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # It stands above the search, and belongs to the form with the kinds below it.
        self.fields["text"].widget.attrs["form"] = "arten"


class ContactForm(UiForm, forms.Form):
    """How a person can be reached. Everything is optional unless the kind wants an address."""

    name = LineField(label=_("Name"), max_length=120, required=False)
    email = EmailField(
        label=_("E-Mail-Adresse"), required=False, help_text=_("Hierhin schreiben wir Ihnen, wenn sich etwas tut.")
    )
    phone = LineField(
        label=_("Telefonnummer"), max_length=40, required=False, help_text=_("Für eine schnelle Rückfrage.")
    )

    def __init__(self, *args: Any, category: Category | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["phone"].widget.attrs |= {"autocomplete": "tel", "inputmode": "tel"}
        if category is not None and category.contact_required:
            self.fields["email"].required = True
            self.fields["email"].error_messages["required"] = _(
                "Für diese Art brauchen wir eine E-Mail-Adresse, weil wir fast immer nachfragen müssen."
            )


class DetailsForm(ContactForm):
    """The kind's own questions, the description, and who is asking. ``website`` is a trap for robots; people do not see it."""

    text = TextField(
        label=_("Was ist los?"), max_length=MAX_TEXT, rows=6, help_text=_("Bitte keine Namen und keine Kennzeichen.")
    )
    website = forms.CharField(required=False, max_length=200)
    field_order = ("text", "name", "email", "phone", "website")

    def __init__(
        self, *args: Any, category: Category, has_photo: bool, answers: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        self.questions = active_questions(category)
        kwargs["initial"] = {**kwargs.get("initial", {}), **initial_answers(self.questions, answers or {})}
        super().__init__(*args, category=category, **kwargs)
        self.fields.update(question_fields(self.questions))
        self.fields["text"].required = not has_photo
        self.fields["text"].error_messages |= {
            "required": _("Bitte beschreiben Sie den Mangel kurz. Nur mit einem Foto geht es ohne Worte."),
            "max_length": _(
                "Der Text hat %(show_value)d Zeichen, möglich sind %(limit_value)d. Bitte kürzen Sie ihn, er steht noch unten."
            ),
        }

    @property
    def asked(self) -> list[Any]:
        """The questions in order: a field for each, or the sentence of a note."""
        return [
            self[f"{PREFIX}{question.key}"] if f"{PREFIX}{question.key}" in self.fields else question.text
            for question in self.questions
        ]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        values["answers"] = clean_answers(self, self.questions)
        return values
