# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the log says about itself."""

from django.utils.translation import gettext_lazy as _

from nahdran.audit.registry import ActionType, register_actions

READ = "audit.read"
EXPORTED = "audit.exported"

register_actions(
    ActionType(READ, _("Personenbezogene Daten eingesehen")),
    ActionType(EXPORTED, _("Protokoll ausgeführt")),
)
