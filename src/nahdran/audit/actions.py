# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the log says about itself, and the sorts of values that every app has."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from nahdran.audit.registry import (
    ActionType,
    actions,
    of_table,
    register_actions,
    register_details,
    value_words,
)
from nahdran.audit.texts import DETAILS, LANGUAGES, LOOKS, SEARCH
from nahdran.kit.dates import short_day, short_day_time
from nahdran.kit.language import HOUSE, Worded

READ = "audit.read"
EXPORTED = "audit.exported"


def _days(values: set[Any]) -> Mapping[Any, Any]:
    """ISO days, also with a time behind them."""
    found = {}
    for value in values:
        try:
            found[value] = short_day(datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value))
        except (TypeError, ValueError):
            continue
    return found


def _moments(values: set[Any]) -> Mapping[Any, Any]:
    """ISO times with their zone."""
    found = {}
    for value in values:
        try:
            found[value] = short_day_time(datetime.fromisoformat(value))
        except (TypeError, ValueError):
            continue
    return found


value_words.register("action", lambda keys: {key: actions.get(key).label for key in keys if key in actions})
value_words.register("day", _days)
value_words.register("moment", _moments)
value_words.register("language", of_table(LANGUAGES))
value_words.register("look", of_table(LOOKS))
# What the town has worded itself, and nobody has translated.
value_words.register("town", lambda texts: {text: Worded(str(text), HOUSE) for text in texts})

register_details(**DETAILS, **SEARCH)
register_actions(
    ActionType(READ, _("Personenbezogene Daten eingesehen"), {"what": "look"}),
    ActionType(EXPORTED, _("Protokoll ausgeführt"), {"aktion": "action", "von": "day", "bis": "day"}),
)
