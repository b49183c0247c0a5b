# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a file to ``MapData``: the order of the steps. Called by ``operations.import_osm``."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import shapely
from django.utils.translation import gettext as _

from nahdran.kit.text import clean_line
from nahdran.places.gazetteer import DistrictFinder, Gazetteer
from nahdran.places.mapdata import AreaRecord, MapData, PlaceRecord, Progress, RawAddress, RawStreet
from nahdran.places.osm.addresses import addresses_of, middle
from nahdran.places.osm.boundary import find_municipality
from nahdran.places.osm.classes import ROADS, SETTLEMENTS, place_kind
from nahdran.places.osm.districts import find_districts
from nahdran.places.osm.features import features_of
from nahdran.places.osm.reader import Extract, read

ATTRIBUTION = "© OpenStreetMap-Mitwirkende"


def read_extract(path: Path, *, municipality: str | None, progress: Progress) -> MapData:
    """Read the file and cut out the municipality. Raises ``UnableToReadExtract``."""
    progress(_("Datei lesen"), 0.0)
    extract = read(path)
    progress(_("Grenzen bestimmen"), 0.15)
    addresses = addresses_of(extract)
    town, neighbours = find_municipality(extract, addresses, municipality)
    districts = find_districts(extract, town, addresses)
    progress(_("Straßen und Adressen ordnen"), 0.25)
    finder = DistrictFinder(districts)
    gazetteer = Gazetteer(town=town.name, lat=town.lat, districts=finder)
    gazetteer.build(_streets(extract, town), _inside(addresses, town))
    progress(_("Karte zeichnen"), 0.35)
    return MapData(
        municipality=town,
        neighbours=neighbours,
        districts=districts,
        streets=list(gazetteer.streets.values()),
        addresses=gazetteer.addresses,
        places=list(_places(extract, town, finder)),
        features=features_of(extract, town, neighbours, districts, addresses),
        attribution=ATTRIBUTION,
        is_schematic=False,
    )


def _streets(extract: Extract, town: AreaRecord) -> Iterator[RawStreet]:
    shapely.prepare(town.boundary)
    for line in extract.lines:
        name = clean_line(line.tags.get("name", ""))[:200]
        if name and line.tags.get("highway") in ROADS and shapely.intersects(town.boundary, line.geometry):
            yield RawStreet(name, line.geometry)


def _inside(addresses: Sequence[RawAddress], town: AreaRecord) -> list[RawAddress]:
    if not addresses:
        return []
    inside = shapely.contains_xy(town.boundary, [item.lon for item in addresses], [item.lat for item in addresses])
    return [item for item, is_inside in zip(addresses, inside, strict=True) if is_inside]


def _places(extract: Extract, town: AreaRecord, finder: DistrictFinder) -> Iterator[PlaceRecord]:
    spots = [(point.id, point.tags, point.lon, point.lat) for point in extract.points]
    for area in extract.areas:
        if "name" in area.tags and place_kind(area.tags):
            centre = middle(area.geometry)
            spots.append((area.id, area.tags, centre.x, centre.y))
    for source, tags, lon, lat in spots:
        kind = "settlement" if tags.get("place") in SETTLEMENTS else "poi" if place_kind(tags) else None
        name = clean_line(tags.get("name", ""))[:200]
        if kind and name and shapely.contains_xy(town.boundary, lon, lat):
            district = finder.at(lon, lat)
            yield PlaceRecord(source, name, kind, district.source if district else None, lon, lat)
