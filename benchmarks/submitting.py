# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sending a report without photo, eight people at once: the last step of the form, over HTTP, each from an address of their own.

python -m benchmarks.submitting
"""

import http.client
import os
from urllib.parse import urlencode

from benchmarks.measure import Request, run
from benchmarks.server import PORT, database, web

COUNT, CLIENTS = 400, 8
WARM_UP = 10


def prepared_cookies(count: int) -> list[str]:
    """A draft that is ready to be sent for each request."""
    from tests.factories.reports import make_draft

    from nahdran.places.models import Address
    from nahdran.reports.draft_access import COOKIE, token_of
    from nahdran.reports.models import Category

    category = Category.objects.filter(
        is_active=True, photo_required=False, contact_required=False, questions=None
    ).first()
    assert category
    houses = list(Address.objects.values_list("lon", "lat")[:count])
    return [
        f"{COOKIE}={token_of(make_draft(category, houses[number % len(houses)], email=f'person{number}@example.org'))}"
        for number in range(count)
    ]


def send(cookies: list[str]) -> Request:
    body = urlencode({"website": ""})

    def request(connection: http.client.HTTPConnection, number: int) -> int:
        headers = {
            "Cookie": cookies[number],
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{PORT}",
            # The limits count addresses, so each request comes from another neighbourhood.
            "X-Forwarded-For": f"10.{number % 250}.{abs(number) // 250 + (100 if number < 0 else 0)}.7",
        }
        connection.request("POST", "/maengel/neu/pruefen/", body=body, headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status if response.getheader("Location", "").startswith("/maengel/neu/danke/") else 500

    return request


def main() -> None:
    os.environ["BEHIND_PROXY"] = "1"
    with database():
        from nahdran.cases.models import Case

        before = Case.objects.count()
        cookies = prepared_cookies(COUNT + WARM_UP)
        with web() as pid:
            figures = run(PORT, pid, send(cookies), clients=CLIENTS, count=COUNT)
        opened = Case.objects.count() - before
    print(f"submit without photo, {CLIENTS} clients: {figures}")
    print(f"{opened} cases opened for {COUNT + WARM_UP} drafts")


if __name__ == "__main__":
    main()
