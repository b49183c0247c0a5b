# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the set-up tools share: steps that show their progress, stamps that say whether a step is needed, and one lock.

Standard library only: it runs before anything is installed.
"""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BUILD = Path(os.environ.get("BUILD_DIR", ROOT / "build")).resolve()
PYTHON = VENV / "bin" / "python"


class StepFailed(Exception):
    """A step did not work; the message says what and what to do."""


def say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def step(label: str) -> Iterator[None]:
    """One line that says what happens now, and afterwards how long it took."""
    started = time.monotonic()
    print(f"  {label} ...", end="", flush=True)
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    print(f" {time.monotonic() - started:.1f} s", flush=True)


def run(command: Iterable[object], *, env: dict[str, str] | None = None, hint: str = "") -> str:
    """Run a program quietly; if it fails, show what it said."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, cwd=ROOT, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise StepFailed(f"Das Programm {words[0]} fehlt. {hint}".strip()) from None
    if done.returncode != 0:
        said = "\n".join(part for part in (done.stdout.strip(), done.stderr.strip()) if part)[-6000:]
        raise StepFailed(f"{said}\n\nGescheitert: {' '.join(words)}\n{hint}".strip())
    return done.stdout


def digest(paths: Iterable[Path], *more: str) -> str:
    """One hash over names and contents; folders are walked."""
    total = hashlib.sha256()
    for path in sorted(files_in(paths)):
        total.update(os.path.relpath(path, ROOT).encode() + b"\0" + path.read_bytes() + b"\0")
    for word in more:
        total.update(word.encode() + b"\0")
    return total.hexdigest()


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
        elif path.is_file():
            yield path


class Stamp:
    """Remembers from which inputs something was made. It lies inside of what was made, so it goes with it."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def holds(self, value: str) -> bool:
        try:
            return json.loads(self.file.read_text()) == value
        except (OSError, ValueError):
            return False

    def set(self, value: str) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps(value))


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two starts in the same folder set up one after the other."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("  Ein anderer Start richtet gerade ein; es geht weiter, sobald er fertig ist.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fail(message: str) -> None:
    print(f"\n{message}", file=sys.stderr, flush=True)
    raise SystemExit(1)
