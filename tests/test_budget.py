# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each page asks the database: at most fifteen questions, also at the very first view, and as many for a long thread as for a short one.

Every address of the house is opened with things that exist. Pages of other packages (the editorial office, the second factor) are not ours.
"""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from nahdran.accounts.models import User
from nahdran.accounts.session_marks import SEEN_AT
from nahdran.cases.access import grant
from nahdran.files.operations import ingest
from nahdran.org.queries import town
from nahdran.reports.draft_access import COOKIE, token_of
from nahdran.reports.kept import forget
from tests.factories.accounts import client_of
from tests.factories.files import encoded, upload
from tests.factories.house import House, make_house

MOST = 15
FOREIGN = ("wagtail", "mfa_", "account_", "socialaccount_", "openid_")
# The page for the operator asks each health check of the house; no citizen and no clerk waits for it.
BY_DESIGN = {"project_staff:operate": 25}
PHOTOS = 3
# Pages that ask more as soon as somebody looks for something.
LISTS = ["", "?q=Lampe&status=NEW&art=report&frist=woche&kanal=WEB"]
QUERIES = {
    "places:search": ["?q=haupt+71"],
    "places:reverse": ["?lon=7.215&lat=50.84"],
    "places:static_map": ["?lon=7.215&lat=50.84&zoom=15&width=320&height=240&pin=0"],
    "reports:list": ["", "?q=Lampe&ortsteil=lohmar&art=lampe", "?nahe=7.215,50.84"],
    "reports:points": ["?bbox=7.2,50.8,7.3,50.9&zoom=12"],
    "reports:near": ["?lon=7.215&lat=50.84"],
    "desk:case": ["", "?schreiben=frage", "?liste=meine&q=Lampe"],
    **{f"desk:inbox{view}": LISTS for view in ("", "_mine", "_unassigned", "_follow_up", "_overdue", "_closed")},
}


def photos() -> list:
    return [ingest(upload=upload(encoded(Image.new("RGB", (64, 48), (n, 5, 5))))).file for n in range(PHOTOS)]


def browser(house: House, person: User | None) -> Client:
    """Somebody who signed in a while ago, has opened the concern by its link and has a report half written; no page was seen yet."""
    client = client_of(person)
    session = client.session
    grant(session, house.case)
    if person is not None:
        session[SEEN_AT] -= 300
    session.save()
    client.cookies[COOKIE] = token_of(house.draft)
    return client


def cost(client: Client, path: str) -> tuple[int, list[str]]:
    """The status and the questions of a first view, in a process that serves already. What the view writes is rolled back."""
    town()
    forget()
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        response = client.get(path)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response.status_code, [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]


def costs(house: House) -> dict[str, list[str]]:
    """The questions of each page that opens, for each face of the house."""
    found = {}
    for person in (None, house.citizen, house.clerk, house.admin):
        client = browser(house, person)
        for name, path in house.paths():
            if name.startswith(FOREIGN):
                continue
            for query in QUERIES.get(name, [""]):
                status, asked = cost(client, path + query)
                if (
                    len(asked) > MOST
                ):  # perhaps what the process keeps for some seconds ran out just then; the view itself was rolled back
                    status, asked = cost(client, path + query)
                if status < 400:
                    found[f"{name} as {person.kind if person else 'guest'} {path}{query}"] = asked
    return found


def excess(found: dict[str, list[str]]) -> dict[str, int]:
    return {page: len(asked) for page, asked in found.items() if len(asked) > BY_DESIGN.get(page.split()[0], MOST)}


@pytest.mark.django_db
def test_no_page_asks_more_than_fifteen_questions_at_the_first_view() -> None:
    assert excess(costs(make_house())) == {}


@pytest.mark.django_db
def test_photos_and_fifty_messages_change_nothing() -> None:
    found = costs(make_house(photos=photos(), messages=50))

    assert excess(found) == {}
