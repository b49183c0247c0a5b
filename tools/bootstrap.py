# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a fresh checkout to a running town: ``make run`` and ``make test`` start here. Standard library only.

bootstrap.py run     set up, then start the demonstration
bootstrap.py setup   set up what running needs
bootstrap.py dev     set up what development and tests need
bootstrap.py test    the same, then run all checks and tests
bootstrap.py exec PROGRAM ...   set up for development, then run a program of the environment
"""

import os
import shutil
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)

if sys.version_info < OLDEST_PYTHON:
    for minor in range(20, 10, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    version = sys.version.split()[0]
    sys.exit(f"nahdran braucht Python 3.11 oder neuer; hier läuft {version}. Bitte installieren und erneut versuchen.")

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.node_env import ensure_client  # noqa: E402
from tools.python_env import ensure_python  # noqa: E402
from tools.steps import BUILD, PYTHON, ROOT, VENV, Stamp, StepFailed, digest, fail, one_at_a_time, run, say, step  # noqa: E402

PR_SET_PDEATHSIG = 1
SIGTERM = 15


def set_up(*, development: bool) -> None:
    with one_at_a_time():
        ensure_python(development=development)
        ensure_catalogues()
        ensure_client()
        ensure_static_files()


def ensure_catalogues() -> None:
    sources = sorted((ROOT / "src" / "nahdran").glob("*/locale/*/LC_MESSAGES/django.po"))
    stamp = Stamp(BUILD / "catalogues.json")
    wanted = digest(sources)
    if not stamp.holds(wanted) or not all(source.with_suffix(".mo").exists() for source in sources):
        with step("Übersetzungen bereitstellen"):
            run([PYTHON, "-m", "tools.messages", "compile"])
        stamp.set(wanted)


def ensure_static_files() -> None:
    stamp = Stamp(BUILD / "static.json")
    wanted = digest([*(ROOT / "src" / "nahdran").glob("*/static"), BUILD / "client", ROOT / "requirements.lock"])
    if not stamp.holds(wanted) or not (BUILD / "collected").exists():
        with step("Statische Dateien sammeln und verdichten"):
            env = {"SECRET_KEY": "none-is-needed-here", "ALLOWED_HOSTS": "127.0.0.1", "BUILD_DIR": str(BUILD)}
            run([PYTHON, ROOT / "manage.py", "collectstatic", "--noinput", "--clear", "--verbosity=0"], env=env)
        stamp.set(wanted)


def end_with_make() -> None:
    """If make itself is killed, the town it runs ends in an orderly way instead of living on unseen."""
    if "MAKELEVEL" in os.environ and sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0)


def become(program: Path, *arguments: str) -> None:
    sys.stdout.flush()
    os.execv(program, [str(program), *arguments])


def main(what: str, *arguments: str) -> None:
    say("nahdran wird eingerichtet" if not VENV.exists() else "nahdran wird geprüft")
    try:
        set_up(development=what in {"dev", "test", "exec"})
    except StepFailed as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("Abgebrochen. Beim nächsten Mal geht es an derselben Stelle weiter.")
    if what == "run":
        end_with_make()
        become(PYTHON, "-m", "nahdran.project.command", "serve", "--demo", *arguments)
    os.chdir(ROOT)
    if what == "test":
        become(PYTHON, "-m", "tools.run_tests", *arguments)
    elif what == "exec":
        become(PYTHON, *arguments)


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["setup"]))
