# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Open311: reports sent by eight clients at once over HTTP, and the reads in the process, one client, on the database that is named.

python -m benchmarks.open311 send                       a fresh town, 400 reports without photo
DATABASE_URL=... python -m benchmarks.open311 read      the reads, on a copy of a filled database (benchmarks/million.py)
"""

import http.client
import os
import sys
import time
from collections.abc import Callable
from urllib.parse import urlencode

from benchmarks.measure import Request, run
from benchmarks.server import PORT, database, web

COUNT, CLIENTS = 400, 8
READS = 40


def send(key: str, code: str, places: list[tuple[float, float]]) -> Request:
    def request(connection: http.client.HTTPConnection, number: int) -> int:
        lon, lat = places[abs(number) % len(places)]
        form = {"api_key": key, "service_code": code, "lat": lat, "long": lon, "email": f"person{number}@example.org"}
        body = urlencode({**form, "description": f"Die Lampe {number} ist aus."})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/open311/v2/requests.json", body=body, headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status

    return request


def sending() -> None:
    os.environ["API_POSTS_PER_MINUTE"] = "100000"
    with database():
        from nahdran.accounts.operations.api_keys import create_api_key
        from nahdran.cases.models import Case
        from nahdran.places.models import Address
        from nahdran.reports.models import Category

        key = create_api_key(actor=None, name="benchmark", scopes=["open311"], rate_per_minute=10_000).plain
        kinds = Category.objects.filter(is_active=True, photo_required=False, contact_required=False, questions=None)
        places = list(Address.objects.values_list("lon", "lat")[:COUNT])
        before = Case.objects.count()
        with web() as pid:
            figures = run(PORT, pid, send(key, kinds[0].key, places), clients=CLIENTS, count=COUNT)
        opened = Case.objects.count() - before
    print(f"Open311 POST without photo, {CLIENTS} clients: {figures}; {opened} cases opened")


def timed(call: Callable[[], int]) -> str:
    call()
    times = []
    for _ in range(READS):
        start = time.perf_counter()
        size = call()
        times.append(time.perf_counter() - start)
    times.sort()
    return (
        f"p50 {times[READS // 2] * 1000:7.1f} ms  p95 {times[int(READS * 0.95)] * 1000:7.1f} ms  {size / 1000:8.1f} kB"
    )


def reading() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nahdran.project.settings.base")
    os.environ["API_READS_PER_MINUTE"] = "10000000"
    import django

    django.setup()
    from django.test import Client

    from nahdran.reports.queries.narrowing import released

    client = Client()
    middle = released().order_by("reported_at")[500_000 if released().count() > 600_000 else 0]
    newest = released().order_by("-reported_at").select_related("case", "category").first()
    assert newest
    window = f"start_date={middle.reported_at.date()}&end_date={middle.reported_at.date()}"
    recent = newest.updated_at.isoformat().replace("+00:00", "Z")
    asked = {
        "services": "services.json",
        "requests, default (1000)": "requests.json",
        "requests, default, XML": "requests.xml",
        "requests, extensions": "requests.json?extensions=true",
        "requests, page of 50": "requests.json?page_size=50",
        "requests, page 40 of 50": "requests.json?page_size=50&page=40",
        "requests, one day years ago": f"requests.json?{window}",
        "requests, one kind, open": f"requests.json?service_code={newest.category.key}&status=open&page_size=50",
        "requests, changed since": f"requests.json?updated_after={recent}&page_size=50",
        "requests, changed long ago": "requests.json?updated_after=2001-01-01T00:00:00Z&page_size=50",
        "requests, words (rare)": "requests.json?q=Wespennest&page_size=50",
        "requests, words (in all)": "requests.json?q=Schaden&page_size=50",
        "requests, radius 200 m": f"requests.json?lat={newest.lat}&long={newest.lon}&radius=200&page_size=50",
        "requests, radius 20 km": f"requests.json?lat={newest.lat}&long={newest.lon}&radius=20000&page_size=50",
        "one request": f"requests/{newest.case.reference}.json",
        "updates": "servicerequestupdates.json",
    }
    for name, path in asked.items():

        def call(path: str = path) -> int:
            response = client.get(f"/open311/v2/{path}", headers={"Host": "127.0.0.1"})
            assert response.status_code == 200, response.content[:300]
            return len(response.content)

        print(f"  {name:30} {timed(call)}", flush=True)
    own = lambda: len(client.get("/api/v1/reports", headers={"Host": "127.0.0.1"}).content)  # noqa: E731
    print(f"  {'/api/v1/reports':30} {timed(own)}")


if __name__ == "__main__":
    sending() if "send" in sys.argv else reading()
