# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the audit log calls the steps of orders."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nahdran.audit.registry import ActionType, of_choices, register_actions, register_details, value_words
from nahdran.fieldwork.enums import OrderState

_STATES = {"from": "order_state", "to": "order_state"}

register_actions(
    ActionType("fieldwork.order_made", _("Auftrag angelegt")),
    ActionType("fieldwork.order_changed", _("Auftrag geändert")),
    ActionType("fieldwork.order", _("Stand eines Auftrags geändert"), _STATES),
    ActionType("fieldwork.reminded", _("An einen Auftrag erinnert")),
    ActionType("fieldwork.link", _("Neuen Link zu einem Auftrag verschickt")),
    ActionType("fieldwork.link_revoked", _("Link zu einem Auftrag beendet")),
    ActionType("fieldwork.planned", _("Aufträge eingeplant"), {"day": "day"}),
    ActionType("fieldwork.contractor", _("Firma geändert")),
    ActionType("fieldwork.crew", _("Trupp geändert")),
)
register_details(
    order=_("Auftrag"),
    recipient=_("An wen"),
    day=pgettext_lazy("Kalender", "Tag"),
    crew=_("Trupp"),
    orders=_("Aufträge"),
)
value_words.register("order_state", of_choices(OrderState.choices))
