# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mixin that every form of ours has, and fields that clean what people type.

Other apps build their forms from these; how they look is decided in ``nahdran.ui.fields``.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms import models
from django.utils.translation import gettext_lazy as _

from nahdran.kit.text import clean, clean_line

DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%d/%m/%y")
REQUIRED = {
    "text": _("Bitte füllen Sie dieses Feld aus."),
    "choice": _("Bitte wählen Sie etwas aus."),
    "tick": _("Bitte kreuzen Sie das an."),
    "file": _("Bitte wählen Sie eine Datei aus."),
}


def _required_message(field: forms.Field) -> Any:
    if isinstance(field, forms.FileField):
        return REQUIRED["file"]
    if isinstance(field, forms.BooleanField):
        return REQUIRED["tick"]
    if isinstance(field, (forms.ChoiceField, models.ModelChoiceField)):
        return REQUIRED["choice"]
    return REQUIRED["text"]


# Of a text area that a model brings along; it grows with what is written.
FEW_ROWS = 4


def _in_reader_language(row: Any) -> str:
    """Rows to choose from by their ``label``, where a model has one: the name in the language of the reader."""
    return getattr(row, "label", "") or str(row)


class UiForm:
    """For ``forms.Form`` and ``forms.ModelForm``: ``class ReplyForm(UiForm, forms.Form)``.

    Errors are in plain words, the browser's own bubbles stay away, and dates are the browser's own fields.
    """

    use_required_attribute = False
    # Fields whose content is in one language whatever the page speaks: {"name": "de", "name_en": "en"}.
    languages: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, language in self.languages.items():
            self.fields[name].widget.attrs["lang"] = language  # type: ignore[attr-defined]
        for field in self.fields.values():  # type: ignore[attr-defined]
            if getattr(type(field), "label_from_instance", None) is models.ModelChoiceField.label_from_instance:
                field.label_from_instance = _in_reader_language
        plain = forms.Field.default_error_messages["required"]
        for field in self.fields.values():  # type: ignore[attr-defined]
            if isinstance(field.widget, forms.Textarea) and not isinstance(field, TextField):
                field.widget.attrs["rows"] = FEW_ROWS
            if field.error_messages.get("required") == plain:
                field.error_messages["required"] = _required_message(field)


def _say_length(field: forms.CharField) -> None:
    """The length in our words. A hard stop in the browser would cut what somebody pastes without a word, so there is none."""
    field.validators = [check for check in field.validators if not isinstance(check, MaxLengthValidator)]
    if field.max_length is not None:
        message = _("Bitte höchstens %(limit_value)d Zeichen. Jetzt sind es %(show_value)d.")
        field.validators.append(MaxLengthValidator(field.max_length, message=message))
    field.widget.attrs.pop("maxlength", None)


class LineField(forms.CharField):
    """One line of text, without control signs."""

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        _say_length(self)

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class TextField(forms.CharField):
    """Several lines of text, without control signs, with a counter."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = 4000, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        # Django's widget brings ten of its own, so a default would never come to bear.
        self.widget.attrs["rows"] = rows
        _say_length(self)

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class DateInput(forms.DateInput):
    """The browser's own date field; it sends and takes ISO days whatever it shows.

    A day that does not exist cannot stand in it. Such a text comes back in a plain field, so that it can be mended.
    """

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format=DAY_FORMATS[0])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        day = _day(value) if isinstance(value, str) else value
        context = super().get_context(name, day or value, attrs)
        if value and not day:
            context["widget"]["type"] = "text"
        return context


def _day(text: str) -> date | None:
    for wanted in DAY_FORMATS:
        try:
            return datetime.strptime(text.strip(), wanted).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None


class DateField(forms.DateField):
    """A day. Without the browser's date field ``24.12.2026`` is understood too."""

    widget = DateInput
    input_formats = DAY_FORMATS
    default_error_messages = {"invalid": _("Diesen Tag gibt es nicht. Schreiben Sie ihn zum Beispiel so: 24.12.2026.")}


class CardField(forms.ChoiceField):
    """A choice as large buttons; ``texts`` and ``icons`` by value stand in them (``{% form_field form.x cards=True %}``)."""

    widget = forms.RadioSelect

    def __init__(
        self, *, texts: dict[str, Any] | None = None, icons: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.choice_texts = texts or {}
        self.choice_icons = icons or {}


class EmailField(forms.EmailField):
    """An e-mail address, with words for a phone's keyboard."""

    default_error_messages = {
        "invalid": _("Diese E-Mail-Adresse stimmt nicht. Sie sieht zum Beispiel so aus: name@example.org.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "email")


class MultipleFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; ``cleaned_data`` holds a list."""

    widget = MultipleFileInput

    def __init__(self, *, max_files: int = 5, max_mb: int = 20, accept: str = "image/*", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_files = max_files
        self.max_mb = max_mb
        self.widget.attrs["accept"] = accept

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [item for item in (data if isinstance(data, (list, tuple)) else [data]) if item]
        if not given:
            super().clean(None, initial)
            return []
        if len(given) > self.max_files:
            raise forms.ValidationError(
                _("Hier gehen höchstens %(count)s Dateien."), code="too_many", params={"count": self.max_files}
            )
        return [super(FilesField, self).clean(item, initial) for item in given]
