# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form that names the websites on which the public map may stand."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nahdran.reports.origins import InvalidOrigin, parse_origin
from nahdran.ui.forms import TextField, UiForm

_MOST = 50


class EmbedForm(UiForm, forms.Form):
    sites = TextField(
        label=gettext_lazy("Websites, die die Karte zeigen dürfen"),
        help_text=gettext_lazy(
            "Je Zeile eine Adresse, zum Beispiel https://www.musterverein.de. Ein Stern gilt für alles darunter: https://*.musterstadt.de."
        ),
        required=False,
        max_length=10_000,
        rows=8,
    )

    def clean_sites(self) -> list[str]:
        found, wrong = [], []
        for line in filter(None, map(str.strip, self.cleaned_data["sites"].splitlines())):
            try:
                found.append(parse_origin(line))
            except InvalidOrigin:
                wrong.append(line[:80])
        if wrong:
            raise forms.ValidationError(
                _("Das ist keine Adresse, die mit https:// beginnt: %(lines)s") % {"lines": ", ".join(wrong[:5])}
            )
        if len(set(found)) > _MOST:
            raise forms.ValidationError(_("Mehr als %(count)d Websites gehen nicht.") % {"count": _MOST})
        return found
