# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The town, a unit, a clerk and the kind of case that the tests of this folder use."""

import pytest

from nahdran.cases.slots import new_case_pages
from tests.cases.kind import registered
from tests.factories.accounts import sign_in
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


@pytest.fixture
def desk(client, clerk):
    """A browser in which the clerk is signed in."""
    return sign_in(client, clerk)


@pytest.fixture(autouse=True)
def _no_forms_of_the_features(monkeypatch):
    """What features offer for new cases is theirs to test."""
    monkeypatch.setattr(new_case_pages, "_items", {})
