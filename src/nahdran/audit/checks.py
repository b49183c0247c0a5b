# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether the log is being sealed. Asked through ``kit.checks`` by ``nahdran doctor`` and the administrator's page."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from nahdran.audit.queries import unsealed
from nahdran.kit.checks import Finding, HealthCheck, ok, register, warning
from nahdran.kit.clock import now

LATE = timedelta(minutes=10)


def check_seals() -> Finding:
    """The worker seals every minute; entries that wait longer say that it stands still."""
    waiting = unsealed().filter(at__lt=now() - LATE).count()
    if waiting:
        return warning(
            _("%(count)s Einträge im Protokoll warten auf ihr Siegel.") % {"count": waiting},
            _("Läuft der Hintergrunddienst? Starten Sie ihn mit „nahdran worker“."),
        )
    return ok(_("Das Protokoll ist versiegelt."))


register(HealthCheck(key="audit", label=_("Protokoll"), run=check_seals, order=60))
