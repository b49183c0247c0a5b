# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the log says about decisions on deliveries."""

from django.utils.translation import gettext_lazy as _

from nahdran.audit.registry import ActionType, register_actions

SENT_AGAIN = "notices.sent_again"
CANCELLED = "notices.cancelled"

register_actions(
    ActionType(SENT_AGAIN, _("Nachricht erneut zum Versand gegeben")),
    ActionType(CANCELLED, _("Versand einer Nachricht abgebrochen")),
)
