# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the log says about taking over from another system."""

from django.utils.translation import gettext_lazy as _

from nahdran.audit.registry import ActionType, register_actions, register_details

register_actions(
    ActionType("takeover.started", _("Datei eines anderen Systems hochgeladen")),
    ActionType("takeover.checking", _("Probelauf einer Übernahme begonnen")),
    ActionType("takeover.checked", _("Probelauf einer Übernahme beendet")),
    ActionType("takeover.running", _("Übernahme begonnen")),
    ActionType("takeover.done", _("Übernahme beendet")),
    ActionType("takeover.photos", _("Fotos eines anderen Systems hochgeladen")),
    ActionType("takeover.undoing", _("Rücknahme einer Übernahme begonnen")),
    ActionType("takeover.undone", _("Übernahme zurückgenommen")),
    ActionType("takeover.dropped", _("Datei einer Übernahme verworfen")),
)
register_details(columns=_("Spalten"), rows=_("Zeilen"))
