# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The forms of the page about suggestions: switching them on and off, and trying them out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nahdran.ui.forms import TextField, UiForm


class TryForm(UiForm, forms.Form):
    text = TextField(label=_("Text zum Ausprobieren"), max_length=2000, rows=3)
