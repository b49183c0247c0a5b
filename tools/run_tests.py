# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""All checks and tests, in the order of ``make test``: system packages, checks side by side, then pytest.

On the build server (CI=true) nothing may be passed over. Elsewhere what cannot be installed is passed over and named.

    python -m tools.run_tests [arguments of pytest]
"""

import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools.node_env import npm_command
from tools.steps import ROOT, VENV, say

BIN = VENV / "bin"
CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
# Program that must be there, and the Debian package that brings it.
SYSTEM = {"chromium": "chromium", "clamd": "clamav-daemon", "redis-server": "redis-server"}
CLOSING = re.compile(r"\b(passed|failed|error|errors|no tests ran)\b.* in \d+\.\d+s")
LANES: tuple[tuple[tuple[str, list[str]], ...], ...] = (
    (
        ("Regeln (ruff)", [str(BIN / "ruff"), "check", "--quiet", "."]),
        ("Form (ruff format)", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
        ("Stockwerke (import-linter)", [str(BIN / "lint-imports"), "--no-cache"]),
        ("Typen (mypy)", [str(BIN / "mypy"), "--no-error-summary"]),
    ),
    (
        ("Lizenzen (reuse)", [str(BIN / "reuse"), "lint", "--quiet"]),
        ("Sperrdateien", [sys.executable, "-m", "tools.locks", "check"]),
        ("Übersetzungen", [sys.executable, "-m", "tools.messages", "check"]),
        ("TypeScript", [*npm_command(), "run", "--silent", "check"]),
        ("Tests der Oberfläche (vitest)", [*npm_command(), "run", "--silent", "test"]),
    ),
)


@dataclass
class Outcome:
    label: str
    seconds: float
    output: str
    passed: bool


def install_system_packages() -> list[str]:
    """Try to install what is missing; returns what is still missing."""
    missing = [program for program in SYSTEM if not _found(program)]
    if missing and shutil.which("apt-get"):
        say(f"  Systempakete installieren: {', '.join(SYSTEM[program] for program in missing)}")
        prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (
            ["update", "-qq"],
            ["install", "-y", "-qq", "--no-install-recommends", *(SYSTEM[program] for program in missing)],
        ):
            if prefix and not shutil.which("sudo"):
                break
            subprocess.run([*prefix, "apt-get", *arguments], env=env, capture_output=True, check=False)
    return [program for program in SYSTEM if not _found(program)]


def _found(program: str) -> bool:
    if program == "chromium" and Path(os.environ.get("CHROMIUM", "/usr/bin/chromium")).exists():
        return True
    return shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin") is not None


def run_check(label: str, command: list[str]) -> Outcome:
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, env=_env()
    )
    outcome = Outcome(label, time.monotonic() - started, done.stdout, done.returncode == 0)
    say(f"  {'gut   ' if outcome.passed else 'FEHLER'} {label} ({outcome.seconds:.1f} s)")
    return outcome


def _env() -> dict[str, str]:
    """For tools that need settings and ask no database."""
    return {**os.environ, "NO_COLOR": "1", "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}{os.pathsep}/usr/sbin"}


def run_lane(lane: tuple[tuple[str, list[str]], ...]) -> list[Outcome]:
    return [run_check(label, command) for label, command in lane]


def run_pytest(arguments: list[str]) -> tuple[int, str]:
    """Shows everything as it comes; returns the exit code and the closing line."""
    processes = str(max(2, min(4, os.cpu_count() or 2)))
    command = [str(BIN / "pytest"), "-n", processes, "--dist", "loadfile", "-q", *arguments]
    closing = ""
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=_env()
    ) as process:
        assert process.stdout
        for line in process.stdout:
            print(line, end="", flush=True)
            closing = line.strip() if CLOSING.search(line) else closing
        return process.wait(), closing


def main(arguments: list[str]) -> int:
    missing = install_system_packages()
    if missing and CI:
        say(f"Auf dem Bauserver darf nichts fehlen: {', '.join(missing)}")
        return 1
    if missing:
        say(
            f"  Nicht da und nicht zu installieren: {', '.join(missing)}. Die Tests, die das brauchen, werden übersprungen."
        )
    with ThreadPoolExecutor(len(LANES)) as lanes:
        outcomes = [outcome for lane in lanes.map(run_lane, LANES) for outcome in lane]
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        say(f"\n--- {outcome.label}\n{outcome.output[-8000:]}")
    code, closing = run_pytest(arguments)
    if failed:
        say(f"\nGescheitert: {', '.join(outcome.label for outcome in failed)}")
    say(closing)
    return code or (1 if failed else 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
