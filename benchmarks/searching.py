# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk's search and its filters at 10,000 and at a million cases: the whole page, one client in the process.

    python -m benchmarks.searching [URL OF THE SMALL DATABASE] [URL OF THE LARGE ONE]

Promised: p95 at most 200 ms with a million, and less than 1.5 times the time with 10,000. Without addresses both sizes are made first.
"""

import logging
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

SIZES = (10_000, 1_000_000)
ROUNDS = 40
FACES = {"all units": "admin@stadt.example", "one unit": "licht@stadt.example"}
WORDS = {
    "every title": "Schaden", "rare": "Wespennest", "every title and a rare one": "Schaden Wespennest", "street": "Fichtengasse",
    "street and number": "Fichtengasse 7", "common name": "Fischer", "full name": "Werner Keller", "rare name": "Obelanke",
    "nothing": "Flughafenfeuerwehr", "every title and nothing": "Schaden Flughafenfeuerwehr", "three seldom together": "Spielplatz Hecke Fischer",
    "one letter": "b",
}  # fmt: skip
FILTERS = {
    "no filter": {}, "status": {"status": "ASKED"}, "unit": {"einheit": "1"}, "due this week": {"frist": "woche"},
    "channel": {"kanal": "LETTER"}, "newest": {"reihenfolge": "neueste"},
    "four filters": {"status": "ASKED", "kanal": "LETTER", "frist": "woche", "einheit": "1"},
}  # fmt: skip
VIEWS = {"open": "/arbeitsplatz/eingang/", "closed": "/arbeitsplatz/eingang/abgeschlossen/"}


@dataclass(frozen=True)
class Figure:
    """Milliseconds, and how many lines the page shows: a page with twenty lines costs more than an empty one in any town."""

    p50: float
    p95: float
    lines: int


def pages() -> dict[str, str]:
    """Each search in the open cases and in the closed ones; a reference is one that exists."""
    from nahdran.cases.models import Case

    reference = Case.objects.filter(reference__startswith="BEN-", closed_at=None).order_by("id")[100].reference
    asked = {name: {"q": text} for name, text in {**WORDS, "reference": reference}.items()} | FILTERS
    return {
        f"{name}, {view}": f"{path}?{urlencode(query)}" for name, query in asked.items() for view, path in VIEWS.items()
    }


def measure() -> dict[str, Figure]:
    """Each page for each face."""
    from django.test import Client
    from tests.factories.accounts import sign_in

    from nahdran.accounts.models import User

    found = {}
    for face, email in FACES.items():
        client = sign_in(Client(headers={"host": "127.0.0.1"}), User.objects.get(email=email))
        for name, path in pages().items():
            first = client.get(path)  # it reads pages from the disk
            assert first.status_code == 200, path
            times = sorted(_needed(client, path) for _ in range(ROUNDS))
            found[f"{face}: {name}"] = Figure(
                times[len(times) // 2], times[int(len(times) * 0.95)], first.content.count(b"<tr") - 1
            )
    return found


def _needed(client: Any, path: str) -> float:
    start = time.perf_counter()
    client.get(path)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    logging.disable(logging.ERROR)
    small, large = _of_databases(sys.argv[1:3]) if len(sys.argv) == 3 else _made()
    for name, big in sorted(large.items()):
        little = small[name]
        growth = big.p50 / little.p50
        mark = " <- too slow" if big.p95 > 200 else ""
        if growth > 1.5:
            mark += " <- grows" if little.lines == big.lines else f" (shows {little.lines} and {big.lines} lines)"
        print(
            f"{name:52} p95 {little.p95:6.1f} and {big.p95:6.1f} ms; median {little.p50:6.1f} and {big.p50:6.1f} ms, {growth:.2f} times{mark}"
        )


def _made() -> list[dict[str, Figure]]:
    from benchmarks.server import database

    found = []
    with database():
        from benchmarks.fill import fill

        for size in SIZES:
            fill(size)
            found.append(measure())
    return found


def _of_databases(urls: list[str]) -> list[dict[str, Figure]]:
    from benchmarks.server import set_up

    set_up(urls[0], Path(os.environ["DATA_DIR"]))
    from django.conf import settings
    from django.db import connection

    found = [measure()]
    connection.close()
    import dj_database_url

    settings.DATABASES["default"].update(dj_database_url.parse(urls[1]))
    connection.settings_dict.update(dj_database_url.parse(urls[1]))
    return [*found, measure()]


if __name__ == "__main__":
    main()
