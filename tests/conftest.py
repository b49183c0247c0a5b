# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every test stands on. The database is started by the test settings."""

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

from nahdran.org import queries as org_queries
from tests.browser import QUIET

# A busy machine is no mistake of ours: time says nothing about whether a property holds.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on a busy machine loses a race now and then that no person would: it gets a second try, and the summary names it (R)."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(autouse=True)
def _fresh_town():
    """What the process keeps of the municipality must not leak from one test into the next."""
    org_queries.forget()
    yield
    org_queries.forget()


@pytest.fixture(autouse=True)
def _house_language():
    """A page that was opened in English must not leave the next test in English."""
    yield
    translation.deactivate()


@pytest.fixture(scope="module")
def browser_flags() -> list[str]:
    """How ``tests.browser`` starts the browser; modules that draw maps give it anew."""
    return QUIET
