# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms of the desk and of the citizens' pages."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nahdran.accounts.models import Role, User
from nahdran.cases.enums import REMARKS, LinkKind, Told
from nahdran.cases.kinds import kinds
from nahdran.cases.models import EscalationStep, ReplyTemplate
from nahdran.cases.wordings import PLACEHOLDERS, unknown
from nahdran.kit import clock
from nahdran.kit.ids import InvalidReference, parse_reference
from nahdran.kit.text import clean
from nahdran.notices.addressing import InvalidRecipient, Recipient, checked
from nahdran.org.models import Unit
from nahdran.ui.forms import DateField, EmailField, FilesField, LineField, TextField, UiForm

LONGEST = 8000
NO_SUCH_NUMBER = _("Diese Nummer gibt es nicht. Sie sieht zum Beispiel so aus: LOH-2026-004817-K.")
DOCUMENTS = "image/*,application/pdf"


class MailField(EmailField):
    """An address that our mails can reach: the outbox takes no others."""

    def clean(self, value: Any) -> str:
        address = str(super().clean(value))
        if address:
            try:
                checked(Recipient(address=address))
            except InvalidRecipient:
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        return address


class SeenField(forms.Field):
    """The state that the sender of a form has seen. Never wrong by itself: the view takes nonsense for something very old."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)


class ReplyForm(UiForm, forms.Form):
    """What a clerk writes: an answer, a question or a note, by ``mode``."""

    MODES = ("answer", "ask", "note")

    mode = forms.ChoiceField(choices=[(mode, mode) for mode in MODES], widget=forms.HiddenInput)
    base = SeenField()
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    text = TextField(label=_("Antwort"), max_length=LONGEST, rows=5)
    uploads = FilesField(label=_("Anhang"), required=False, accept=DOCUMENTS)

    def files_given(self) -> list[Any]:
        """The uploads of a bound form, also where another field is wrong: they are kept, so nobody has to choose them again."""
        return given_files(self)


class CloseForm(UiForm, forms.Form):
    base = SeenField()
    reason = TextField(
        label=_("Was hat die Stadt getan oder entschieden?"),
        help_text=_("Das liest die Person, und wenn der Vorgang öffentlich ist, liest es jeder. Bitte keine Namen."),
        max_length=2000,
        rows=5,
    )
    anyway = forms.BooleanField(label=_("Trotzdem schließen, die offenen Teile gehen weiter"), required=False)


class HandOverForm(UiForm, forms.Form):
    base = SeenField()
    unit = forms.ModelChoiceField(
        label=_("Neue Zuständigkeit"), queryset=Unit.objects.none(), empty_label=_("Bitte wählen")
    )
    reason = TextField(
        label=_("Warum geben Sie den Vorgang weiter?"),
        help_text=_("Die Kolleginnen und Kollegen dort lesen das zuerst. Nach außen erscheint es nicht."),
        max_length=1000,
        rows=3,
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ConfidentialForm(UiForm, forms.Form):
    base = SeenField()
    reason = TextField(
        label=_("Warum?"),
        help_text=_("Das steht als interne Notiz im Verlauf. Nach außen erscheint es nicht."),
        max_length=1000,
        rows=3,
    )


class AssignForm(UiForm, forms.Form):
    """Who works on it. The choices are the people of the unit; whoever has it already stays choosable."""

    base = SeenField()
    assignee = forms.TypedChoiceField(label=_("Zuständige Person"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        self.fields["assignee"].choices = [  # type: ignore[attr-defined]
            ("", _("niemand")),
            *((person.pk, person.name) for person in people),
        ]

    def person(self) -> User | None:
        return self.people.get(self.cleaned_data["assignee"] or 0)


class FilterForm(UiForm, forms.Form):
    """The name of a kept filter, with whom it is shared, and whether one's day begins with it."""

    name = LineField(label=_("Name des Filters"), max_length=60)
    unit = forms.ModelChoiceField(
        label=_("Mit wem teilen?"),
        queryset=Unit.objects.none(),
        empty_label=_("mit niemandem"),
        required=False,
        help_text=_("Alle, die Vorgänge dieser Einheit lesen dürfen, sehen den Filter dann über ihrem Eingang."),
    )
    is_start = forms.BooleanField(label=_("Meine Startseite am Arbeitsplatz"), required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if not units.exists():
            del self.fields["unit"]


class FollowUpForm(UiForm, forms.Form):
    date = DateField(label=_("Wiedervorlage"), required=False)

    def clean_date(self) -> Any:
        day = self.cleaned_data["date"]
        if day is not None and day < clock.today():
            raise forms.ValidationError(_("Dieser Tag ist schon vorbei. Wählen Sie heute oder einen späteren Tag."))
        return day


class LinkForm(UiForm, forms.Form):
    kind = forms.ChoiceField(
        label=_("Dieser Vorgang"), choices=[(kind.value, kind.label) for kind in REMARKS], initial=LinkKind.RELATED
    )
    reference = LineField(label=_("Nummer des anderen Vorgangs"), max_length=40)

    def clean_reference(self) -> str:
        try:
            return parse_reference(self.cleaned_data["reference"])
        except InvalidReference:
            raise forms.ValidationError(NO_SUCH_NUMBER) from None


class MergeForm(UiForm, forms.Form):
    """With which case this one belongs together, chosen or typed, and which of the two stays."""

    base = SeenField()
    other = forms.ChoiceField(label=_("Welcher Vorgang meldet dasselbe?"), required=False, widget=forms.RadioSelect)
    reference = LineField(
        label=_("Oder die Nummer eines anderen Vorgangs"),
        max_length=40,
        required=False,
        help_text=_("Zum Beispiel LOH-2026-004817-K"),
    )
    keep = forms.ChoiceField(
        label=_("Welcher Vorgang bleibt offen?"),
        choices=[
            ("other", _("der andere; dieser wird geschlossen")),
            ("this", _("dieser; der andere wird geschlossen")),
        ],
        initial="other",
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label=_("Möchten Sie der Person noch etwas dazu sagen?"),
        help_text=_(
            "Die Person liest in jedem Fall, dass es schon gemeldet ist. Ist der Vorgang öffentlich, liest Ihren Satz jeder. Bitte keine Namen."
        ),
        max_length=1000,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, proposals: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(proposals)
        self.fields["other"].choices = found  # type: ignore[attr-defined]
        if not found:
            self.fields["reference"].label = _("Nummer des anderen Vorgangs")

    def clean(self) -> dict[str, Any]:
        """``chosen``: the number of the other case; what is typed counts more than what is chosen."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        typed = given.get("reference") or ""
        if typed:
            try:
                given["chosen"] = parse_reference(typed)
            except InvalidReference:
                self.add_error("reference", NO_SUCH_NUMBER)
        elif given.get("other"):
            given["chosen"] = given["other"]
        elif not self.errors:
            self.add_error("reference", _("Wählen Sie einen Vorgang aus oder geben Sie seine Nummer ein."))
        return given


class SeparateForm(UiForm, forms.Form):
    base = SeenField()
    reason = TextField(
        label=_("Warum trennen Sie die Vorgänge wieder?"),
        help_text=_("Das steht als interne Notiz in beiden Vorgängen. Nach außen erscheint es nicht."),
        max_length=1000,
        rows=3,
    )


class PartForm(UiForm, forms.Form):
    """One part of a case that is split. A row in which nothing is filled in does not count."""

    title = LineField(
        label=_("Worum geht es?"),
        max_length=120,
        required=False,
        help_text=_("Zum Beispiel: Sitzbrett gebrochen. Das lesen auch die Person und die Öffentlichkeit."),
    )
    sort = forms.ChoiceField(label=_("Art"), required=False)
    text = TextField(label=_("Was ist zu tun?"), max_length=LONGEST, rows=3, required=False)
    photos = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, sorts: list[tuple[str, Any]], photos: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sort"].choices = [("", _("Bitte wählen")), *sorts]  # type: ignore[attr-defined]
        self.fields["photos"].choices = [(key, key) for key in photos]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[str]:
        return list(self["photos"].value() or [])

    def is_empty(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in ("title", "sort", "text", "photos"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.is_empty():
            if not given.get("title"):
                self.add_error("title", _("Sagen Sie in wenigen Worten, worum es bei diesem Teil geht."))
            if not given.get("sort"):
                self.add_error("sort", _("Bitte wählen Sie etwas aus."))
        return given


class ContactForm(UiForm, forms.Form):
    name = LineField(label=_("Name"), max_length=120, required=False)
    email = MailField(label=_("E-Mail-Adresse"), required=False, max_length=254)
    phone = LineField(label=_("Telefon"), max_length=40, required=False)


class WordingForm(UiForm, forms.ModelForm):
    languages: ClassVar[dict[str, str]] = {"title": "de", "text": "de"}

    text = TextField(label=_("Text"), max_length=4000, rows=8)
    kind = forms.ChoiceField(label=_("Für welche Anliegen?"), required=False)

    class Meta:
        model = ReplyTemplate
        fields = ("title", "text", "kind", "unit", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("alle")), *((kind.key, kind.label) for kind in kinds)]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = Unit.objects.filter(is_active=True).order_by("name")  # type: ignore[attr-defined]
        self.fields["unit"].empty_label = _("alle")  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if names := unknown(text):
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            raise forms.ValidationError(
                _("Diesen Platzhalter gibt es nicht: %(unknown)s. Es gibt: %(known)s."),
                params={"unknown": ", ".join(f"{{{name}}}" for name in names), "known": known},
            )
        return text


def given_files(form: forms.BaseForm) -> list[Any]:
    """What was uploaded, if the field itself found it in order."""
    form.is_valid()  # cleans every field, also if one of them is wrong
    return list(form.cleaned_data.get("uploads") or [])


class LookupForm(UiForm, forms.Form):
    """Number and code. Only the shape is judged here; whether both belong together is the view's question."""

    reference = LineField(label=_("Vorgangsnummer"), max_length=40, help_text=_("Zum Beispiel LOH-2026-004817-K"))
    code = LineField(label=_("Code"), max_length=20, help_text=_("Acht Zeichen, zum Beispiel ABCD-2345"))
    # What somebody had typed when their access ended; it waits here until they are back.
    text = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST)

    def clean_reference(self) -> str:
        try:
            return parse_reference(self.cleaned_data["reference"])
        except InvalidReference:
            raise forms.ValidationError(
                _(
                    "In dieser Nummer stimmt ein Zeichen nicht. Bitte vergleichen Sie sie noch einmal mit Ihrer Bestätigung."
                )
            ) from None

    def clean_text(self) -> str:
        return clean(self.cleaned_data["text"])


class WriteBackForm(UiForm, forms.Form):
    """What the person writes to the town. A picture alone is enough."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    text = TextField(label=_("Ihre Antwort"), max_length=LONGEST, rows=4, required=False)
    uploads = FilesField(label=_("Foto oder Datei"), required=False, accept=DOCUMENTS)

    def files_given(self) -> list[Any]:
        return given_files(self)


class ReachForm(UiForm, forms.Form):
    """Where the person wants to hear from us. What is known is shown masked only, so the field is empty."""

    email = MailField(label=_("Neue E-Mail-Adresse"), max_length=254)


class EscalationForm(UiForm, forms.Form):
    """Three lines, one for each step: in use or not, and who reads of it."""

    def __init__(self, *args: Any, steps: list[EscalationStep], **kwargs: Any) -> None:
        self.steps = steps
        super().__init__(*args, **kwargs)
        for step in steps:
            at = step.percent
            self.fields[f"on-{at}"] = forms.BooleanField(label=_("in Gebrauch"), required=False, initial=step.is_active)
            self.fields[f"tells-{at}"] = forms.ChoiceField(
                label=_("Wer es erfährt"), choices=Told.choices, initial=step.tells, widget=forms.RadioSelect
            )
            self.fields[f"role-{at}"] = _RoleField(initial=step.role_id)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [
            {"percent": step.percent} | {name: self[f"{name}-{step.percent}"] for name in ("on", "tells", "role")}
            for step in self.steps
        ]

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        for step in self.steps:
            if values.get(f"tells-{step.percent}") == Told.ROLE and not values.get(f"role-{step.percent}"):
                self.add_error(f"role-{step.percent}", _("Bitte wählen Sie, welche Rolle."))
        return values

    def rows(self) -> list[tuple[int, bool, str, Any]]:
        values = self.cleaned_data
        return [
            (at, values[f"on-{at}"], values[f"tells-{at}"], values[f"role-{at}"])
            for at in (step.percent for step in self.steps)
        ]


class _RoleField(forms.ModelChoiceField):
    def __init__(self, *, initial: Any) -> None:
        words: dict[str, Any] = {"label": _("Welche Rolle"), "empty_label": _("keine"), "required": False}
        super().__init__(queryset=Role.objects.all(), initial=initial, **words)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)
