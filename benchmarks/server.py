# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A nahdran with its own embedded PostgreSQL in a temporary folder, served as ``nahdran serve`` serves it. Used by the benchmarks."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from nahdran.project.postgres import EmbeddedPostgres

PORT = 8190
ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def database() -> Iterator[EmbeddedPostgres]:
    """A fresh database with the demonstration town in it; Django is set up on it."""
    with tempfile.TemporaryDirectory(prefix="nahdran-benchmark-") as folder:
        Path(folder).chmod(0o755)
        server = EmbeddedPostgres(Path(folder) / "postgres")
        process = server.start()
        set_up(server.url("nahdran"), Path(folder) / "data")
        try:
            yield server
        finally:
            from django.db import connections

            connections.close_all()
            server.stop()
            if process:
                process.wait(30)


def set_up(url: str, data: Path) -> None:
    """Set Django up on a database and bring the demonstration town into it."""
    os.environ.update(
        DATABASE_URL=url,
        DATA_DIR=str(data),
        SECRET_KEY="benchmark-" * 8,
        NAHDRAN_DEMO="1",
        PORT=str(PORT),
        READS_PER_MINUTE="0",  # all clients come from one address
        DJANGO_SETTINGS_MODULE="nahdran.project.settings.base",
    )
    import django

    django.setup()
    from django.core.management import call_command

    from nahdran.kit.demo import run_demo

    call_command("migrate", verbosity=0)
    run_demo("lohmar", lambda text: print(f"  {text}", flush=True))


@contextmanager
def web(reference: str = "") -> Iterator[int]:
    """The server as the supervisor starts it, or the same server with another application; yields its process id once it answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "nahdran.project.web", *([reference] if reference else [])],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PORT": str(PORT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_it_answers()
        _wait_until_all_serve(process.pid)
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_it_answers(seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=2).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server does not answer.")


def _wait_until_all_serve(pid: int, seconds: float = 60) -> None:
    """One process answers while another still loads; each has its threads once it has loaded."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if all(child.num_threads() > 1 for child in psutil.Process(pid).children()):
            return
        time.sleep(0.1)
    raise RuntimeError("Not all processes of the server serve.")
