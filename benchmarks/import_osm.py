# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long an import takes, and how fast addresses are found in a town of 50,000 of them.

    python -m benchmarks.import_osm path/to/extract.osm.pbf

Promised: at most 60 s for a small town on two cores; searching and looking up a point 30 ms (95 of 100).
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks.server import database

ADDRESSES = 50_000
SEARCHES = [
    "haupt 3",
    "linden",
    "lindenstr 12",
    "b",
    "strasse 1",
    "rosenweg 7",
    "s 2",
    "lindnstraße 3",
    "lohmar haupt 71",
    "rathaus",
]


def main(path: Path) -> None:
    with database():
        _measure_import(path)
        _fill()
        _measure("address search", [_search(text) for text in SEARCHES] * 30)
        _measure("describe a point", [_describe(index) for index in range(300)])


def _measure_import(path: Path) -> None:
    from nahdran.places.operations import import_osm

    for attempt in ("first", "again"):
        steps: list[tuple[str, float]] = []
        result = import_osm(path=path, progress=lambda step, share: steps.append((step, time.monotonic())))  # noqa: B023
        print(
            f"import, {attempt}: {result.seconds:.1f} s: {result.municipality}, {result.districts} districts, {result.streets} streets, "
            f"{result.addresses} addresses, {result.tile_bytes / 1e6:.2f} MB of tiles"
        )
    starts = dict(reversed(steps))
    names = list(dict.fromkeys(step for step, _ in steps))
    for step, following in pairwise(names):
        print(f"  {step}: {starts[following] - starts[step]:.2f} s")


def _fill() -> None:
    """Streets with names of a few parts, a hundred houses each, spread over the town."""
    from django.db import connection

    from nahdran.places.models import Address, Area, Street
    from nahdran.places.rules import search_text

    area = Area.objects.get(kind=Area.Kind.MUNICIPALITY)
    firsts = ("Linden", "Rosen", "Birken", "Sonnen", "Berg", "Tal", "Wald", "Wiesen", "Bach", "Eichen")
    middles = ("", "au", "grund", "stein", "feld", "hain", "bruch", "moor", "heim", "tor")
    lasts = ("straße", "weg", "gasse", "platz", "allee")
    names = [first + middle + last for first in firsts for middle in middles for last in lasts]
    streets = Street.objects.bulk_create(
        Street(
            name=name,
            place=area.name,
            lon=area.lon,
            lat=area.lat,
            source=f"b/{name}",
            search=search_text(name, area.name),
        )
        for name in names
    )
    rows = (
        Address(
            street=streets[index % len(streets)], house_number=str(index // len(streets) + 1), number=index // len(streets) + 1,
            source=f"b/{index}", lon=area.lon + (index * 7919 % 5000 - 2500) * 1e-5, lat=area.lat + (index * 104_729 % 5000 - 2500) * 1e-5,
        )
        for index in range(ADDRESSES)
    )  # fmt: skip
    Address.objects.bulk_create(rows, batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE places_street, places_address, places_streetpoint")


def _search(text: str) -> Callable[[], object]:
    from nahdran.places.queries import search_addresses

    return lambda: search_addresses(text)


def _describe(index: int) -> Callable[[], object]:
    from nahdran.places.models import Area
    from nahdran.places.queries import describe

    area = Area.objects.get(kind=Area.Kind.MUNICIPALITY)
    lon, lat = area.lon + (index * 31 % 400 - 200) * 1e-4, area.lat + (index * 57 % 400 - 200) * 1e-4
    return lambda: describe(lon, lat)


def _measure(name: str, tasks: Sequence[Callable[[], object]]) -> None:
    tasks[0]()
    times = []
    for task in tasks:
        start = time.perf_counter()
        task()
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    print(
        f"{name}: p50 {statistics.median(times):.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms, {ADDRESSES} addresses"
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
