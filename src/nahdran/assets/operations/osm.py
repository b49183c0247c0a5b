# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Things from an OpenStreetMap extract. It has no numbers of the town, so the reference or the node stands in for one."""

import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from nahdran.assets.known import KnownLayer, known
from nahdran.assets.models import AssetLayer
from nahdran.assets.numbers import comparable
from nahdran.assets.operations.carrying import PORTION, put
from nahdran.assets.operations.errors import UnableToTakeIn
from nahdran.assets.operations.layers import save_layer
from nahdran.assets.rows import Record
from nahdran.audit.operations import record as log
from nahdran.kit.text import clean_line
from nahdran.places.osm.errors import UnableToReadExtract
from nahdran.places.osm.reader import OsmPoint
from nahdran.places.osm.spots import read_spots
from nahdran.places.queries import shapes

ENDINGS = (".osm", ".osm.gz", ".osm.bz2", ".pbf")
_SAID = ("material", "backrest", "colour", "lamp_type", "light:method", "support", "operator", "recycling_type")


def take_in_osm(*, path: Path, layer_key: str) -> int:
    """Add what the extract knows of one of our known lists (``known.KNOWN``), inside the municipality; returns how many. The list is made if there is none.

    Nothing is marked as removed: an extract is no inventory. Raises UnableToTakeIn.
    """
    kind = known(layer_key)
    if kind is None:
        raise UnableToTakeIn(_("Zu dieser Liste wissen wir nicht, wie sie in OpenStreetMap heißt."))
    layer = ensure_layer(kind)
    ground, count = shapes(), 0
    records = _records(path, layer, kind)
    try:
        with transaction.atomic():
            while portion := list(islice(records, PORTION)):
                inside = [record for record in portion if ground.holds(record.lon, record.lat)]
                put(layer, inside, source="osm", ground=ground, with_notice=False)
                count += len(inside)
            log(action="assets.done", actor=None, obj=layer, data={"layer": layer.key, "made": count})
    except UnableToReadExtract as error:
        raise UnableToTakeIn(str(error)) from error
    return count


def ensure_layer(kind: KnownLayer) -> AssetLayer:
    """The list of this kind, made if there is none; what the town has changed about it stays."""
    found = AssetLayer.objects.filter(key=kind.key).first()
    words = ("key", "name", "name_en", "one", "one_en", "icon", "number_hint", "number_hint_en")
    made = AssetLayer(**{name: getattr(kind, name) for name in words})
    return found or save_layer(layer=made, actor=None)


def _records(path: Path, layer: AssetLayer, kind: KnownLayer) -> Iterator[Record]:
    seen: set[str] = set()
    for node in read_spots(path, kind.osm):
        number = clean_line(node.tags.get("ref", ""))[:40] or f"OSM {node.id.removeprefix('node/')}"
        key = comparable(number, layer.scheme)
        if key and key not in seen:
            seen.add(key)
            yield _record(node, number, key)


def _record(node: OsmPoint, number: str, key: str) -> Record:
    attributes = {name: clean_line(node.tags[name])[:120] for name in _SAID if name in node.tags}
    label = clean_line(node.tags.get("name", ""))[:120]
    said = repr((number, label, node.lon, node.lat, sorted(attributes.items())))
    checksum = hashlib.sha256(said.encode()).hexdigest()
    return Record(number, key, label, "", round(node.lon, 7), round(node.lat, 7), attributes, checksum)
