# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether somebody can administer the town. Asked through ``kit.checks``."""

from django.utils.translation import gettext_lazy as _

from nahdran.accounts.queries import administrators
from nahdran.kit.checks import Finding, HealthCheck, ok, register, warning


def check_administrators() -> Finding:
    count = administrators().count()
    if count == 0:
        return warning(
            _("Niemand verwaltet diese Stadt."),
            _("Richten Sie mit „nahdran createstaff E-MAIL NAME“ eine Person ein."),
        )
    if count == 1:
        return warning(
            _("Nur eine Person verwaltet diese Stadt."),
            _("Geben Sie einer zweiten Person die Rolle Administration, damit niemand ausgesperrt wird."),
        )
    return ok(_("%(count)s Personen verwalten diese Stadt.") % {"count": count})


register(HealthCheck(key="administrators", label=_("Administration"), run=check_administrators, order=70))
