# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The town, a unit, a clerk who may order, a report with a place, and a firm."""

import pytest

from tests.factories.accounts import client_of
from tests.factories.cases import make_person, make_town, make_unit
from tests.factories.fieldwork import RIGHTS, make_contractor
from tests.factories.reports import make_category, make_group, make_map, make_report, make_routing_fallback


@pytest.fixture
def unit(db):
    make_town()
    make_map()
    unit = make_unit("Bauhof")
    make_routing_fallback(unit)
    return unit


@pytest.fixture
def clerk(unit):
    return make_person(unit, rights=RIGHTS)


@pytest.fixture
def lamp(unit):
    return make_category("Straßenlampe dunkel", key="lampe", group=make_group("Straßenbeleuchtung", key="beleuchtung"))


@pytest.fixture
def case(lamp):
    return make_report(lamp, text="Die Lampe ist aus. Erika Mustermann, 02246 123456, erika@mustermann.example").case


@pytest.fixture
def firm(db):
    return make_contractor("Elektro Licht GmbH", email="auftrag@licht.example", trades="Straßenlampe, Elektro")


@pytest.fixture
def desk(clerk):
    return client_of(clerk)
