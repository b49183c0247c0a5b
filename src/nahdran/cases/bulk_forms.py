# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each step for many cases asks for. ``params`` is what the operation keeps; ``form_of`` chooses the form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nahdran.accounts.models import User
from nahdran.cases.enums import BulkAction
from nahdran.cases.forms import LONGEST
from nahdran.cases.models import Case, ReplyTemplate
from nahdran.cases.wordings import PLACEHOLDERS, unknown
from nahdran.kit import clock
from nahdran.org.models import Membership
from nahdran.org.queries import active_units
from nahdran.ui.forms import DateField, TextField, UiForm

PUBLIC = _("Das liest jede Person, und wo ein Vorgang öffentlich ist, liest es jeder. Bitte keine Namen.")


class BulkForm(UiForm, forms.Form):
    """``cases`` are the chosen ones; what can be chosen here follows from them."""

    def __init__(self, *args: Any, cases: Sequence[Case], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases, self.user = cases, user
        self.choose()

    def choose(self) -> None:
        """Fill the choices."""

    def params(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


class AssignManyForm(BulkForm):
    person = forms.ChoiceField(label=_("Zuständige Person"), required=False)

    def choose(self) -> None:
        members = Membership.objects.filter(unit_id__in={case.unit_id for case in self.cases})
        people = User.objects.filter(pk__in=members.values("user_id"), is_active=True).order_by("name", "id")
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", _("niemand")),
            *((str(person.pk), person.name) for person in people),
        ]
        if any(key == str(self.user.pk) for key, _name in self.fields["person"].choices):  # type: ignore[attr-defined]
            self.fields["person"].initial = str(self.user.pk)

    def params(self) -> dict[str, Any]:
        chosen = self.cleaned_data["person"]
        return {"person": int(chosen) if chosen else None}


class HandOverManyForm(BulkForm):
    unit = forms.ModelChoiceField(
        label=_("Neue Zuständigkeit"), queryset=active_units().none(), empty_label=_("Bitte wählen")
    )
    reason = TextField(
        label=_("Warum geben Sie die Vorgänge weiter?"),
        help_text=_("Die Kolleginnen und Kollegen dort lesen das zuerst. Nach außen erscheint es nicht."),
        max_length=1000,
        rows=3,
    )

    def choose(self) -> None:
        self.fields["unit"].queryset = active_units()  # type: ignore[attr-defined]

    def params(self) -> dict[str, Any]:
        return {"unit": self.cleaned_data["unit"].pk, "reason": self.cleaned_data["reason"]}


class StatusManyForm(BulkForm):
    status = forms.ChoiceField(label=_("Neuer Status"))
    closes = False

    def choose(self) -> None:
        """Every status that at least one of them can go to by a button."""
        found: dict[str, Any] = {}
        for case in self.cases:
            workflow = case.of_kind.workflow
            for status in workflow.next_of(case.status):
                if status.action and status.closes is self.closes and status.key != workflow.asked:
                    found.setdefault(status.key, status.label)
        self.fields["status"].choices = list(found.items())  # type: ignore[attr-defined]


class CloseManyForm(StatusManyForm):
    closes = True

    reason = TextField(label=_("Was hat die Stadt getan oder entschieden?"), help_text=PUBLIC, max_length=2000, rows=5)


class FollowUpManyForm(BulkForm):
    date = DateField(label=_("Wiedervorlage"))

    def clean_date(self) -> Any:
        day = self.cleaned_data["date"]
        if day is not None and day < clock.today():
            raise forms.ValidationError(_("Dieser Tag ist schon vorbei. Wählen Sie heute oder einen späteren Tag."))
        return day

    def params(self) -> dict[str, Any]:
        return {"date": self.cleaned_data["date"].isoformat()}


class AnswerManyForm(BulkForm):
    """A wording, or words of one's own; a wording that is chosen beside them stands first."""

    wording = forms.ModelChoiceField(
        label=_("Baustein"), queryset=ReplyTemplate.objects.none(), required=False, empty_label=_("ohne Baustein")
    )
    text = TextField(
        label=_("Eigener Text"),
        help_text=_("Platzhalter wie {Vorgangsnummer} und {Name} werden bei jedem Vorgang ausgefüllt."),
        max_length=LONGEST,
        rows=6,
        required=False,
    )

    def choose(self) -> None:
        kinds = {case.kind for case in self.cases}
        units = {case.unit_id for case in self.cases}
        fitting = Q(kind="") | (Q(kind=next(iter(kinds))) if len(kinds) == 1 else Q(pk__in=[]))
        own = Q(unit=None) | (Q(unit_id=next(iter(units))) if len(units) == 1 else Q(pk__in=[]))
        rows = ReplyTemplate.objects.filter(fitting, own, is_active=True).order_by("title", "id")
        self.fields["wording"].queryset = rows  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if names := unknown(text):
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            raise forms.ValidationError(
                _("Diesen Platzhalter gibt es nicht: %(unknown)s. Es gibt: %(known)s."),
                params={"unknown": ", ".join(f"{{{name}}}" for name in names), "known": known},
            )
        return text

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not given.get("wording") and not given.get("text"):
            self.add_error("text", _("Wählen Sie einen Baustein oder schreiben Sie etwas."))
        return given

    def params(self) -> dict[str, Any]:
        wording = self.cleaned_data["wording"]
        return {"text": "\n\n".join(filter(None, [wording.text if wording else "", self.cleaned_data["text"]]))}


class MergeManyForm(BulkForm):
    keep = forms.ChoiceField(label=_("Welcher Vorgang bleibt offen?"))
    reason = TextField(
        label=_("Möchten Sie den Personen noch etwas dazu sagen?"),
        help_text=PUBLIC,
        max_length=1000,
        rows=3,
        required=False,
    )

    def choose(self) -> None:
        """The oldest first: it is the one that people know already."""
        rows = sorted((case for case in self.cases if case.is_open), key=lambda case: case.pk)
        self.fields["keep"].choices = [(str(case.pk), f"{case.reference}: {case.title}") for case in rows]  # type: ignore[attr-defined]

    def params(self) -> dict[str, Any]:
        return {"keep": int(self.cleaned_data["keep"]), "reason": self.cleaned_data["reason"]}


FORMS: dict[str, type[BulkForm]] = {
    BulkAction.ASSIGN: AssignManyForm,
    BulkAction.HAND_OVER: HandOverManyForm,
    BulkAction.STATUS: StatusManyForm,
    BulkAction.CLOSE: CloseManyForm,
    BulkAction.FOLLOW_UP: FollowUpManyForm,
    BulkAction.ANSWER: AnswerManyForm,
    BulkAction.MERGE: MergeManyForm,
}
