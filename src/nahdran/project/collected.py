# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Are the static files that we serve those of the client build that the pages name? Called before the web server starts; does not
import Django. Without this a new build would make every page fail until somebody remembers ``collectstatic``.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from environs import Env

from nahdran.project.deployment import UnableToServe
from nahdran.project.settings.paths import build_dir

# What Django's storage writes when it has collected everything.
LIST = "staticfiles.json"


def ensure_collected(say: Callable[[str], None] = lambda text: None) -> None:
    """Collect the static files unless they are there and fit; ``UnableToServe`` says what to do where that does not work.

    ``say`` is told before, because it takes some seconds.
    """
    build = build_dir(Env())
    if not (build / "client" / "manifest.json").exists():
        raise UnableToServe(
            f"Die Oberfläche ist nicht gebaut, in {build} fehlt sie. Bitte einmal ausführen: make setup"
        )
    if _fits(build):
        return
    try:
        with (build / "collect.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two towns may start from one folder
            if not _fits(build):
                say("  Statische Dateien sammeln und verdichten ...")
                _collect()
    except OSError as error:
        raise UnableToServe(
            f"Die statischen Dateien in {build} passen nicht zur Oberfläche, und der Ordner ist nicht beschreibbar "
            f"({error.strerror}). Bitte dort, wo er es ist, ausführen: nahdran manage collectstatic --noinput"
        ) from None


def _fits(build: Path) -> bool:
    """The manifest of the build names each file with its hash; collecting copies it with them."""
    client, collected = build / "client" / "manifest.json", build / "collected"
    try:
        return (collected / LIST).exists() and (collected / "manifest.json").read_bytes() == client.read_bytes()
    except OSError:
        return False


def _collect() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity=0"],
        env={"DJANGO_SETTINGS_MODULE": "nahdran.project.settings.base", **os.environ},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise UnableToServe(f"Die statischen Dateien ließen sich nicht sammeln: {reason}")
