# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public side of the defect reports with one client in the process: near by, map, list, by many filters. For one database or several.

    DATABASE_URL=postgresql://… python -m benchmarks.public_side NAME [NAME …]

NAME is a database on the same server, filled by ``benchmarks.million``; with several, the growth from the first to the last is printed. Three
in ten reports get a public photo (a row, no file of their own), and the counts are made anew, because the filling passes by the triggers.
Each figure is the 95th percentile over different places, so that no answer is simply repeated.
"""

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

BUDGET_MS = {"near": 30, "map": 50, "list": 100}
ROUNDS = 60
# Sizes of a frame as shares of the town, from the whole of it to a street.
FRAMES = ((1.0, 12), (0.3, 14), (0.1, 15), (0.03, 17), (0.01, 19))

Call = Callable[[random.Random], Any]


def cases() -> dict[str, Call]:
    """What is measured: a name that begins with its budget, and a call for one random place."""
    from dataclasses import replace

    from django.test import Client

    from nahdran.reports.models import Category, CategoryGroup
    from nahdran.reports.queries.counts import counts
    from nahdran.reports.queries.geo import Frame
    from nahdran.reports.queries.mapdata import features
    from nahdran.reports.queries.near import public_near
    from nahdran.reports.queries.public import ALL, Filters, public_page

    spots = _spots()
    west, east = min(lon for lon, _ in spots), max(lon for lon, _ in spots)
    south, north = min(lat for _, lat in spots), max(lat for _, lat in spots)
    group = CategoryGroup.objects.order_by("pk").values_list("key", flat=True)[0]
    common, rare = (Category.objects.order_by(order).values_list("key", flat=True)[0] for order in ("pk", "-pk"))
    choices = {
        "open": Filters(),
        "all": Filters(state=ALL),
        "a group": Filters(group=group),
        "a common kind": Filters(category=common),
        "a rare kind": Filters(category=rare),
        "a district": Filters(district="birk"),
        "kind and district": Filters(category=common, district="birk"),
        "30 days": Filters(state=ALL, days=30),
        "a common word": Filters(text="Lohmar"),
        "a usual word": Filters(state=ALL, text="Hauptstraße"),
        "a rare word": Filters(state=ALL, text="Wespennest"),
        "with photo": Filters(state=ALL, photo=True),
        "rare kind, 365 days, photo": Filters(category=rare, days=365, photo=True),
    }

    def frame(rng: random.Random, share: float) -> Frame:
        lon, lat = rng.choice(spots)
        width, height = (east - west) * share / 2, (north - south) * share / 2
        if share == 1.0:
            return Frame(west, south, east, north)
        return Frame(lon - width, lat - height, lon + width, lat + height)

    client = Client()
    found: dict[str, Call] = {"near by, for the form": lambda rng: public_near(*rng.choice(spots))}
    for name, filters in choices.items():
        found[f"list: {name}"] = lambda rng, f=filters: (public_page(f), counts(f))
        found[f"list, nearest first: {name}"] = lambda rng, f=filters: public_page(replace(f, near=rng.choice(spots)))
        for share, zoom in FRAMES:
            found[f"map, {share:.0%} of the town: {name}"] = lambda rng, f=filters, s=share, z=zoom: features(
                replace(f, frame=frame(rng, s)), z, str
            )
    for share, _zoom in FRAMES[1:]:
        found[f"list in a frame of {share:.0%}"] = lambda rng, s=share: (
            public_page(f := Filters(frame=frame(rng, s))),
            counts(f),
        )
    found["list within 500 m"] = lambda rng: (
        public_page(f := Filters(state=ALL, near=rng.choice(spots), metres=500)),
        counts(f),
    )
    found["list, the whole page"] = lambda rng: client.get("/maengel/").content
    found["list, the whole page by group"] = lambda rng: client.get(f"/maengel/?gruppe={group}").content
    return found


def _spots() -> list[tuple[float, float]]:
    from nahdran.places.models import Address

    return list(Address.objects.order_by("pk").values_list("lon", "lat"))


def p95(call: Call, rounds: int = ROUNDS) -> float:
    """Milliseconds, after three calls that warm up."""
    rng = random.Random(7)
    times = []
    for number in range(rounds + 3):
        started = time.perf_counter()
        call(rng)
        if number >= 3:
            times.append((time.perf_counter() - started) * 1000)
    return statistics.quantiles(times, n=20)[-1]


PHOTOS = """
INSERT INTO reports_publicphoto (report_id, file_id)
SELECT case_id, (SELECT id FROM files_storedfile ORDER BY id LIMIT 1) FROM reports_report
WHERE release = 'RELEASED' AND hashint8(case_id) % 10 IN (0, 1, 2) AND EXISTS (SELECT 1 FROM files_storedfile)
ON CONFLICT DO NOTHING
"""


def prepare() -> None:
    """What the filling leaves out. The second call changes nothing."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(PHOTOS)
        cursor.execute("SELECT reports_tally_recount()")
        cursor.execute("ANALYZE reports_publicphoto")
        cursor.execute("ANALYZE reports_tally")


def measure(database: str, rounds: int, only: str = "") -> dict[str, float]:
    from django.db import connection, connections

    connections.close_all()
    connection.settings_dict["NAME"] = database
    prepare()
    return {name: p95(call, rounds) for name, call in cases().items() if only in name}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("databases", nargs="+")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nahdran.project.settings.test")
    import django

    django.setup()
    found = [measure(name, asked.rounds, asked.only) for name in asked.databases]
    for name in found[-1]:
        figures = [figure[name] for figure in found]
        budget = next(limit for kind, limit in BUDGET_MS.items() if name.startswith(kind))
        growth = f"  grows {figures[-1] / figures[0]:5.2f} times" if len(figures) > 1 else ""
        late = "  OVER" if figures[-1] > budget else ""
        print(f"{name:56} {'  '.join(f'{figure:7.1f}' for figure in figures)} ms of {budget}{growth}{late}")


if __name__ == "__main__":
    main()
