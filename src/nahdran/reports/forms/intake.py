# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form of what the town settles about taking reports in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.reports.models import IntakeSettings
from nahdran.ui.forms import UiForm


class IntakeForm(UiForm, forms.ModelForm):
    class Meta:
        model = IntakeSettings
        fields = (
            "confirm_days",
            "remind_days",
            "proof_after",
            "disposable_domains",
            "complaint_hides",
            "complaint_people",
        )
        widgets = {
            "disposable_domains": forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
            "complaint_hides": forms.RadioSelect,
        }

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        days, remind = values.get("confirm_days"), values.get("remind_days")
        if days and remind and remind >= days:
            self.add_error("remind_days", _("Die Erinnerung muss vor dem Löschen kommen."))
        return values
