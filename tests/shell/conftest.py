# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The frame alone: its own addresses, a town that is not in the database, and slots that a test fills and empties."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.template import Context
from django.template.loader import get_template
from django.test import RequestFactory

from nahdran.shell import slots
from nahdran.shell.context import Shell


@pytest.fixture(autouse=True)
def frame_alone(settings, monkeypatch):
    settings.ROOT_URLCONF = "tests.shell.urls"
    monkeypatch.setattr(slots.colours, "ask", slots.TownColours)
    # What apps above put on every page asks the database.
    monkeypatch.setattr(slots.page_parts, "_items", {})
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def empty_slots(monkeypatch):
    """Registries without what the installed apps have put there."""
    for name, registry in vars(slots).items():
        if isinstance(registry, slots.Registry):
            monkeypatch.setattr(registry, "_items", {}, raising=True)
            assert name


@pytest.fixture
def town():
    return SimpleNamespace(
        name="Stadt Lohmar",
        motto="Digital nah dran",
        street="Rathausstraße 4",
        postcode="53797",
        place="Lohmar",
        phone="02246 150",
        email="rathaus@lohmar.example",
        opening_hours="",
        is_demo=True,
    )


@pytest.fixture
def render(town):
    def page(
        template: str,
        *,
        path: str = "/seite/?a=1",
        cookies: dict[str, str] | None = None,
        user: object = None,
        **values: object,
    ) -> str:
        request = RequestFactory().get(path)
        request.COOKIES.update(cookies or {})
        request.user = user or AnonymousUser()
        context = {"town": town, "shell": Shell(request), "request": request, "csrf_token": "token", **values}
        return str(get_template(template).template.render(Context(context)))

    return page
