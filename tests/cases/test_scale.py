# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The inbox with a hundred thousand cases: every view, filter and search stays far below what a person notices."""

import time
from functools import partial

import pytest

from nahdran.accounts.models import Role, RoleGrant
from nahdran.cases.queries import VIEWS, Filters, inbox, place_in_list
from nahdran.cases.queries.sheet import sheet_of
from tests.factories.cases import LEAD, make_person, make_town, make_unit
from tests.factories.many_cases import flood

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
COUNT = 100_000
ROUNDS = 7
LIMIT = 100  # milliseconds, or this many times the plain list where the machine is busy
TIMES = 12
FILTERS = {
    "none": Filters(),
    "newest": Filters(sort="newest"),
    "status": Filters(status="ASKED"),
    "rare channel": Filters(channel="LETTER"),
    "today": Filters(due="today"),
    "common word": Filters(text="gemeldet"),
    "two words": Filters(text="lampe hauptstraße"),
    "rare word": Filters(text="Ortsteil7 77"),
    "no such word": Filters(text="Flughafenfeuerwehr"),
    "number": Filters(text="5048"),
    "whole number": Filters(text="504817"),
}


@pytest.fixture
def people():
    make_town()
    units = [make_unit(f"Amt {number}") for number in range(12)]
    one, some, rare = make_person(units[0]), make_person(*units[2:6], rights=LEAD), make_person(units[11])
    everywhere = make_person()
    role = Role.objects.create(key="all", name="Alle", rights=list(LEAD))
    RoleGrant.objects.create(user=everywhere, role=role)
    flood(COUNT, [unit.pk for unit in units], [one.pk, some.pk, everywhere.pk])
    return {"one unit": one, "four units": some, "a rare unit": rare, "everywhere": everywhere}


def needed(call):
    """Milliseconds of the best round: other work on the machine must not fail a test. The benchmarks measure p95."""
    call()  # the first one reads pages from disk and plans
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def test_every_list_is_quick_with_a_hundred_thousand_cases(people):
    measured = {}
    for who, user in people.items():
        for view in VIEWS:
            for name, filters in FILTERS.items():
                measured[f"{who}, {view}, {name}"] = needed(partial(inbox, user, view=view, filters=filters))
    user, cursor = people["everywhere"], ""
    for _ in range(40):
        cursor = inbox(user, cursor=cursor).next
    measured["page forty"] = needed(partial(inbox, user, cursor=cursor))
    case = inbox(people["four units"]).rows[10].case
    measured["sheet"] = needed(partial(sheet_of, case, people["four units"], view="team", filters=Filters()))
    measured["place"] = needed(partial(place_in_list, people["four units"], case, view="team", filters=Filters()))
    limit = max(LIMIT, TIMES * measured["everywhere, team, none"])
    assert not {name: round(spent) for name, spent in measured.items() if spent > limit}
