# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mails of these tests leave at once and lie in Django's outbox; the outbox of ``notices`` has its own tests."""

import pytest
from django.core.cache import cache

from nahdran.accounts import mailer


@pytest.fixture(autouse=True)
def _mails_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailer.mailers, "_items", {})


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """django-allauth counts in the cache of the process, which the tests share."""
    cache.clear()
