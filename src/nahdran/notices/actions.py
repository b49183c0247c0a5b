# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the log says about decisions on deliveries."""

from collections.abc import Mapping
from typing import Any

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
from nahdran.notices.models import FollowSettings

SENT_AGAIN = "notices.sent_again"
CANCELLED = "notices.cancelled"
FOLLOWING = "notices.following"

register_actions(
    ActionType(SENT_AGAIN, _("Nachricht erneut zum Versand gegeben"), {"state_before": "delivery_state"}),
    ActionType(FOLLOWING, _("Einstellungen der Abos geändert"), {"fields": "follow_field"}),
    ActionType(CANCELLED, _("Versand einer Nachricht abgebrochen"), {"state_before": "delivery_state"}),
)


def _about(stored: str) -> str:
    """What a delivery was about; the log keeps the name of its template in front of that."""
    return stored.partition(" ")[2]


register_details(state_before=_("Stand vorher"))
object_types.register("notices.delivery", ObjectType(_("Nachricht"), _about))


def _fields(names: set[Any]) -> Mapping[Any, Any]:
    known = {field.name: field.verbose_name for field in FollowSettings._meta.fields}
    return {name: known[name] for name in names if name in known}


value_words.register("follow_field", _fields)
value_words.register("delivery_state", of_choices(State.choices))
