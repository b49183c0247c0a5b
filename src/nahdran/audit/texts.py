# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words for the names under which entries keep their details. A name without a word is shown as it is."""

from django.utils.translation import gettext_lazy as _

DETAILS = {
    "added": _("hinzugefügt"),
    "change": _("Änderung"),
    "fields": _("Felder"),
    "from": _("vorher"),
    "methods": _("Verfahren"),
    "reason": _("Grund"),
    "removed": _("entfernt"),
    "rights": _("Rechte"),
    "search": _("Suche"),
    "status": _("Stand"),
    "step": _("Schritt"),
    "to": _("nachher"),
    "type": _("Art"),
    "unit": _("Einheit"),
    "what": _("Daten"),
}
