# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A whole town for the journeys: the demonstration of Lohmar, a real server, and windows of a real browser that watch what they are shown.

A window fails its test if a page asked anything of another origin, broke the content policy or threw an error.
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.test import Client

from nahdran.accounts.models import User
from nahdran.kit.demo import demo_steps
from nahdran.org import queries as org_queries
from nahdran.places.operations.store import store
from nahdran.places.operations.tilefile import write_tiles
from nahdran.places.schematic import read_town
from nahdran.reports import suspicion
from nahdran.reports.demo.routes import ensure_routes
from nahdran.reports.operations import seed_categories
from tests.browser import WEBGL, browser  # noqa: F401  a fixture
from tests.factories.accounts import sign_in
from tests.journeys.watch import Windows

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("NAHDRAN_SHARED", ROOT.parent / "shared"))


def furnish(name):
    """The demonstration of a town without its invented reports: town, map, units, people, wordings, kinds of defects and routing."""
    for step in demo_steps:
        if step.key != "reports":
            step.run(name, lambda text: None)
    seed_categories()
    ensure_routes()
    org_queries.forget()


@pytest.fixture
def house(transactional_db, settings, tmp_path, monkeypatch):
    """What every town needs: room for files, and patience with somebody who types as fast as a test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.DEMO = True
    monkeypatch.setattr(suspicion, "SHORTEST_VISIT", timedelta(0))
    call_command("createcachetable", verbosity=0)


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """The map of the demonstration, drawn once: rows for the tables, and the folder with its tiles."""
    folder = tmp_path_factory.mktemp("lohmar")
    data = read_town("lohmar")
    return data, write_tiles(data, folder / "tiles", lambda step, share: None), folder


@pytest.fixture
def town(house, drawn, settings):
    data, archive, settings.DATA_DIR = drawn
    store(data, archive)
    furnish("lohmar")


@pytest.fixture(scope="module")
def browser_flags():
    return WEBGL


@pytest.fixture
def windows(browser, live_server, settings):  # noqa: F811
    """``windows(...)`` opens one; see ``tests.journeys.watch``."""
    settings.SITE_URL = live_server.url
    opened = Windows(browser, live_server.url)
    yield opened
    opened.close()


@pytest.fixture
def guest(windows):
    """Somebody without an account, on a phone."""
    return windows(width=360, height=740)


@pytest.fixture
def staff(windows, live_server):
    """``staff(email)``: a window of one of the demonstration's people, signed in with the second factor proven."""

    def enter(email, **options):
        window = windows(**options)
        name = configured.SESSION_COOKIE_NAME
        client = sign_in(Client(), User.objects.get(email=email))
        window.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        return window

    return enter
