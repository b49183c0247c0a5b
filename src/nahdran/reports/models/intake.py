# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the town has settled about taking reports in."""

from pathlib import Path

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from nahdran.reports.enums import ComplaintHides

_DISPOSABLE = Path(__file__).parents[1] / "data" / "disposable.txt"


def known_disposable() -> str:
    """The domains that nahdran brings along; the town may add and strike out."""
    return _DISPOSABLE.read_text(encoding="utf-8")


class IntakeSettings(models.Model):
    """A single row: how the town takes reports in."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    confirm_days = models.PositiveSmallIntegerField(
        _("Unbestätigte Meldungen löschen nach (Tage)"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    remind_days = models.PositiveSmallIntegerField(
        _("An die Bestätigung erinnern nach (Tage)"),
        default=2,
        validators=[MaxValueValidator(29)],
        help_text=_("0 heißt: nicht erinnern."),
    )
    proof_after = models.PositiveSmallIntegerField(
        _("Rechenaufgabe für den Browser ab so vielen Meldungen je Stunde und Anschluss"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("Der Browser rechnet im Hintergrund etwa eine Sekunde. Menschen müssen dafür nichts tun."),
    )
    disposable_domains = models.TextField(
        _("Dienste für Wegwerf-Adressen"),
        default=known_disposable,
        blank=True,
        help_text=_("Eine Domain je Zeile. Wer damit meldet, muss eine kleine Rechenaufgabe lösen lassen."),
    )
    suggests = models.BooleanField(
        _("Arten aus dem Text vorschlagen"),
        default=True,
        help_text=_("Gelernt aus Ihren eigenen abgeschlossenen Meldungen, auf Ihrem eigenen Server."),
    )

    detects = models.BooleanField(
        _("In neuen Fotos nach Gesichtern und Kennzeichen suchen"),
        default=False,
        db_default=False,
        help_text=_("Auf Ihrem eigenen Server. Was gefunden wird, ist ein Vorschlag; entscheiden müssen Menschen."),
    )

    complaint_hides = models.CharField(
        _("Eine beanstandete Meldung vorläufig verbergen"),
        max_length=10,
        choices=ComplaintHides,
        default=ComplaintHides.URGENT,
        db_default=ComplaintHides.URGENT,
        help_text=_("Bis jemand sie ansieht. Was schon einmal geprüft und öffentlich gelassen wurde, bleibt sichtbar."),
    )
    complaint_people = models.PositiveSmallIntegerField(
        _("Wie viele Menschen sind „mehrere“?"),
        default=3,
        db_default=3,
        validators=[MinValueValidator(2), MaxValueValidator(20)],
        help_text=_("Gezählt werden verschiedene Anschlüsse."),
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="reports_one_intake")]
