# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search form of the log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.audit.queries import Search
from nahdran.audit.registry import actions
from nahdran.kit.text import clean_line


class SearchForm(forms.Form):
    """Every field may stay empty."""

    person = forms.CharField(label=_("Person"), max_length=100, required=False)
    gegenstand = forms.CharField(label=_("Gegenstand"), max_length=100, required=False)
    aktion = forms.ChoiceField(label=_("Aktion"), required=False)
    von = forms.DateField(
        label=_("Von"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    bis = forms.DateField(
        label=_("Bis"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted(((each.key, str(each.label)) for each in actions), key=lambda pair: pair[1])
        self.fields["aktion"].choices = [("", _("Alle")), *choices]  # type: ignore[attr-defined]

    def as_search(self) -> Search:
        """The wish of a valid form."""
        data = self.cleaned_data
        return Search(
            person=clean_line(data["person"]),
            thing=clean_line(data["gegenstand"]),
            action=data["aktion"],
            start=data["von"],
            end=data["bis"],
        )
