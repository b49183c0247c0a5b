# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Saying that something should not be public, and deciding about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.reports.enums import ComplaintReason
from nahdran.reports.operations.complaining import LONGEST_COMPLAINT
from nahdran.ui.forms import EmailField, TextField, UiForm

KEEP, HIDE = "lassen", "verbergen"


class ComplaintForm(UiForm, forms.Form):
    """``website`` is a trap for robots; people do not see it. ``key`` tells a form sent twice from two."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("Was stört Sie?"), choices=ComplaintReason.choices, widget=forms.RadioSelect)
    text = TextField(
        label=_("Möchten Sie es erklären?"),
        help_text=_("Zum Beispiel, um welches Foto oder welchen Satz es geht. Das liest nur die Stadt."),
        max_length=LONGEST_COMPLAINT,
        rows=3,
        required=False,
    )
    email = EmailField(
        label=_("E-Mail-Adresse"),
        required=False,
        help_text=_("Nur wenn Sie eine Antwort möchten. Nach der Antwort löschen wir die Adresse."),
    )
    website = forms.CharField(required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("reason") == ComplaintReason.OTHER and "text" not in self.errors and not values.get("text"):
            self.add_error("text", _("Bitte schreiben Sie kurz, worum es geht."))
        return values


class DecisionForm(UiForm, forms.Form):
    """``until`` is the last complaint that the clerk has seen; ``do`` comes from the button."""

    until = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**62)
    do = forms.ChoiceField(choices=[(KEEP, KEEP), (HIDE, HIDE)])
    answer = TextField(
        label=_("Warum entscheiden Sie so?"),
        help_text=_("Das bekommt, wer eine E-Mail-Adresse angegeben hat. Bitte keine Namen."),
        max_length=LONGEST_COMPLAINT,
        rows=3,
    )
