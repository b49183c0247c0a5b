# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every test stands on. The database is started by the test settings."""

import pytest

from nahdran.org import queries as org_queries


@pytest.fixture(autouse=True)
def _fresh_town():
    """What the process keeps of the municipality must not leak from one test into the next."""
    org_queries.forget()
    yield
    org_queries.forget()
