# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the audit log calls changes of the town's geography."""

from django.utils.translation import gettext_lazy as _

from nahdran.audit.registry import ActionType, actions, register_details

actions.register("places.imported", ActionType("places.imported", _("Karte und Adressen eingelesen")))
register_details(addresses=_("Adressen"), districts=_("Ortsteile"), streets=_("Straßen"))
