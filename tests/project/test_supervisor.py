# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Real processes: what happens to a town whose parts are killed, and to a second start."""

import signal
import tempfile
from pathlib import Path

import psycopg
import pytest

from nahdran.project.postgres import EmbeddedPostgres
from nahdran.project.supervisor import Supervisor, python_part
from tests.project.processes import Town, until

pytestmark = [pytest.mark.slow]


@pytest.fixture(scope="module")
def home():
    """One town for the module, in a path with spaces. Each test brings it up if the one before left it down.

    Not in pytest's own folder: that one is closed to the system user of the database whenever another run begins.
    """
    with tempfile.TemporaryDirectory(prefix="eine Stadt ") as folder:
        town = Town(Path(folder) / "mit Daten")
        yield town
        town.end()


@pytest.fixture
def town(home):
    return home.ensure()


def rows(town):
    with psycopg.connect(EmbeddedPostgres(town.data_dir / "postgres").url()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (id int)")
        return connection.execute("SELECT count(*) FROM kept").fetchone()[0]


def add_row(town):
    with psycopg.connect(EmbeddedPostgres(town.data_dir / "postgres").url()) as connection:
        connection.execute("INSERT INTO kept VALUES (1)")


def test_it_says_where_it_runs(town):
    assert f"nahdran läuft: http://127.0.0.1:{town.port}/" in town.output()


def test_a_killed_web_server_comes_back(town):
    town.kill("nahdran.project.web")

    until(town.is_ready)


def test_a_killed_web_worker_comes_back(town):
    server = town.part("nahdran.project.web")
    worker = server.children()[-1]

    worker.kill()
    worker.wait(20)

    until(town.is_ready)
    assert server.is_running()


def test_a_killed_background_worker_comes_back(town):
    town.kill("project.command", "worker")


def test_a_killed_database_comes_back_with_everything_acknowledged(town):
    before = rows(town)
    add_row(town)

    town.kill("bin/postgres")

    until(town.is_ready)
    assert rows(town) == before + 1


def test_a_killed_supervisor_leaves_nobody_behind_and_the_next_start_works(town):
    before = rows(town)
    add_row(town)

    town.process.send_signal(signal.SIGKILL)
    town.process.wait(20)

    until(lambda: not town.parts())
    assert rows(town.ensure()) == before + 1


def test_everything_killed_at_once_loses_nothing(town):
    before = rows(town)
    add_row(town)

    for process in town.parts():
        process.kill()
    town.process.wait(20)

    until(lambda: not town.parts())
    assert rows(town.ensure()) == before + 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_in_order_when_asked(town, number):
    town.end(number)

    assert town.process.returncode == 0
    assert "nahdran ist beendet." in town.output()
    assert not town.parts()


def test_a_second_start_in_the_same_folder_is_refused_with_a_way_on(town):
    second = town.serve()

    assert second.returncode == 1
    assert "nahdran läuft schon mit dem Datenordner" in second.stderr
    assert "DATA_DIR=" in second.stderr


def test_a_port_in_use_is_a_sentence(town, tmp_path):
    other = Town(tmp_path)
    other.port = town.port

    second = other.serve()

    assert second.returncode == 1
    assert f"Der Anschluss {town.port} ist schon belegt." in second.stderr


def test_a_missing_secret_is_a_sentence(tmp_path):
    result = Town(tmp_path).serve(SECRET_KEY="")

    assert result.returncode == 1
    assert "SECRET_KEY" in result.stderr
    assert "Traceback" not in result.stderr


def test_doctor_sees_a_running_town(town):
    result = town.command("doctor")

    assert "Der Webserver antwortet auf Anschluss" in result.stdout
    assert "Der Hintergrunddienst läuft" in result.stdout


def test_of_equals_one_that_fails_does_not_keep_the_others_from_running():
    said = []
    parts = [python_part("Eins", "-c", "raise SystemExit(3)"), python_part("Zwei", "-c", "import time; time.sleep(60)")]
    supervisor = Supervisor(parts, say=said.append, is_ready=lambda: False, announce=lambda: None, in_order=False)
    try:
        supervisor._look_after()
        parts[0].process.wait(20)
        parts[1].process.kill()
        parts[1].process.wait(20)

        until(lambda: supervisor._look_after() or parts[1].is_running())
        assert any("Eins hat sich beendet (Ende mit 3)" in text for text in said)
    finally:
        supervisor.end()
    assert not any(part.is_running() for part in parts)
