# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Euros: from what people type to cents, and back to words."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from nahdran.ui.forms import LineField

# Ten million euros: more is a slip of the finger.
MOST_CENTS = 1_000_000_000
_GROUPED = re.compile(r"^\d{1,3}([.,\u202f\u00a0 ']\d{3})+$")


class NotMoney(ValueError):
    """Not an amount in euros."""


def amount(text: str) -> Decimal:
    """A number as Germans and as the English write it: ``1.234,50``, ``1,234.50``, ``1234.5``, ``120``. Raises NotMoney."""
    plain = text.strip().removesuffix("€").removeprefix("€").strip()
    if _GROUPED.match(plain):
        plain = re.sub(r"\D", "", plain)
    else:
        last = max(plain.rfind(","), plain.rfind("."))
        head, tail = (plain[:last], plain[last + 1 :]) if last >= 0 else (plain, "")
        plain = re.sub(r"[.,\u202f\u00a0 ']", "", head) + (f".{tail}" if tail else "")
    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,6})?", plain):
        raise NotMoney(text)
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        raise NotMoney(text) from error


def in_euros(cents: int | None) -> str:
    """``1.234,50 €``; nothing for nothing."""
    if cents is None:
        return ""
    return f"{number_format(Decimal(cents) / 100, 2, use_l10n=True, force_grouping=True)}\u00a0€"


class EurosField(LineField):
    """An amount in euros; ``cleaned_data`` holds cents, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value))
        if not text:
            return None
        try:
            cents = amount(text) * 100
        except NotMoney:
            raise forms.ValidationError(_("Schreiben Sie den Betrag zum Beispiel so: 1.234,50")) from None
        if cents != int(cents):
            raise forms.ValidationError(_("Bitte höchstens zwei Stellen hinter dem Komma."))
        if cents > MOST_CENTS:
            raise forms.ValidationError(_("Dieser Betrag ist zu hoch."))
        return int(cents)


class HoursField(LineField):
    """Hours with parts, such as ``2,5``; ``cleaned_data`` holds a Decimal, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=10, **kwargs)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value))
        if not text:
            return None
        try:
            hours = amount(text)
        except NotMoney:
            raise forms.ValidationError(_("Schreiben Sie die Stunden zum Beispiel so: 2,5")) from None
        if hours > 9999:
            raise forms.ValidationError(_("Das sind zu viele Stunden."))
        return round(hours, 2)
