# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settings that are allowed one by one and wrong together."""

from django.conf import settings
from django.utils.translation import gettext as _

from nahdran.kit.checks import Finding, error, ok, warning

LOCAL = ("127.0.0.1", "localhost", "[::1]", "testserver")
SHORTEST_KEY = 32


def check_settings() -> Finding:
    wrong = [sentence for holds, sentence in _wrong() if holds]
    doubtful = [sentence for holds, sentence in _doubtful() if holds]
    advice = _("Bitte die Umgebung anpassen (docs/operating.md).")
    if wrong:
        return error(" ".join(wrong), advice)
    return warning(" ".join(doubtful), advice) if doubtful else ok(_("Schlüssel, Adressen und Schutz passen zusammen."))


def _wrong() -> list[tuple[bool, str]]:
    public = any(host not in LOCAL for host in settings.ALLOWED_HOSTS)
    return [
        (len(settings.SECRET_KEY) < SHORTEST_KEY, _("SECRET_KEY ist zu kurz.")),
        ("*" in settings.ALLOWED_HOSTS, _("ALLOWED_HOSTS erlaubt jeden Namen.")),
        (not settings.ALLOWED_HOSTS, _("ALLOWED_HOSTS ist leer.")),
        (
            settings.DEMO and public,
            _("NAHDRAN_DEMO zeigt Passwörter und Codes auf den Seiten und ist von außen erreichbar."),
        ),
        (bool(settings.DEBUG), _("DEBUG ist eingeschaltet.")),
    ]


def _doubtful() -> list[tuple[bool, str]]:
    return [
        (
            not settings.DEMO and not settings.HTTPS,
            _("SITE_URL beginnt nicht mit https://. Anmeldungen wären unterwegs lesbar."),
        ),
        (
            not settings.DEMO and settings.DEFAULT_FROM_EMAIL.endswith(".example"),
            _("MAIL_FROM ist noch die Adresse aus dem Beispiel."),
        ),
    ]
