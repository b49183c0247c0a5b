# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why an upload is not taken: one error with a code, a plain sentence and the HTTP status a view may answer with."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Reason:
    message: Any
    status: int


REASONS = {
    "empty": Reason(_("Die Datei ist leer. Bitte wählen Sie eine andere Datei."), 422),
    "too_large": Reason(_("Die Datei ist größer als %(limit)s MB. Bitte wählen Sie eine kleinere Datei."), 413),
    "not_a_photo": Reason(
        _("Diese Datei ist kein Bild, das wir lesen können. Möglich sind JPEG, PNG, WebP, HEIC und GIF."), 415
    ),
    "not_a_document": Reason(
        _("Dieses Dateiformat nehmen wir nicht an. Möglich sind PDF und Bilder (JPEG, PNG, WebP, HEIC, GIF)."), 415
    ),
    "too_many_pixels": Reason(
        _("Das Bild hat zu viele Bildpunkte. Bitte verkleinern Sie es auf höchstens %(limit)s Megapixel."), 422
    ),
    "damaged": Reason(
        _(
            "Die Datei ist beschädigt oder unvollständig. Bitte laden Sie sie noch einmal hoch oder wählen Sie eine andere."
        ),
        422,
    ),
    "infected": Reason(_("In dieser Datei wurde Schadsoftware gefunden. Sie wurde nicht gespeichert."), 422),
    "scanner_unreachable": Reason(
        _(
            "Die Virenprüfung ist gerade nicht erreichbar. Deshalb nehmen wir im Moment keine Dateien an. Bitte versuchen Sie es später noch einmal."
        ),
        503,
    ),
    "storage_full": Reason(
        _(
            "Der Speicherplatz reicht gerade nicht aus, die Datei wurde nicht gespeichert. Bitte versuchen Sie es später noch einmal."
        ),
        507,
    ),
    "storage_unavailable": Reason(
        _("Die Datei konnte gerade nicht gespeichert werden. Bitte versuchen Sie es später noch einmal."), 503
    ),
}


class UnableToStore(Exception):
    """An upload is refused. ``code`` is one of REASONS, ``message`` a German sentence for the person, ``status`` an HTTP status."""

    def __init__(self, code: str, **values: object) -> None:
        reason = REASONS[code]
        self.code = code
        self.status = reason.status
        self.message = str(reason.message) % values if values else str(reason.message)
        super().__init__(f"{code}: {self.message}")
