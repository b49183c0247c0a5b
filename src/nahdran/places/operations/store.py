# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""``MapData`` into the tables: what is new is added, what is there is brought up to date under its old id, what is gone goes."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import shapely
from django.db import connection, models
from django.utils.text import slugify
from shapely.geometry import mapping

from nahdran.kit.text import fold
from nahdran.places.courses import courses_of
from nahdran.places.mapdata import AreaRecord, Geometry, MapData
from nahdran.places.models import Address, Area, Course, District, PlaceName, Street, StreetPoint, TileSet
from nahdran.places.rules import house_number_parts, search_text
from nahdran.places.tiles.archive import Archive
from nahdran.places.tiles.builder import MAX_ZOOM, MIN_ZOOM

# Two imports at once would take each other's rows away. Any number that nobody else uses.
_LOCK = 715_820_014
_BATCH = 2000
# About ten centimetres: enough for a boundary, and a third of the text.
_PRECISION = 1e-6


def store(data: MapData, archive: Archive) -> None:
    """Runs in the caller's transaction; a second import waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    _store_areas(data)
    districts = _store_districts(data.districts)
    names = {item.source: item.name for item in data.districts}
    streets = _store_streets(data, districts, names)
    _store_addresses(data, streets, districts)
    _store_place_names(data, districts, names)
    _store_courses(data)
    _store_tile_set(data, archive)


def _store_areas(data: MapData) -> None:
    version = uuid4().hex
    # The only municipality makes room for another one first: the database allows one at a time.
    Area.objects.filter(kind=Area.Kind.MUNICIPALITY).exclude(source=data.municipality.source).delete()
    kinds = [(Area.Kind.MUNICIPALITY, data.municipality), *((Area.Kind.NEIGHBOUR, item) for item in data.neighbours)]
    rows = [
        Area(
            source=item.source, kind=kind, name=item.name, boundary=_geojson(item.boundary), lon=item.lon, lat=item.lat,
            version=version, is_schematic=data.is_schematic,
        )
        for kind, item in kinds
    ]  # fmt: skip
    _upsert(Area, rows, ["kind", "name", "boundary", "lon", "lat", "version", "is_schematic"])


def _store_districts(records: list[AreaRecord]) -> dict[str, int]:
    """A district keeps its id as long as its source or its name stays, because routing rules and cases point to it."""
    known = list(District.objects.all())
    by_source = {row.source: row for row in known}
    by_slug = {row.slug: row for row in known}
    kept: dict[str, District] = {}
    taken: set[int | None] = set()
    for item in records:
        found = by_source.get(item.source)
        if found is not None:
            kept[item.source] = found
            taken.add(found.pk)
    for item in records:
        found = by_slug.get(_slug(item.name))
        if item.source not in kept and found is not None and found.pk not in taken:
            kept[item.source] = found
            taken.add(found.pk)
    _retire([row for row in known if row.pk not in taken])
    used = {row.slug for row in District.objects.exclude(pk__in=[pk for pk in taken if pk])} | {
        row.slug for row in kept.values()
    }
    for item in records:
        row = kept.get(item.source) or District(slug=_free(_slug(item.name), used))
        row.source, row.name, row.lon, row.lat, row.is_current = item.source, item.name, item.lon, item.lat, True
        row.boundary = _geojson(item.boundary)
        row.save()
        kept[item.source] = row
    return {source: row.pk for source, row in kept.items()}


def _retire(rows: Iterable[District]) -> None:
    """Delete districts that are gone; those that another app still points to are only marked."""
    for row in rows:
        if _is_pointed_to(row):
            District.objects.filter(pk=row.pk).update(is_current=False)
        else:
            row.delete()


def _is_pointed_to(row: District) -> bool:
    """Also by relations without a name of their own (``related_name="+"``), which Django hides."""
    relations: list[Any] = [
        item for item in District._meta.get_fields(include_hidden=True) if item.auto_created and not item.concrete
    ]
    others = [item for item in relations if item.related_model._meta.app_label != District._meta.app_label]
    return any(item.related_model._base_manager.filter(**{item.field.name: row}).exists() for item in others)


def _slug(name: str) -> str:
    return slugify(fold(name))[:190] or "ortsteil"


def _free(slug: str, used: set[str]) -> str:
    wanted, number = slug, 2
    while wanted in used:
        wanted, number = f"{slug}-{number}", number + 1
    used.add(wanted)
    return wanted


def _store_streets(data: MapData, districts: dict[str, int], names: dict[str, str]) -> dict[str, int]:
    rows = [
        Street(
            source=item.source, name=item.name, district_id=districts.get(item.district or ""), place=item.place, postcode=item.postcode,
            is_place=item.is_place, lon=item.lon, lat=item.lat,
            search=search_text(item.name, item.place, names.get(item.district or "", ""), item.postcode),
        )
        for item in data.streets
    ]  # fmt: skip
    saved = _upsert(Street, rows, ["name", "district", "place", "postcode", "is_place", "lon", "lat", "search"])
    ids = {row.source: row.pk for row in saved}
    StreetPoint.objects.all().delete()
    points = [
        StreetPoint(street_id=ids[item.source], lon=lon, lat=lat) for item in data.streets for lon, lat in item.points
    ]
    StreetPoint.objects.bulk_create(points, batch_size=_BATCH)
    return ids


def _store_addresses(data: MapData, streets: dict[str, int], districts: dict[str, int]) -> None:
    rows = [
        Address(
            source=item.source, street_id=streets[item.street], house_number=item.house_number, number=house_number_parts(item.house_number)[0],
            postcode=item.postcode, place=item.place, district_id=districts.get(item.district or ""), lon=item.lon, lat=item.lat,
        )
        for item in data.addresses
    ]  # fmt: skip
    _upsert(Address, rows, ["street", "house_number", "number", "postcode", "place", "district", "lon", "lat"])


def _store_place_names(data: MapData, districts: dict[str, int], names: dict[str, str]) -> None:
    rows = [
        PlaceName(
            source=item.source, name=item.name, kind=item.kind, district_id=districts.get(item.district or ""), lon=item.lon, lat=item.lat,
            search=search_text(item.name, names.get(item.district or "", ""), data.municipality.name),
        )
        for item in data.places
    ]  # fmt: skip
    _upsert(PlaceName, rows, ["name", "kind", "district", "lon", "lat", "search"])


def _store_courses(data: MapData) -> None:
    found = courses_of(data.features, data.municipality.boundary)
    rows = [
        Course(source=f"{kind}/{ref}", kind=kind, ref=ref, lines=_geojson(lines))
        for (kind, ref), lines in found.items()
    ]
    _upsert(Course, rows, ["kind", "ref", "lines"])


def _upsert(model: type[models.Model], rows: list[Any], fields: list[str]) -> list[Any]:
    """Bring the table to exactly these rows, found again by ``source``."""
    manager = model._default_manager
    saved = manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["source"], update_fields=fields, batch_size=_BATCH
    )
    manager.exclude(pk__in=[row.pk for row in saved]).delete()
    return saved


def _store_tile_set(data: MapData, archive: Archive) -> None:
    west, south, east, north = archive.bounds
    tile_set, _ = TileSet.objects.update_or_create(
        file_name=archive.file_name,
        defaults={
            "sha256": archive.sha256, "size": archive.size, "west": west, "south": south, "east": east, "north": north,
            "min_zoom": MIN_ZOOM, "max_zoom": MAX_ZOOM, "attribution": data.attribution, "is_schematic": data.is_schematic,
        },
    )  # fmt: skip
    TileSet.objects.exclude(pk=tile_set.pk).delete()


def _geojson(shape: Geometry | None) -> dict[str, Any] | None:
    return None if shape is None else dict(mapping(shapely.set_precision(shape, _PRECISION)))
