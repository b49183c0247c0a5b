# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sentences about files and rows that cannot be taken in: each says what to do."""

from typing import Any

from django.utils.translation import gettext_lazy as _

FAULTS: dict[str, Any] = {
    "no_number": _("Die Nummer fehlt."),
    "long_number": _("Die Nummer ist länger als 40 Zeichen."),
    "no_signs": _("In der Nummer steht kein Buchstabe und keine Ziffer."),
    "twice": _("Diese Nummer steht schon weiter oben in der Datei."),
    "no_place": _("Der Ort fehlt."),
    "bad_place": _("Das sind keine Koordinaten, die zur gewählten Art passen."),
    "outside": _("Dieser Ort liegt nicht in der Gemeinde."),
}


def in_words(code: str) -> Any:
    return FAULTS.get(code, code)
