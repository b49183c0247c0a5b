# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The forms of the way to other systems: a system, and which kind goes there as what."""

import re
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nahdran.accounts.models import ApiKey
from nahdran.kit import clock
from nahdran.reports.enums import PartnerMedia, QuestionKind
from nahdran.reports.forwarding.base import Attribute, Service
from nahdran.reports.models import Category, ForwardingRule, Partner
from nahdran.reports.queries.forwarding import VARIABLES
from nahdran.reports.rules import SCOPE
from nahdran.ui.forms import LineField, UiForm

_FIXED = ""


class PartnerForm(UiForm, forms.ModelForm):
    url = forms.URLField(
        label=gettext_lazy("Adresse"),
        max_length=300,
        assume_scheme="https",
        help_text=gettext_lazy("Bis vor „/requests“, zum Beispiel https://stadt.example/open311/v2"),
    )
    secret = forms.CharField(
        label=gettext_lazy("Unser Schlüssel dort"),
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Wird verschlüsselt gespeichert und nicht mehr gezeigt. Leer lassen ändert nichts."),
    )

    class Meta:
        model = Partner
        fields = ("name", "url", "jurisdiction_id", "secret_variable", "media", "api_key", "is_active")
        field_classes: ClassVar = {"name": LineField, "jurisdiction_id": LineField, "secret_variable": LineField}
        widgets: ClassVar = {"media": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read before the form writes into the instance.
        self.origin = _origin(self.instance.url)
        self.fields["media"].choices = PartnerMedia.choices  # type: ignore[attr-defined]
        keys: Any = self.fields["api_key"]
        usable = Q(revoked_at__isnull=True, scopes__contains=[SCOPE]) & (
            Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
        )
        keys.queryset = ApiKey.objects.filter(usable | Q(pk=self.instance.api_key_id)).order_by("name")
        keys.label, keys.empty_label = _("Schlüssel der Gegenseite bei uns"), _("keiner")
        keys.help_text = _("Damit darf sie Mitteilungen zu dem schicken, was sie von uns bekam.")

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].rstrip("/")
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"}:
            raise forms.ValidationError(_("Die Adresse beginnt mit https://."))
        if parts.query or parts.fragment or parts.username or parts.password:
            raise forms.ValidationError(_("Bitte nur die Adresse, ohne Fragezeichen, Raute und Zugangsdaten."))
        return re.sub(r"/(requests|services)(\.xml|\.json)?$", "", url)

    def clean_secret_variable(self) -> str:
        name: str = self.cleaned_data["secret_variable"]
        if name and not re.fullmatch(rf"{VARIABLES}[A-Z0-9_]+", name):
            raise forms.ValidationError(
                _("Der Name beginnt mit %(prefix)s und hat nur große Buchstaben, Ziffern und Unterstriche.")
                % {"prefix": VARIABLES}
            )
        return name

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        if values.get("secret") and values.get("secret_variable"):
            self.add_error("secret_variable", _("Bitte nur eines von beiden: den Schlüssel oder die Variable."))
        moved = bool(self.origin) and "url" in values and _origin(values["url"]) != self.origin
        # Else whoever may change the address could have the key sent to a server of their own.
        if moved and self.instance.sealed_secret and not (values.get("secret") or values.get("secret_variable")):
            self.add_error(
                "secret", _("Die Adresse führt zu einem anderen Server. Bitte geben Sie den Schlüssel neu ein.")
            )
        return values


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return (parts.scheme, parts.hostname or "", parts.port) if url else ("", "", None)


class ForwardingRuleForm(UiForm, forms.ModelForm):
    """``services`` and ``attributes`` are what the other system has told; without them its code is typed in."""

    class Meta:
        model = ForwardingRule
        fields = ("category", "service_code", "is_automatic", "with_contact", "closes_case")
        field_classes: ClassVar = {"service_code": LineField}

    def __init__(
        self, *args: Any, services: list[Service], attributes: list[Attribute], can_map: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = attributes if can_map else []
        categories: Any = self.fields["category"]
        others = ForwardingRule.objects.exclude(pk=self.instance.pk).values("category_id")
        categories.queryset = (
            Category.objects.filter(Q(is_active=True) | Q(pk=self.instance.category_id))
            .exclude(pk__in=others)
            .select_related("group")
        )
        categories.empty_label = _("Bitte wählen")
        if services:
            self._offer(services)
        if can_map and self.instance.pk:
            self._ask_attributes()

    def _offer(self, services: list[Service]) -> None:
        choices = [(each.code, f"{each.name} ({each.code})") for each in services]
        code = self.instance.service_code
        if code and code not in dict(choices):
            choices.insert(0, (code, _("%(code)s (gibt es dort nicht mehr)") % {"code": code}))
        label = self.fields["service_code"].label
        self.fields["service_code"] = forms.ChoiceField(label=label, choices=[("", _("Bitte wählen")), *choices])

    def _ask_attributes(self) -> None:
        """For each of their questions: which of ours answers it, or always the same."""
        questions = self.instance.category.questions.exclude(kind=QuestionKind.INFO)
        ours = [(_FIXED, _("immer dasselbe:")), *((each.key, each.label) for each in questions)]
        for number, attribute in enumerate(self.asked):
            known = self.instance.attributes.get(attribute.code, {})
            label = (
                attribute.label if attribute.is_required else _("%(label)s (freiwillig)") % {"label": attribute.label}
            )
            self.fields[f"question_{number}"] = forms.ChoiceField(
                label=label, choices=ours, required=False, initial=known.get("question", _FIXED)
            )
            self.fields[f"value_{number}"] = _fixed(attribute, known.get("value", ""))

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        return [
            (self[f"question_{number}"], self[f"value_{number}"])
            for number in range(len(self.asked))
            if f"question_{number}" in self.fields
        ]

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        if not self.pairs or values.get("service_code") != self.initial.get("service_code"):
            return values
        found: dict[str, dict[str, str]] = {}
        for number, attribute in enumerate(self.asked):
            question, fixed = values.get(f"question_{number}"), values.get(f"value_{number}")
            if question:
                found[attribute.code] = {"question": question}
            elif fixed:
                found[attribute.code] = {"value": fixed}
            elif attribute.is_required:
                self.add_error(f"value_{number}", _("Diese Angabe verlangt die Gegenseite."))
        # What the other side does not ask for at this moment is kept.
        codes = {attribute.code for attribute in self.asked}
        kept = {code: source for code, source in self.instance.attributes.items() if code not in codes}
        self.instance.attributes = kept | found
        return values


def _fixed(attribute: Attribute, initial: str) -> forms.Field:
    label = _("Fester Wert für „%(label)s“") % {"label": attribute.label}
    if not attribute.values:
        return LineField(label=label, max_length=200, required=False, initial=initial)
    choices = [("", _("keiner")), *attribute.values]
    return forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)


class ArrivedForm(UiForm, forms.Form):
    number = LineField(label=gettext_lazy("Nummer dort"), max_length=200)
