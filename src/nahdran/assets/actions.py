# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the log says about the lists of what the town owns."""

from django.utils.translation import gettext_lazy as _

from nahdran.assets.models import AssetLayer
from nahdran.audit.registry import ActionType, ObjectType, object_types, register_actions, register_details
from nahdran.kit.language import HOUSE, Worded

register_actions(
    ActionType("assets.layer", _("Liste des Bestands geändert"), {"name": "town"}),
    ActionType("assets.notice", _("Hinweis eines Objekts geändert")),
    ActionType("assets.started", _("Datei für den Bestand hochgeladen")),
    ActionType("assets.checking", _("Probelauf für den Bestand begonnen")),
    ActionType("assets.checked", _("Probelauf für den Bestand beendet")),
    ActionType("assets.running", _("Einlesen in den Bestand begonnen")),
    ActionType("assets.done", _("Bestand eingelesen")),
    ActionType("assets.dropped", _("Datei für den Bestand verworfen")),
)
register_details(layer=_("Liste"), public=_("öffentlich"), set=_("gesetzt"))
object_types.register("assets.assetlayer", ObjectType(AssetLayer._meta.verbose_name, lambda name: Worded(name, HOUSE)))
object_types.register("assets.asset", ObjectType(_("Objekt des Bestands"), lambda name: Worded(name, HOUSE)))
