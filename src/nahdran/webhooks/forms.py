# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form of one address: where, which events, limited to what."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nahdran.kit.outbound import is_safe
from nahdran.ui.forms import LineField, UiForm
from nahdran.webhooks.models import Endpoint
from nahdran.webhooks.slots import all_kinds, sources


class EndpointForm(UiForm, forms.ModelForm):
    url = forms.URLField(
        label=gettext_lazy("Adresse"),
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Dort nimmt das andere Programm die Ereignisse an. Sie beginnt mit https://."),
    )
    kinds = forms.MultipleChoiceField(label=gettext_lazy("Ereignisse"), widget=forms.CheckboxSelectMultiple)
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Nur zu"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nichts angekreuzt: zu allem."),
    )

    class Meta:
        model = Endpoint
        fields = ("name", "url", "kinds", "topics", "is_active")
        field_classes: ClassVar = {"name": LineField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kinds"]
        kinds.choices = [(each.key, str(each.label)) for _source, each in all_kinds()]
        topics: Any = self.fields["topics"]
        topics.choices = [each for source in sources for each in source.choices()]
        if self.instance.pk is None:
            kinds.initial = [each.key for _source, each in all_kinds()]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        parts = urlsplit(url)
        if parts.fragment or parts.username or parts.password:
            raise forms.ValidationError(_("Bitte nur die Adresse, ohne Raute und Zugangsdaten."))
        if not is_safe(url):
            raise forms.ValidationError(_("Die Adresse beginnt mit https:// und hat keinen besonderen Port."))
        return url

    def clean_kinds(self) -> list[str]:
        """In our order, and with what nobody may miss: what is no longer public must go over there too."""
        wanted = set(self.cleaned_data["kinds"])
        needed = {
            each.key for source, each in all_kinds() if each.needed and wanted & {one.key for one in source.kinds}
        }
        return [each.key for _source, each in all_kinds() if each.key in wanted | needed]
