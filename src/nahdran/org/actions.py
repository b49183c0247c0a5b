# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the audit log calls changes of the organisation."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from nahdran.audit.registry import ActionType, ObjectType, object_types, register_actions, value_words
from nahdran.kit.language import HOUSE, Worded
from nahdran.org.models import Unit
from nahdran.org.texts import texts

register_actions(
    ActionType("org.town", _("Angaben der Stadt geändert")),
    ActionType("org.unit", _("Einheit geändert")),
    ActionType("org.member_added", _("Person in eine Einheit aufgenommen"), {"user": "person", "role": "role"}),
    ActionType("org.member_removed", _("Person aus einer Einheit genommen"), {"user": "person", "role": "role"}),
    ActionType("org.closure", _("Schließtag geändert"), {"date": "day"}),
    ActionType("org.text", _("Text geändert"), {"key": "text", "language": "language"}),
)


def _units(numbers: set[Any]) -> Mapping[Any, Any]:
    """Units by their number."""
    wanted = [each for each in numbers if isinstance(each, int)]
    return dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


object_types.register("org.municipality", ObjectType(_("Stadt")))
object_types.register("org.unit", ObjectType(_("Einheit")))
object_types.register("org.closure", ObjectType(_("Schließtag"), lambda reason: Worded(reason, HOUSE)))
value_words.register("text", lambda keys: {key: texts.get(key).label for key in keys if key in texts})
value_words.register("unit", _units)
