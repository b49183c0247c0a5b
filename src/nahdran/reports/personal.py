# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Personal data in what people report, with the German word for each kind. The rules themselves are ``kit.personal``.

Asked by the form before it is sent; a warning, never a refusal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from nahdran.kit.personal import EMAIL, IBAN, NAME, PHONE, PLATE, find_personal

LABELS: dict[str, Any] = {
    EMAIL: _("E-Mail-Adresse"),
    PHONE: _("Telefonnummer"),
    PLATE: _("Kennzeichen"),
    IBAN: _("Kontonummer"),
    NAME: _("Name"),
}


@dataclass(frozen=True, slots=True)
class Found:
    label: Any
    text: str


def found_in(texts: Iterable[str]) -> list[Found]:
    """What looks like personal data in these texts, each thing once, in their order."""
    seen = {(finding.kind, finding.text): None for text in texts for finding in find_personal(text)}
    return [Found(LABELS[kind], text) for kind, text in seen]
