# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the audit log calls the steps that only defect reports know, and changes of their settings."""

from django.utils.translation import gettext_lazy as _

from nahdran.audit.registry import ActionType, register_actions

register_actions(
    ActionType("reports.released", _("Meldung öffentlich gemacht")),
    ActionType("reports.withdrawn", _("Meldung aus der Öffentlichkeit genommen")),
    ActionType("reports.category_changed", _("Art des Mangels geändert")),
    ActionType("reports.place_changed", _("Ort des Mangels geändert")),
    ActionType("reports.group", _("Gruppe von Mängeln geändert")),
    ActionType("reports.category", _("Art von Mängeln geändert")),
    ActionType("reports.question", _("Frage zu einer Art von Mängeln geändert")),
    ActionType("reports.routing", _("Zuständigkeit geändert")),
    ActionType("reports.unconfirmed", _("Unbestätigte Meldung gelöscht")),
    ActionType("reports.accepted", _("Verdächtige Meldung angenommen")),
    ActionType("reports.discarded", _("Verdächtige Meldung verworfen")),
    ActionType("reports.intake", _("Einstellungen der Aufnahme geändert")),
    ActionType("reports.seeded", _("Mitgebrachte Arten von Mängeln angelegt")),
)
