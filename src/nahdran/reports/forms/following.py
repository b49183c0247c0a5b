# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form by which somebody follows a report of others."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.ui.forms import EmailField, UiForm


class FollowForm(UiForm, forms.Form):
    """``website`` is a trap for robots; people do not see it."""

    email = EmailField(label=_("E-Mail-Adresse"))
    website = forms.CharField(required=False, max_length=200)
