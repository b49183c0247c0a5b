# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``notices``."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability
from nahdran.kit.rights import Right


class Notices(Capability):
    name = "nahdran.notices"
    verbose_name = _("Benachrichtigungen")
    citizen_urls = "nahdran.notices.urls.citizen"
    staff_urls = "nahdran.notices.urls.staff"
    rights = (
        Right("notices.manage", _("Zustellungen einsehen, erneut senden und abbrechen")),
        Right("notices.following", _("Abos per E-Mail einrichten und ihre Zahlen sehen")),
    )
