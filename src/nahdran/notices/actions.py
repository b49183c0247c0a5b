# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the log says about decisions on deliveries."""

from django.utils.translation import gettext_lazy as _

from nahdran.audit.registry import (
    ActionType,
    ObjectType,
    object_types,
    of_choices,
    register_actions,
    register_details,
    value_words,
)
from nahdran.notices.enums import State

SENT_AGAIN = "notices.sent_again"
CANCELLED = "notices.cancelled"

register_actions(
    ActionType(SENT_AGAIN, _("Nachricht erneut zum Versand gegeben"), {"state_before": "delivery_state"}),
    ActionType(CANCELLED, _("Versand einer Nachricht abgebrochen"), {"state_before": "delivery_state"}),
)


def _about(stored: str) -> str:
    """What a delivery was about; the log keeps the name of its template in front of that."""
    return stored.partition(" ")[2]


register_details(state_before=_("Stand vorher"))
object_types.register("notices.delivery", ObjectType(_("Nachricht"), _about))
value_words.register("delivery_state", of_choices(State.choices))
