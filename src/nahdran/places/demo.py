# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's step for the map: the schematic town, or with ``TOWN=osm:FILE`` a real one from an extract."""

from django.core.management.base import CommandError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from nahdran.kit.demo import DemoStep, Progress, demo_steps
from nahdran.kit.text import fold
from nahdran.org.models import Municipality
from nahdran.org.operations import save_town
from nahdran.places import queries
from nahdran.places.models import Area
from nahdran.places.operations import UnableToImport, import_osm, load_demo

_EXTRACT = "osm:"


def run(town: str, progress: Progress) -> None:
    """Leaves a map that is already there alone: it may be a newer import than the demonstration's."""
    if Area.objects.filter(kind=Area.Kind.MUNICIPALITY).exists():
        return
    if not town.startswith(_EXTRACT):
        progress(_("Karte zeichnen"))
        load_demo(town)
        return
    progress(_("Karte einlesen"))
    try:
        import_osm(path=town.removeprefix(_EXTRACT))
    except UnableToImport as error:
        raise CommandError(str(error)) from error
    _name_the_town()


def _name_the_town() -> None:
    """An imported municipality begins with a neutral profile; from the map we know at least what it is called."""
    row = Municipality.objects.filter(pk=1, is_demo=True, slug="gemeinde").first()
    name = queries.municipality_name()
    if row is None or not name:
        return
    letters = "".join(sign for sign in name.upper() if "A" <= sign <= "Z")
    row.name, row.short_name, row.place = f"Gemeinde {name}", name, name
    row.slug = slugify(fold(name)) or row.slug
    row.reference_prefix = letters[:3] if len(letters) >= 2 else row.reference_prefix
    save_town(town=row, actor=None)


demo_steps.register("places", DemoStep("places", 20, run))
