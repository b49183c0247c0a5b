# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Limits count exactly, across connections, and keep no address."""

import threading
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connections
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from nahdran.accounts import throttle
from nahdran.accounts.models import Throttle


@pytest.mark.django_db
def test_the_limit_is_reached_and_forgotten_when_its_window_is_over() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), tick=False) as clock:
        assert [throttle.hit("test", "a", 2, 60) for _ in range(3)] == [True, True, False]
        assert throttle.hit("test", "b", 2, 60)
        assert throttle.hit("other", "a", 2, 60)
        clock.shift(61)
        assert throttle.hit("test", "a", 2, 60)


@pytest.mark.django_db
def test_a_success_clears_the_count_and_the_sweep_takes_what_is_over() -> None:
    throttle.hit("test", "a", 1, 60)
    throttle.clear("test", "a")
    assert throttle.hit("test", "a", 1, 60)
    with time_machine.travel(datetime(2126, 1, 1, tzinfo=UTC)):
        assert throttle.clear_expired() == 1


@pytest.mark.django_db
def test_no_address_stands_in_the_table() -> None:
    throttle.hit("test", "mia@nahdran.example", 1, 60)
    throttle.hit("test", "203.0.113.7", 1, 60)
    assert all(len(key) == 64 for key in Throttle.objects.values_list("key", flat=True))


@pytest.mark.django_db(transaction=True)
def test_many_processes_together_get_no_more_than_the_limit() -> None:
    start = threading.Barrier(5)
    allowed: list[bool] = []

    def run() -> None:
        start.wait(timeout=20)
        allowed.extend(throttle.hit("test", "together", 20, 60) for _ in range(10))
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sum(allowed) == 20
    assert len(allowed) == 50


def test_callers_of_one_household_count_together_in_ipv6() -> None:
    def key(address: str) -> str:
        return throttle.client_key(RequestFactory().get("/", REMOTE_ADDR=address))

    assert key("2001:db8:1:2::1") == key("2001:db8:1:2:ffff::9")
    assert key("2001:db8:1:2::1") != key("2001:db8:1:3::1")
    assert key("203.0.113.7") != key("203.0.113.8")


def test_behind_a_proxy_only_the_last_hop_is_believed(settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="10.0.0.1, 203.0.113.7")
    assert throttle.client_key(request) == "203.0.113.7"
