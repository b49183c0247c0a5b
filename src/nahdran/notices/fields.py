# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often somebody wants to hear, as fields. For the forms of the apps above, and for the page of one's own subscriptions."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.notices.enums import Rhythm
from nahdran.notices.rhythm import DAYS_OF_A_WEEK, HOURS
from nahdran.notices.wording import weekday_name
from nahdran.ui.forms import UiForm


class RhythmForm(UiForm, forms.Form):
    """How often. Day and hour only count where mails are collected."""

    rhythm = forms.ChoiceField(
        label=_("Wie oft?"), choices=Rhythm.choices, initial=Rhythm.DAILY, widget=forms.RadioSelect
    )
    weekday = forms.TypedChoiceField(
        label=_("An welchem Tag?"), coerce=int, initial=0, required=False, empty_value=cast("str", 0)
    )
    hour = forms.TypedChoiceField(
        label=_("Um welche Zeit?"), coerce=int, initial=HOURS[0], required=False, empty_value=cast("str", HOURS[0])
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("weekday", [(number, weekday_name(number)) for number in range(DAYS_OF_A_WEEK)]),
            ("hour", [(hour, _("%(hour)d Uhr") % {"hour": hour}) for hour in HOURS]),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            # It stands beside the choice that makes it count.
            self.fields[name].unmarked = True  # type: ignore[attr-defined]
