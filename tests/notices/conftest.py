# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Templates of the tests' own, a mail server, and a clock that can be moved."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from tests.factories.notices import MailPeer

from nahdran.kit import clock


@pytest.fixture(autouse=True)
def mail_templates(settings, tmp_path: Path) -> None:
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], Path(__file__).parent / "templates"]}]
    settings.MAIL_URL, settings.DEMO, settings.DATA_DIR = "", False, tmp_path
    settings.DEFAULT_FROM_EMAIL = "stadt@lohmar.example"


@pytest.fixture(autouse=True)
def empty_queue(db) -> None:
    """The queue is no Django table, so nobody empties it between tests."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def start_peer(settings) -> Iterator[Callable[..., MailPeer]]:
    """Start a mail server with these manners and make it the one of the house."""
    started: list[MailPeer] = []

    def start(manners: str = "accept", *, query: dict | None = None, **options: object) -> MailPeer:
        peer = MailPeer(manners, **options)
        peer.start()
        started.append(peer)
        settings.MAIL_URL = peer.url(**(query or {}))
        return peer

    yield start
    for peer in started:
        peer.stop()


@pytest.fixture
def later() -> Iterator[Callable[[timedelta], None]]:
    """Move the clock on."""
    travels: list[time_machine.travel] = []

    def move(span: timedelta) -> None:
        travel = time_machine.travel(clock.now() + span, tick=True)
        travel.start()
        travels.append(travel)

    yield move
    for travel in reversed(travels):
        travel.stop()
