# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real town without a proxy in front: clients that are slow on purpose, and many of them, do not keep it from answering others."""

import json
import os
import signal
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest

from nahdran.project.postgres import EmbeddedPostgres
from tests.project.clients import ask, connect, is_closed_within, many, rest_of, trickling
from tests.project.processes import Town, until

pytestmark = [pytest.mark.slow]

# Far above what a page takes on a busy machine, far below what anybody waits.
PROMPT = 5.0
HEADER_SECONDS = 3.0
SETTINGS = {
    "WEB_THREADS": "4",
    "WEB_HEADER_SECONDS": str(HEADER_SECONDS),
    "WEB_CONNECTIONS": "1300",
    "STATEMENT_SECONDS": "2",
    "REQUEST_MAX_MB": "20",
    "READS_PER_MINUTE": "0",  # all clients come from one address
}
PAGE = "/maengel/"
SIGN_IN = b"/konto/anmelden/"
FORM = b"application/x-www-form-urlencoded"
UPLOAD = b"multipart/form-data; boundary=b"


@pytest.fixture(scope="module")
def home():
    with tempfile.TemporaryDirectory(prefix="nahdran-slow-") as folder:
        town = Town(Path(folder) / "data", collected=False)
        town.more = SETTINGS
        if not json.loads((town.build / "client" / "manifest.json").read_text()):
            pytest.skip("the front end is not built: npm run build")
        yield town
        town.end()


@pytest.fixture
def town(home):
    return home.ensure()


def get(town, path=PAGE):
    """Status and text, as a patient browser would get them."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{town.port}{path}", timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def assert_prompt(town, times=8):
    for _ in range(times):
        started = time.monotonic()
        status, _text = get(town)
        took = time.monotonic() - started
        assert status == 200
        assert took < PROMPT, f"{took:.1f} s"


def post(town, path, length, kind):
    """The head of a form that our own page could have sent: only of such a one the body is read without a cookie."""
    here = b"127.0.0.1:%d" % town.port
    lines = [b"POST %s HTTP/1.1" % path, b"Host: " + here, b"Origin: http://" + here]
    return b"\r\n".join([*lines, b"Content-Type: " + kind, b"Content-Length: %d" % length, b"", b""])


def database(town):
    return psycopg.connect(EmbeddedPostgres(town.data_dir / "postgres").url())


def test_a_fresh_build_is_served_without_anybody_collecting_its_files(town):
    assert (town.build / "collected" / "staticfiles.json").exists()
    assert_prompt(town, times=1)


def test_without_a_build_it_says_what_to_do(tmp_path):
    other = Town(tmp_path / "data")
    nothing = tmp_path / "nothing"
    nothing.mkdir()

    result = other.serve(BUILD_DIR=str(nothing))

    assert result.returncode == 1
    assert "Bitte einmal ausführen: make setup" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("length", "kind"), [(300, FORM), (8_000_000, UPLOAD)], ids=["a small form", "photos by the megabyte"]
)
def test_64_bodies_that_never_end_leave_the_pages_prompt(town, length, kind):
    first = post(town, SIGN_IN, length, kind) + b"begin"

    with many(64, town.port, first=first) as clients, trickling(clients):
        assert_prompt(town)


def test_64_uploads_of_which_most_is_there_leave_the_pages_prompt(town):
    first = post(town, SIGN_IN, 2_000_000, UPLOAD) + b"x" * 1_900_000

    with many(64, town.port, first=first) as clients, trickling(clients):
        assert_prompt(town)


def test_1200_quiet_connections_leave_the_pages_prompt(town):
    with many(1200, town.port):
        assert_prompt(town)


def test_200_readers_that_do_not_read_leave_the_pages_prompt(town):
    largest = max((town.build / "client" / "assets").rglob("*.js"), key=lambda file: file.stat().st_size)
    assert largest.stat().st_size > 500_000
    path = f"/static/{largest.relative_to(town.build / 'client')}".encode()
    file = b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" % path

    # Several times, because the kernel takes some megabytes for each connection before anything waits.
    with many(200, town.port, first=file * 6, narrow=True):
        assert_prompt(town)


def test_who_never_sends_headers_is_cut_off(town):
    started = time.monotonic()
    begun = b"GET / HTTP/1.1\r\nX-Slow: "
    with many(20, town.port) as clients, many(20, town.port, first=begun) as others, trickling(others):
        for client in (*clients, *others):
            assert is_closed_within(client, HEADER_SECONDS + PROMPT)
    assert time.monotonic() - started >= HEADER_SECONDS - 1


def test_more_than_the_town_takes_is_a_german_page_although_it_is_still_being_sent(town):
    with connect(town.port) as client:
        client.sendall(post(town, SIGN_IN, 25_000_000, UPLOAD))
        for _ in range(100):
            client.sendall(b"x" * 65_536)
        answer = rest_of(client, end=b"</html>\n").decode()

    assert answer.startswith("HTTP/1.1 413 ")
    assert "Die Dateien, die Sie senden wollten, sind zusammen größer, als wir annehmen können." in answer
    assert "X-Request-Id: " in answer
    assert "Connection: close" in answer
    assert '"status": 413' in town.output()


def test_figures_are_for_this_machine_and_not_for_what_a_proxy_passes_on(town):
    status, text = get(town, "/metrics")
    passed_on = ask(town.port, b"GET /metrics HTTP/1.1\r\nX-Forwarded-For: 1.2.3.4\r\nConnection: close\r\n\r\n")

    assert status == 200
    assert "nahdran_requests_total" in text
    assert passed_on.startswith(b"HTTP/1.1 403 ")


def test_a_page_that_the_database_cannot_answer_in_time_is_a_503_that_says_so(town):
    with database(town) as connection:
        connection.execute("LOCK TABLE reports_report IN ACCESS EXCLUSIVE MODE")
        status, text = get(town)
        connection.rollback()

    assert status == 503
    assert "Das dauert gerade zu lange" in text
    assert_prompt(town, times=1)


def test_commands_may_take_as_long_as_they_need(town):
    result = town.command(
        "manage",
        "shell",
        "-c",
        "from django.db import connection as c; k = c.cursor(); k.execute('SHOW statement_timeout'); print(k.fetchone())",
    )

    assert "('0',)" in result.stdout


def test_a_process_that_shall_end_answers_first_and_another_takes_its_place(town):
    before = town.part("nahdran.project.web_worker")
    with database(town) as connection, connect(town.port) as client:
        connection.execute("LOCK TABLE reports_report IN ACCESS EXCLUSIVE MODE")
        client.sendall(b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" % PAGE.encode())
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        with database(town) as other:
            other.autocommit = True  # in one transaction the view would never change
            until(lambda: other.execute(waiting).fetchone()[0])
        os.kill(before.pid, signal.SIGTERM)
        connection.rollback()

        assert rest_of(client).startswith(b"HTTP/1.1 200 ")

    before.wait(20)
    until(town.is_ready)
    assert town.part("nahdran.project.web_worker").pid != before.pid
