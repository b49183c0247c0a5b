# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the log says about webhooks."""

from django.utils.translation import gettext_lazy as _

from nahdran.audit.registry import ActionType, register_actions, register_details

register_actions(
    ActionType("webhooks.added", _("Webhook angelegt")),
    ActionType("webhooks.changed", _("Webhook geändert")),
    ActionType("webhooks.removed", _("Webhook gelöscht")),
    ActionType("webhooks.key_renewed", _("Neuen Schlüssel für einen Webhook ausgegeben")),
    ActionType("webhooks.old_key_ended", _("Vorigen Schlüssel eines Webhooks beendet")),
    ActionType("webhooks.stopped", _("Webhook abgeschaltet, weil nichts mehr ankam")),
    ActionType("webhooks.sent_again", _("Webhook-Zustellungen erneut auf den Weg gegeben")),
)
register_details(host=_("Server"), in_use=_("in Gebrauch"))
