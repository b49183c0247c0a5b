# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real ``nahdran serve`` for tests, in a folder and on a port of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil

from nahdran.project.settings.paths import ROOT

LONG = 120


def until(condition, seconds=LONG):
    """Look again and again until it holds; fails when the time is up."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError(f"Did not happen within {seconds} seconds.")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Town:
    def __init__(self, data_dir: Path, *, collected: bool = True) -> None:
        """``collected``: with the static files as they lie there, so that the start is quicker."""
        self.data_dir = data_dir
        self.port = free_port()
        self.process = None
        self.log = data_dir / "serve.txt"
        self.more: dict[str, str] = {}
        data_dir.mkdir(parents=True, exist_ok=True)
        self.build = data_dir / "build"
        if not self.build.exists():
            self._copy_the_build(("client", "collected") if collected else ("client",))

    def _copy_the_build(self, folders):
        """A build of its own, so that nobody who builds meanwhile is in its way."""
        for folder in folders:
            if (ROOT / "build" / folder / "manifest.json").exists():
                shutil.copytree(ROOT / "build" / folder, self.build / folder)
        manifest = self.build / "client" / "manifest.json"
        if not manifest.exists():  # enough for everything that is no page
            manifest.parent.mkdir(parents=True)
            manifest.write_text("{}")

    def env(self, **more):
        """Only what a fresh shell would have."""
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        own = {
            "DATA_DIR": str(self.data_dir),
            "PORT": str(self.port),
            "SECRET_KEY": "k" * 50,
            "ALLOWED_HOSTS": "127.0.0.1",
            "BUILD_DIR": str(self.build),
        }
        return inherited | own | {"WEB_WORKERS": "1"} | self.more | more

    def serve(self, **more):
        """Start another ``nahdran serve`` and wait for its end."""
        return subprocess.run(
            [sys.executable, "-m", "nahdran.project.command", "serve"],
            env=self.env(**more),
            capture_output=True,
            text=True,
            check=False,
            timeout=LONG,
        )

    def command(self, *arguments, **more):
        return subprocess.run(
            [sys.executable, "-m", "nahdran.project.command", *arguments],
            env=self.env(**more),
            capture_output=True,
            text=True,
            check=False,
            timeout=LONG,
        )

    def ensure(self):
        """Running and ready."""
        if self.process is None or self.process.poll() is not None:
            with self.log.open("wb") as out:
                self.process = subprocess.Popen(
                    [sys.executable, "-m", "nahdran.project.command", "serve"],
                    env=self.env(),
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    stdin=subprocess.DEVNULL,
                    start_new_session=True,
                )
        until(
            lambda: self.is_announced() or self.process.poll() is not None, 3 * LONG
        )  # a first start migrates and collects
        assert self.process.poll() is None, self.output()
        until(self.is_ready)
        return self

    def output(self):
        return self.log.read_text(errors="replace")

    def is_announced(self):
        return "nahdran läuft:" in self.output()

    def is_ready(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def parts(self):
        """The processes of this town that are alive: supervisor, database, web, worker."""
        found = []
        for process in psutil.process_iter():
            try:
                environment = process.environ() if "python" in process.name() else {}
                words = process.cmdline()
            except psutil.Error:
                continue
            mine = environment.get("DATA_DIR") == str(self.data_dir) or any(
                str(self.data_dir) in word for word in words
            )
            if mine and process.status() != psutil.STATUS_ZOMBIE and process.pid != os.getpid():
                found.append(process)
        return found

    def part(self, *words):
        """The process whose command has these words, the oldest if there are several."""
        matching = [process for process in self.parts() if all(word in " ".join(process.cmdline()) for word in words)]
        return min(matching, key=lambda process: process.create_time(), default=None)

    def kill(self, *words):
        """kill -9, and wait until somebody else does its work."""
        victim = self.part(*words)
        victim.kill()
        victim.wait(20)
        return until(lambda: self.part(*words))

    def end(self, number=signal.SIGINT):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(60)
