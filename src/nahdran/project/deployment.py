# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One deployment as the commands see it, before Django starts: its folder, its database, its address. Nothing here imports Django."""

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from environs import Env

from nahdran.project.postgres import EmbeddedPostgres
from nahdran.project.settings.paths import FIRST_TOWN, data_dir

# A part of an earlier run may still be on its way out.
PATIENCE = 5.0


class UnableToServe(RuntimeError):
    """Something outside of us is in the way; the message is a German sentence that says what to do."""


@dataclass
class Deployment:
    """Read from the environment once, when a command starts."""

    data_dir: Path = field(default_factory=lambda: data_dir(Env()))
    host: str = field(default_factory=lambda: os.environ.get("HOST") or "127.0.0.1")
    port: int = field(default_factory=lambda: Env().int("PORT", 8000))
    town: str = field(default_factory=lambda: os.environ.get("TOWN") or FIRST_TOWN)

    @property
    def run_dir(self) -> Path:
        """What only matters while the parts run."""
        return self.data_dir / "run"

    @property
    def demo_mark(self) -> Path:
        """Lies in the folder of a demonstration, so that ``nahdran doctor`` and the others need not be told."""
        return self.data_dir / "demonstration"

    @property
    def is_embedded(self) -> bool:
        return not os.environ.get("DATABASE_URL")

    def postgres(self) -> EmbeddedPostgres:
        return EmbeddedPostgres(self.data_dir / "postgres")

    def export(self) -> None:
        """Tell Django, in this process and in its children, what was decided here."""
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nahdran.project.settings.base")
        os.environ["DATA_DIR"] = str(self.data_dir)
        os.environ["PORT"] = str(self.port)
        os.environ["TOWN"] = self.town

    @contextmanager
    def lock(self, *, patience: float = 0) -> Iterator[None]:
        """Only one nahdran serves from a data folder. The lock goes with the process, kill -9 included.

        ``patience``: seconds to wait for one that is on its way out.
        """
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with (self.data_dir / "serve.lock").open("a+") as file:
            if not _lock_within(file, patience):
                file.seek(0)
                number = file.read().strip() or "?"
                raise UnableToServe(
                    f"nahdran läuft schon mit dem Datenordner {self.data_dir} (Prozess {number}). "
                    "Beenden Sie es dort mit Strg-C, oder starten Sie ein zweites mit eigenem Ordner und Anschluss: "
                    f"DATA_DIR={self.data_dir}-2 PORT={self.port + 1} make run"
                )
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield

    def check_port(self) -> None:
        end = time.monotonic() + PATIENCE
        while not self._port_is_free():
            if time.monotonic() > end:
                raise UnableToServe(
                    f"Der Anschluss {self.port} ist schon belegt. Beenden Sie das andere Programm, "
                    f"oder nehmen Sie einen anderen Anschluss: PORT={self.port + 1} make run"
                )
            time.sleep(0.2)

    def _port_is_free(self) -> bool:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except PermissionError:
                raise UnableToServe(
                    f"Für den Anschluss {self.port} fehlt das Recht. Nehmen Sie einen ab 1024: PORT=8000 make run"
                ) from None
            except OSError:
                return False
        return True

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of the database for a command: the configured one, that of the town that runs, or one started for the while."""
        self.export()
        if self.demo_mark.exists() and not os.environ.get("SECRET_KEY"):
            os.environ.setdefault("NAHDRAN_DEMO", "1")
        if not self.is_embedded:
            yield os.environ["DATABASE_URL"]
            return
        server = self.postgres()
        with self._use_lock() as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            process = server.start()
            os.environ["DATABASE_URL"] = server.url()
            try:
                yield server.url()
            finally:
                del os.environ["DATABASE_URL"]
                if process is not None:
                    fcntl.flock(users, fcntl.LOCK_EX)  # another command may have joined in; it finishes first
                    server.stop()
                    process.wait()

    @contextmanager
    def own_database(self) -> Iterator[EmbeddedPostgres]:
        """For the supervisor: the embedded server, once no command has it running for itself any more."""
        with self._use_lock() as users:
            fcntl.flock(users, fcntl.LOCK_EX)
            server = self.postgres()
            if server.is_running():  # of an earlier run, on its way out
                server.stop()
            yield server

    @contextmanager
    def _use_lock(self) -> Iterator[IO[str]]:
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with (self.data_dir / "database.lock").open("a") as users:
            yield users


def _lock_within(file: IO[str], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(0.2)
        else:
            return True
