# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms for subscriptions: the link to one's own, the town's settings. How often one hears is asked by ``fields.RhythmForm``."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.notices.models import FollowSettings
from nahdran.ui.forms import EmailField, UiForm


class OverviewForm(UiForm, forms.Form):
    """Asks for the link to one's own subscriptions. ``website`` is a trap for robots; people do not see it."""

    email = EmailField(label=_("E-Mail-Adresse"))
    website = forms.CharField(required=False, max_length=200)


class FollowSettingsForm(UiForm, forms.ModelForm):
    class Meta:
        model = FollowSettings
        fields = ("is_on", "most", "confirm_days", "keep_months")
