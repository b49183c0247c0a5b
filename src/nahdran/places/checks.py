# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether there is a map. Asked through ``kit.checks`` by doctor and the administrator's page."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.checks import Finding, HealthCheck, error, ok, register, warning
from nahdran.places import queries
from nahdran.places.models import Area, TileSet


def check_map() -> Finding:
    """A boundary, and the file of tiles that belongs to it."""
    advice = _("Lesen Sie einen Auszug von OpenStreetMap ein: nahdran import-osm DATEI")
    if not Area.objects.filter(kind=Area.Kind.MUNICIPALITY).exists():
        return warning(_("Es ist noch keine Karte eingelesen. Orte lassen sich nicht prüfen."), advice)
    if queries.tile_set() is None:
        row = TileSet.objects.first()
        sentence = _("Die Datei der Karte fehlt: %(file)s.") % {"file": queries.tile_path(row) if row else "-"}
        return error(sentence, advice)
    return ok(_("Karte und Adressen von %(town)s sind eingelesen.") % {"town": queries.municipality_name()})


register(HealthCheck("places.map", _("Karte"), check_map, order=50))
