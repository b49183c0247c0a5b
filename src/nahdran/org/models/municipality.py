# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one municipality that this deployment serves."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nahdran.kit.worktime import LAENDER


class Municipality(models.Model):
    """A single row: name, address and colours of the town."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(
        _("Name der Stadt"),
        max_length=100,
        help_text=_("So, wie er oben auf jeder Seite steht, zum Beispiel „Stadt Lohmar“."),
    )
    short_name = models.CharField(_("Kurzer Name"), max_length=60)
    slug = models.SlugField(max_length=60)
    motto = models.CharField(_("Motto"), max_length=120, blank=True)
    reference_prefix = models.CharField(
        _("Kürzel der Vorgangsnummern"),
        max_length=4,
        validators=[RegexValidator(r"^[A-Z]{2,4}$", _("Bitte zwei bis vier große Buchstaben."))],
    )
    land = models.CharField(
        _("Bundesland"),
        max_length=2,
        choices=[(land, land) for land in LAENDER],
        default="NW",
        help_text=_("Bestimmt die Feiertage."),
    )
    hue = models.PositiveSmallIntegerField(
        _("Farbton"), default=216, validators=[MaxValueValidator(360)], help_text=_("0 bis 360 auf dem Farbkreis.")
    )
    chroma = models.DecimalField(
        _("Kräftigkeit"),
        max_digits=4,
        decimal_places=3,
        default="0.078",
        validators=[MinValueValidator(0), MaxValueValidator(0.15)],
    )
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=10, blank=True)
    place = models.CharField(pgettext_lazy("Anschrift", "Ort"), max_length=80, blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    opening_hours = models.TextField(_("Öffnungszeiten"), blank=True)
    neighbours_hint = models.TextField(
        _("Wohin bei Orten außerhalb?"),
        blank=True,
        help_text=_(
            "Dieser Satz erscheint, wenn ein Ort nicht in der Stadt liegt, zum Beispiel mit der Nummer des Kreises."
        ),
    )
    is_demo = models.BooleanField(default=False, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="org_one_municipality")]

    def __str__(self) -> str:
        return self.name
