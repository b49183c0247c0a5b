# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Valkey (or Redis) as the cache that several web servers share: a real server, also one that dies. Nothing depends on it being there."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client

from nahdran.kit.checks import Level
from nahdran.project.health.machine import check_cache
from tests.factories.cases import make_town

SERVER = shutil.which("valkey-server") or shutil.which("redis-server")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(SERVER is None, reason="neither valkey-server nor redis-server is installed"),
]


@pytest.fixture
def server(tmp_path: Path, settings):
    """A server on a socket of its own, and this process told to use it by the setting that an operator has."""
    socket = tmp_path / "valkey.sock"
    process = subprocess.Popen(
        [str(SERVER), "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 20
    while not socket.exists() and time.monotonic() < end:
        time.sleep(0.02)
    settings.VALKEY_URL = f"unix://{socket}"
    settings.CACHES = {"default": {"BACKEND": "nahdran.project.cache.SharedCache", "LOCATION": settings.VALKEY_URL}}
    yield process
    process.kill()
    process.wait(10)
    caches["default"].close()


def test_what_one_process_keeps_another_finds(server):
    caches["default"].set("town", {"name": "Lohmar"}, 60)
    again = caches.create_connection("default")
    assert again.get("town") == {"name": "Lohmar"}
    again.close()


def test_while_it_is_away_nothing_is_found_and_nobody_waits(server):
    cache = caches["default"]
    cache.set("town", "Lohmar")
    server.kill()
    server.wait(10)
    started = time.monotonic()
    assert cache.get("town") is None
    assert cache.get_many(["town"]) == {}
    assert cache.set_many({"a": 1}) == ["a"]
    assert not cache.add("town", 1)
    assert not cache.has_key("town")
    for _ in range(1000):
        cache.get("town", "else")
    cache.delete("town")
    cache.delete_many(["town"])
    cache.touch("town")
    cache.clear()
    assert time.monotonic() - started < 5


def test_the_health_check_sees_whether_it_answers(server):
    assert check_cache().level == Level.OK
    server.kill()
    server.wait(10)
    assert check_cache().level == Level.ERROR


@pytest.mark.parametrize("path", ["/", "/maengel/", "/anliegen/", "/arbeitsplatz/anmelden/"])
def test_pages_open_when_it_dies(server, path):
    make_town()
    client = Client()
    assert client.get(path).status_code == 200
    server.kill()
    server.wait(10)
    assert client.get(path).status_code == 200
