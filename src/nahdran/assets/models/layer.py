# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One list of what the town owns: street lamps, benches, containers."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from nahdran.assets.enums import Scheme
from nahdran.kit.language import Worded, in_reader_language


class AssetLayer(models.Model):
    """A list that things belong to is switched off, not deleted. ``stopper`` is said to everybody who picks one of them."""

    key = models.SlugField(
        _("Kurzname"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9-]+$", _("Bitte nur kleine Buchstaben, Ziffern und Bindestriche."))],
        help_text=_("Für die Befehlszeile, zum Beispiel lampen."),
    )
    name = models.CharField(_("Name der Liste"), max_length=80, help_text=_("Zum Beispiel Straßenlampen."))
    name_en = models.CharField(_("Name der Liste auf Englisch"), max_length=80, blank=True)
    one = models.CharField(_("Ein einzelnes Objekt heißt"), max_length=60, help_text=_("Zum Beispiel Lampe."))
    one_en = models.CharField(_("Ein einzelnes Objekt auf Englisch"), max_length=60, blank=True)
    icon = models.CharField(_("Zeichen"), max_length=40, default="pin")
    number_hint = models.CharField(
        _("Wo die Nummer steht"), max_length=160, blank=True, help_text=_("Zum Beispiel: am Mast, etwa in Augenhöhe.")
    )
    number_hint_en = models.CharField(_("Wo die Nummer steht, auf Englisch"), max_length=160, blank=True)
    scheme = models.CharField(_("Nummern"), max_length=10, choices=Scheme, default=Scheme.PLAIN)
    is_public = models.BooleanField(
        _("Alle dürfen sie sehen und beim Melden auswählen"),
        default=True,
        help_text=_("Sonst sieht sie nur der Arbeitsplatz."),
    )
    stopper = models.TextField(
        _("Hinweis vor dem Melden"),
        blank=True,
        max_length=600,
        help_text=_("Zum Beispiel: Diese Lampen gehören dem Kreis. Melden bleibt immer möglich."),
    )
    stopper_en = models.TextField(_("Hinweis vor dem Melden, auf Englisch"), blank=True, max_length=600)
    stopper_url = models.URLField(_("Seite, auf der es weitergeht"), blank=True, max_length=200)
    is_active = models.BooleanField(_("in Gebrauch"), default=True)
    # How the columns of its files were matched the last time.
    columns = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]
        verbose_name = _("Liste des Bestands")
        verbose_name_plural = _("Listen des Bestands")

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> Worded:
        """The name in the language of the reader."""
        return in_reader_language(self.name, self.name_en)

    @property
    def one_label(self) -> Worded:
        return in_reader_language(self.one, self.one_en)

    @property
    def number_hint_label(self) -> Worded:
        return in_reader_language(self.number_hint, self.number_hint_en)

    @property
    def stopper_label(self) -> Worded:
        return in_reader_language(self.stopper, self.stopper_en)
