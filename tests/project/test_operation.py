# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The administrator's page, the doctor, the welcome, and the housekeeping of the queue."""

import asyncio
import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from nahdran.kit.checks import Checked, HealthCheck, error, ok
from nahdran.project.commands import doctor as doctor_command
from nahdran.project.health import configuration, database, machine
from nahdran.project.settings.paths import town_slug
from nahdran.project.tasks import rescue
from nahdran.project.welcome import welcome
from tests.factories.accounts import client_of, make_admin, make_staff

pytestmark = pytest.mark.django_db
PAGE = "/arbeitsplatz/einstellungen/betrieb/"


def test_an_administrator_sees_whether_everything_runs():
    page = client_of(make_admin()).get(PAGE)

    assert page.status_code == 200
    assert "Kein Hintergrunddienst läuft" in page.content.decode()
    assert "nahdran serve oder nahdran worker" in page.content.decode()


def test_others_do_not():
    assert client_of(make_staff()).get(PAGE).status_code == 403
    assert client_of(None).get(PAGE).status_code == 302


def test_the_page_asks_the_database_a_bounded_number_of_questions(django_assert_max_num_queries):
    client = client_of(make_admin())
    client.get(PAGE)

    with django_assert_max_num_queries(20):
        client.get(PAGE)


def test_the_queue_is_well_while_a_worker_gives_signs_of_life():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")

    assert database.check_queue().level == "ok"


def test_a_worker_that_fell_silent_is_an_error():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes')")

    assert database.check_queue().level == "error"


def test_a_job_that_waits_too_long_is_a_warning():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at) "
            "VALUES ('default', 'tests.wait', 'todo', now() - interval '20 minutes')"
        )

    finding = database.check_queue()

    assert finding.level == "warning"
    assert "20 Minuten" in finding.sentence


@pytest.mark.parametrize(
    ("values", "level"),
    [
        ({}, "warning"),
        ({"SITE_URL": "https://stadt.example", "HTTPS": True, "DEFAULT_FROM_EMAIL": "post@stadt.de"}, "ok"),
        ({"SECRET_KEY": "short"}, "error"),
        ({"ALLOWED_HOSTS": ["*"]}, "error"),
        ({"ALLOWED_HOSTS": ["stadt.de"], "DEMO": True}, "error"),
        ({"ALLOWED_HOSTS": ["127.0.0.1"], "DEMO": True}, "ok"),
    ],
)
def test_settings_that_do_not_fit_are_found(settings, values, level):
    settings.SECRET_KEY = "k" * 50
    settings.DEMO, settings.HTTPS, settings.ALLOWED_HOSTS = False, False, ["stadt.de"]
    for name, value in values.items():
        setattr(settings, name, value)

    assert configuration.check_settings().level == level


@pytest.mark.parametrize(("hours", "level"), [(1, "ok"), (72, "warning")])
def test_an_old_backup_is_a_warning(settings, tmp_path, hours, level):
    settings.DATA_DIR, settings.DEMO = tmp_path, False
    (tmp_path / "backup.json").write_text(json.dumps({"at": (timezone.now() - timedelta(hours=hours)).isoformat()}))

    assert machine.check_backup().level == level


def test_no_backup_at_all_is_a_warning(settings, tmp_path):
    settings.DATA_DIR, settings.DEMO = tmp_path, False

    assert machine.check_backup().level == "warning"


def test_a_disk_that_is_almost_full_is_an_error(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda folder: SimpleNamespace(free=10, total=10**12))

    assert machine.check_disk().level == "error"


def test_the_doctor_ends_with_1_if_something_is_wrong(monkeypatch):
    check = HealthCheck("tests", "Probe", list)
    monkeypatch.setattr(doctor_command, "_results", lambda: [Checked(check, error("Kaputt.", "Bitte heilen."))])

    result = CliRunner().invoke(doctor_command.doctor)

    assert result.exit_code == 1
    assert "Fehler" in result.output
    assert "Bitte heilen." in result.output


def test_the_doctor_speaks_json(monkeypatch):
    monkeypatch.setattr(doctor_command, "_results", lambda: [Checked(HealthCheck("tests", "Probe", list), ok("Gut."))])

    result = CliRunner().invoke(doctor_command.doctor, ["--json"])

    assert result.exit_code == 0
    assert json.loads(result.output) == [
        {"key": "tests", "label": "Probe", "level": "ok", "sentence": "Gut.", "advice": ""}
    ]


def test_the_welcome_says_how_to_make_the_first_sign_in(settings):
    settings.DEMO = False

    assert "nahdran createstaff" in welcome()


@pytest.mark.parametrize(
    ("town", "slug"), [("lohmar", "lohmar"), ("osm:some/where/bindlach.osm.gz", "osm-bindlach"), ("../etc", "etc")]
)
def test_a_town_has_a_folder_name_of_its_own(town, slug):
    assert town_slug(town) == slug


@pytest.mark.django_db(transaction=True)
def test_jobs_of_a_dead_worker_are_given_back():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '2 minutes') RETURNING id"
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id) VALUES ('default', 'tests.lost', 'doing', %s) RETURNING id",
            [worker],
        )
        (job,) = cursor.fetchone()

    async def one_round():
        async with running.open_async():
            await rescue.func(SimpleNamespace(app=running), timestamp=0)

    with app.replace_connector(app.connector.get_worker_connector()) as running:
        asyncio.run(one_round())

    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job])
        assert cursor.fetchone() == ("todo",)
