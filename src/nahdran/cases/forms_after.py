# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms of what comes after a closing: for the person, for the desk, and the settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.cases.enums import Again, Aspect, Score
from nahdran.cases.forms import DOCUMENTS, LONGEST, SeenField, given_files
from nahdran.cases.models import AftercareSettings
from nahdran.ui.forms import FilesField, TextField, UiForm

LONGEST_COMMENT = 1000


class AgainForm(UiForm, forms.Form):
    """Why the town should look again."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    reason = forms.ChoiceField(label=_("Was ist der Grund?"), choices=Again.choices, widget=forms.RadioSelect)
    text = TextField(
        label=_("Was sehen Sie dort?"),
        help_text=_("Ein oder zwei Sätze genügen."),
        max_length=LONGEST,
        rows=4,
    )
    uploads = FilesField(label=_("Foto oder Datei"), required=False, accept=DOCUMENTS)

    def files_given(self) -> list[Any]:
        return given_files(self)


class RateForm(UiForm, forms.Form):
    """How content somebody is, in words. ``seen_warning`` comes back once they were told that the comment may name people."""

    score = forms.TypedChoiceField(
        label=_("Wie zufrieden sind Sie mit uns?"), choices=Score.choices, coerce=int, widget=forms.RadioSelect
    )
    good = forms.MultipleChoiceField(
        label=_("Was war gut?"), choices=Aspect.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    bad = forms.MultipleChoiceField(
        label=_("Was war nicht gut?"), choices=Aspect.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    comment = TextField(
        label=_("Möchten Sie uns dazu etwas sagen?"),
        help_text=_("Das lesen nur wir. Bitte keine Namen und keine Telefonnummern."),
        max_length=LONGEST_COMMENT,
        rows=3,
        required=False,
    )
    seen_warning = forms.BooleanField(widget=forms.HiddenInput, required=False)


class StateForm(UiForm, forms.Form):
    """The person says that it is done, or still there."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    text = TextField(label=_("Möchten Sie etwas dazu sagen?"), max_length=LONGEST, rows=3, required=False)
    uploads = FilesField(label=_("Foto oder Datei"), required=False, accept=DOCUMENTS)

    def files_given(self) -> list[Any]:
        return given_files(self)


class KeepClosedForm(UiForm, forms.Form):
    base = SeenField()
    reason = TextField(
        label=_("Warum bleibt es dabei?"),
        help_text=_("Das liest die Person auf der Statusseite und in der E-Mail. Bitte keine Namen."),
        max_length=2000,
        rows=4,
    )


class AftercareForm(UiForm, forms.ModelForm):
    class Meta:
        model = AftercareSettings
        fields = ("asks", "ask_after_days", "reopen_days", "decide_days", "ask_open_weeks")
