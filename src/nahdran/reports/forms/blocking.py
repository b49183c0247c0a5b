# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form that adds a sender or words to the list of what waits for a look."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nahdran.kit import clock
from nahdran.kit.text import fold
from nahdran.reports.enums import BlockSort
from nahdran.reports.operations.blocking import usual_end
from nahdran.ui.forms import DateField, LineField, UiForm

_LONGEST = timedelta(days=3 * 365)
_SHORTEST_WORDS = 4
_DOMAIN = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+")


class BlockForm(UiForm, forms.Form):
    sort = forms.ChoiceField(
        label=gettext_lazy("Was soll auf einen Blick von Ihnen warten?"),
        choices=BlockSort.choices,
        widget=forms.RadioSelect,
    )
    value = LineField(
        label=gettext_lazy("Adresse, Domain oder Wörter"),
        help_text=gettext_lazy(
            "Zum Beispiel name@example.org, example.org oder „günstige Kredite“. Groß oder klein ist gleich; Wörter gelten nur als ganze Wörter."
        ),
        max_length=200,
    )
    note = LineField(
        label=gettext_lazy("Warum"),
        help_text=gettext_lazy("Für Ihre Kolleginnen und Kollegen. Bitte ohne Namen."),
        max_length=200,
        required=False,
    )
    until = DateField(
        label=gettext_lazy("Gilt bis"),
        help_text=gettext_lazy("Danach wird der Eintrag von selbst gelöscht. Höchstens drei Jahre."),
        initial=usual_end,
    )

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if not clock.today() <= day <= clock.today() + _LONGEST:
            raise forms.ValidationError(_("Bitte einen Tag in den nächsten drei Jahren."))
        return day

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        sort, value = values.get("sort"), values.get("value", "").lower()
        if not (sort and value):
            return values
        problem = _problem(sort, value.removeprefix("@") if sort == BlockSort.DOMAIN else value)
        if problem:
            self.add_error("value", problem)
        return values


def _problem(sort: str, value: str) -> str:
    """What is wrong with it; empty if nothing."""
    if sort == BlockSort.DOMAIN:
        return (
            "" if _DOMAIN.fullmatch(value) else _("Das ist keine Domain. Sie sieht zum Beispiel so aus: example.org.")
        )
    if sort == BlockSort.WORDS:
        letters = len(re.findall(r"\w", fold(value)))
        return "" if letters >= _SHORTEST_WORDS else _("Das ist zu kurz: So etwas steht in vielen ehrlichen Meldungen.")
    try:
        validate_email(value)
    except ValidationError:
        return _("Diese E-Mail-Adresse stimmt nicht. Sie sieht zum Beispiel so aus: name@example.org.")
    return ""
