# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search form of the log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.audit.queries import Search
from nahdran.audit.registry import actions
from nahdran.ui.forms import DateField, LineField, UiForm


class SearchForm(UiForm, forms.Form):
    """Every field may stay empty."""

    person = LineField(label=_("Person"), max_length=100, required=False)
    gegenstand = LineField(label=_("Gegenstand"), max_length=100, required=False)
    aktion = forms.ChoiceField(label=_("Aktion"), required=False)
    von = DateField(label=_("Von"), required=False)
    bis = DateField(label=_("Bis"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted(((each.key, str(each.label)) for each in actions), key=lambda pair: pair[1])
        self.fields["aktion"].choices = [("", _("Alle")), *choices]  # type: ignore[attr-defined]

    def as_search(self) -> Search:
        """The wish of a valid form."""
        data = self.cleaned_data
        return Search(
            person=data["person"],
            thing=data["gegenstand"],
            action=data["aktion"],
            start=data["von"],
            end=data["bis"],
        )
