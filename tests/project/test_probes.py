# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What monitors see."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

from nahdran.kit.checks import Checked, HealthCheck, error, health_checks, ok, run_checks, warning, worst
from nahdran.project import checks  # noqa: F401  registers

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_database(monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", gone)


def test_healthz_answers_without_a_database_and_under_any_name(no_database):
    response = Client().get("/healthz", headers={"host": "10.0.0.7"})

    assert response.status_code == 200


def test_readyz_says_yes_when_the_database_is_there_and_migrated(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"ready": True, "checks": {"project.database": "ok", "project.migrations": "ok"}}


def test_readyz_says_no_without_a_database(client, no_database):
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["project.database"] == "error"


def test_metrics_count_answers_by_route_and_show_the_queue(client):
    client.get("/robots.txt")

    text = client.get("/metrics").content.decode()
    assert 'nahdran_requests_total{method="GET"' in text
    assert "nahdran_request_seconds_bucket" in text
    assert 'nahdran_jobs{state="todo"}' in text
    assert "nahdran_database_up 1.0" in text


def test_metrics_are_for_this_machine_only(client):
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 403
    assert client.get("/metrics", headers={"x-forwarded-for": "203.0.113.9"}).status_code == 403


def test_metrics_with_a_token_open_from_anywhere_and_only_with_it(client, settings):
    settings.METRICS_TOKEN = "a-long-token"

    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"authorization": "Bearer wrong"}).status_code == 403
    right = client.get("/metrics", REMOTE_ADDR="203.0.113.9", headers={"authorization": "Bearer a-long-token"})
    assert right.status_code == 200


def test_metrics_say_so_when_the_database_is_gone(client, no_database):
    assert "nahdran_database_up 0.0" in client.get("/metrics").content.decode()


def test_robots_keep_out_of_what_is_personal(client):
    assert "Disallow: /anliegen/" in client.get("/robots.txt").content.decode()


def test_security_txt_names_the_contact_where_there_is_one(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:sicherheit@stadt.example"

    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:sicherheit@stadt.example" in text
    assert "Expires: " in text


def test_a_check_that_breaks_is_a_finding_like_any_other():
    def broken():
        raise ValueError("maria@muster.example")

    check = HealthCheck("tests.broken", "Kaputt", broken)
    health_checks.register(check.key, check)
    try:
        (result,) = [result for result in run_checks() if result.check is check]
    finally:
        health_checks._items.pop(check.key)

    assert result.finding.level == "error"
    assert "maria" not in str(result.finding.sentence)


def test_the_worst_finding_counts():
    def results(*findings):
        return [Checked(HealthCheck("x", "x", list), finding) for finding in findings]

    assert worst(results(ok("a"), warning("b"), error("c"))) == "error"
    assert worst(results(ok("a"), warning("b"))) == "warning"
    assert worst([]) == "ok"
