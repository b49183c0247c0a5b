# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The town, a unit, a clerk and the kind of case that the tests of this folder use."""

import pytest

from tests.cases.kind import registered
from tests.factories.cases import make_case, make_person, make_town, make_unit


@pytest.fixture(autouse=True)
def kind():
    with registered() as kind:
        yield kind


@pytest.fixture
def town(db):
    return make_town()


@pytest.fixture
def unit(town):
    return make_unit("Bauhof")


@pytest.fixture
def clerk(unit):
    return make_person(unit)


@pytest.fixture
def case(unit):
    return make_case(unit)
