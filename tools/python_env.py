# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The virtual environment: made once, filled from the lock files with their hashes. Standard library only.

uv installs several times faster than pip and is itself taken from the lock with its hash; where it does not get through, pip does it.
"""

import os
import re
import stat
import sys
import tempfile
import venv
from pathlib import Path

from tools.steps import PYTHON, ROOT, VENV, Stamp, StepFailed, digest, run, say, step

RUNTIME = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"
STARTER = """#!{python}
import sys
from nahdran.project.command import main
sys.exit(main())
"""
# How pip's settings are called in uv, so that a mirror configured for pip is used by uv, too.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
}


def ensure_python(*, development: bool) -> None:
    """Bring the environment to what the lock says. Packages for development stay where they are once installed."""
    if not PYTHON.exists():
        with step("Python-Umgebung anlegen"):
            _make_venv()
    _write_starter()
    stamp = Stamp(VENV / "nahdran-packages.json")
    wanted = _wanted(development=True)
    if stamp.holds(wanted):
        return
    if not development:
        wanted = _wanted(development=False)
        if stamp.holds(wanted):
            return
    with step("Python-Pakete installieren"):
        _install(DEVELOPMENT if development else RUNTIME)
    stamp.set(wanted)


def _wanted(*, development: bool) -> str:
    return digest([DEVELOPMENT if development else RUNTIME], "development" if development else "runtime", sys.version)


def _make_venv() -> None:
    try:
        venv.create(VENV, with_pip=True, symlinks=True, clear=VENV.exists())
    except Exception as error:
        raise StepFailed(
            f"Die Python-Umgebung lässt sich nicht anlegen ({error}). Unter Debian und Ubuntu fehlt dann meist das Paket python3-venv."
        ) from error


def _write_starter() -> None:
    """Make ``import nahdran`` and the command ``nahdran`` work from the tree, without building a package."""
    folder = next((VENV / "lib").glob("python3.*/site-packages"))
    (folder / "nahdran.pth").write_text(f"{ROOT / 'src'}\n")
    starter = VENV / "bin" / "nahdran"
    # A line "#!" takes no spaces in its path, so the shell finds Python where there are some.
    python = str(PYTHON)
    text = STARTER.format(python=python)
    if " " in python or len(python) > 120:
        text = "#!/bin/sh\n'''exec' \"" + python + '" "$0" "$@"\n\' \'\'\'\n' + text.split("\n", 1)[1]
    if not starter.exists() or starter.read_text() != text:
        starter.unlink(missing_ok=True)
        starter.write_text(text)
        starter.chmod(starter.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def _install(lock: Path) -> None:
    try:
        _install_uv()
        run(
            [
                VENV / "bin" / "uv",
                "pip",
                "install",
                "--quiet",
                "--require-hashes",
                "--index-strategy",
                "unsafe-best-match",
                "-r",
                lock,
            ],
            env=_uv_env(),
        )
    except StepFailed as error:
        say(f"\n  uv kommt nicht durch, pip übernimmt (das dauert länger): {str(error).splitlines()[0][:200]}")
        run(
            [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock],
            hint="Ist die Paketquelle erreichbar?",
        )


def _install_uv() -> None:
    pinned = re.search(r"^uv==.*?(?=^\S)", DEVELOPMENT.read_text(), re.MULTILINE | re.DOTALL)
    if pinned is None:
        raise StepFailed("requirements-dev.lock pins no uv.")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "uv.txt"
        file.write_text(pinned[0])
        run(
            [
                PYTHON,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--require-hashes",
                "--no-deps",
                "-r",
                file,
            ]
        )


def _uv_env() -> dict[str, str]:
    """What pip is told about its sources, in uv's words. uv's own settings win."""
    env = {"VIRTUAL_ENV": str(VENV), "UV_NO_PROGRESS": "1"}
    for line in run([PYTHON, "-m", "pip", "config", "list"]).splitlines():
        key, _equals, value = line.partition("=")
        name = UV_NAMES.get(key.rpartition(".")[2])
        if name and name not in os.environ:
            env[name] = " ".join(value.strip("'\"").replace("\\n", " ").split())
    return env
