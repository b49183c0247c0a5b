# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's lamps, benches, bins and containers: along the streets of the town at hand, the same ones each time."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from nahdran.assets.enums import Scheme
from nahdran.assets.known import KNOWN, KnownLayer
from nahdran.assets.models import Asset, AssetLayer
from nahdran.assets.numbers import comparable
from nahdran.assets.operations.carrying import put
from nahdran.assets.operations.layers import save_notice
from nahdran.assets.operations.osm import ensure_layer
from nahdran.assets.rows import Record
from nahdran.kit.demo import DemoStep, Progress, demo_steps
from nahdran.places.models import StreetPoint
from nahdran.places.queries import shapes

# So many of each; and how they are numbered.
_COUNTS = {"lampen": 360, "baenke": 70, "papierkoerbe": 60, "container": 24, "trinkbrunnen": 6}
_PREFIX = {"baenke": "B-", "papierkoerbe": "P-", "container": "C-", "trinkbrunnen": "T-"}
_FIRST = 4100
# Beside the street: about four metres.
_BESIDE = 0.00004
_FACTS = {
    "lampen": (("Leuchtmittel", ("LED", "Natriumdampf", "Leuchtstoff")), ("Masthöhe", ("4 m", "6 m", "8 m"))),
    "baenke": (("Material", ("Holz", "Metall")), ("Lehne", ("ja", "nein"))),
    "container": (("Inhalt", ("Altglas", "Altpapier")),),
}
_NOTICE = "Diese Lampe ist schon gemeldet. Die Reparatur ist bestellt."
_NOTICE_EN = "This lamp has been reported already. Its repair is ordered."


def run(town: str, progress: Progress) -> None:
    """Leaves a list alone in which something stands already: it may be the town's own."""
    points = list(StreetPoint.objects.order_by("street__source", "id").values_list("lon", "lat")[:20_000])
    added = sum(_fill(kind, points) for kind in KNOWN) if points else 0
    if added:
        _one_with_a_notice()
        progress(f"{added} Lampen, Bänke und Behälter mit Nummern")


def _fill(kind: KnownLayer, points: list[tuple[float, float]]) -> int:
    is_new = not AssetLayer.objects.filter(key=kind.key).exists()
    layer = ensure_layer(kind)
    if is_new:
        layer.scheme = Scheme.ZEROS
        layer.save(update_fields=["scheme"])
    if Asset.objects.filter(layer=layer).exists():
        return 0
    records = list(_records(layer, points))
    put(layer, records, source="demo", ground=shapes(), with_notice=False)
    return len(records)


def _records(layer: AssetLayer, points: list[tuple[float, float]]) -> Iterator[Record]:
    """Spread over all streets: neighbours in the list of points are neighbours on the ground, so lamps come in rows."""
    dice, ground = Random(layer.key), shapes()  # noqa: S311  a choice for a demonstration
    wanted = _COUNTS[layer.key]
    step = max(1, len(points) // wanted)
    start = dice.randrange(step)
    for number, (lon, lat) in enumerate(points[start::step][:wanted], start=_FIRST):
        place = round(lon + dice.choice((-1, 1)) * _BESIDE, 7), round(lat + dice.choice((-1, 1)) * _BESIDE, 7)
        facts = {name: dice.choice(values) for name, values in _FACTS.get(layer.key, ())}
        if ground.holds(*place):
            name = f"{_PREFIX.get(layer.key, '')}{number}"
            record = Record(name, comparable(name, layer.scheme), "", "", *place, facts, "demo")
            yield replace(record, checksum=f"demo-{record.key}")


def _one_with_a_notice() -> None:
    lamp = Asset.objects.filter(layer__key="lampen", notice="").order_by("key").first()
    if lamp is not None:
        save_notice(asset=lamp, notice=_NOTICE, notice_en=_NOTICE_EN, until=None, actor=None)


demo_steps.register("assets", DemoStep("assets", 30, run))
