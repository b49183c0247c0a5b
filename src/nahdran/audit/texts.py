# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words for the names under which entries keep their details. A name without a word is shown as it is."""

from django.utils.translation import gettext_lazy as _

DETAILS = {
    "added": _("hinzugefügt"),
    "category": _("Art"),
    "change": _("Änderung"),
    "district": _("Ortsteil"),
    "fields": _("Felder"),
    "from": _("vorher"),
    "group": _("Gruppe"),
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

# Values that programs write and people read.
WORDS = {
    "added": _("hinzugefügt"),
    "code": _("Code"),
    "first": _("Passwort"),
    "mfa": _("zweiter Faktor"),
    "password": _("Passwort"),
    "recovery_codes": _("Notfallcodes"),
    "removed": _("entfernt"),
    "renewed": _("erneuert"),
    "second": _("zweiter Faktor"),
    "socialaccount": _("Dienstkonto"),
    "totp": _("App"),
    "webauthn": _("Passkey"),
}
