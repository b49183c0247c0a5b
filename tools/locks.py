# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lock files: one command makes them, one check says whether they still fit what pyproject.toml and package.json ask for.

python -m tools.locks write     make them anew; versions that still fit stay
python -m tools.locks check     needs no network: every requirement must be met by the pinned version
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.steps import ROOT, VENV, run

RUNTIME = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"
OPTIONS = [
    "--quiet",
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--python-version",
    "3.11",
    "--custom-compile-command",
    "make lock",
]
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*])?==([^ ;\\]+)", re.MULTILINE)


def write() -> None:
    compiler = [VENV / "bin" / "uv", "pip", "compile", *OPTIONS, "pyproject.toml"]
    run([*compiler, "-o", RUNTIME.name])
    run([*compiler, "--extra", "dev", "-c", RUNTIME.name, "-o", DEVELOPMENT.name])
    run(
        ["npm", "install", "--package-lock-only", "--no-audit", "--no-fund"],
        env={"npm_config_omit_lockfile_registry_resolved": "true"},
    )


def pinned(lock: Path) -> dict[str, str]:
    return {canonicalize_name(name): version for name, version in PINNED.findall(lock.read_text())}


def python_problems(lock: Path, requirements: list[str]) -> Iterator[str]:
    versions = pinned(lock)
    for text in requirements:
        requirement = Requirement(text)
        version = versions.get(canonicalize_name(requirement.name))
        if version is None:
            yield f"{lock.name} has no {requirement.name}"
        elif not requirement.specifier.contains(version, prereleases=True):
            yield f"{lock.name} pins {requirement.name} {version}, asked for is {requirement.specifier}"


def npm_problems() -> Iterator[str]:
    wanted = json.loads((ROOT / "package.json").read_text())
    text = (ROOT / "package-lock.json").read_text()
    root = json.loads(text)["packages"][""]
    for group in ("dependencies", "devDependencies"):
        if wanted.get(group, {}) != root.get(group, {}):
            yield f"package-lock.json has other {group} than package.json"
    if re.search(r'"resolved": "h', text):
        yield "package-lock.json names registry addresses"


def check() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed, extra = project["dependencies"], project["optional-dependencies"]["dev"]
    found = [*python_problems(RUNTIME, needed), *python_problems(DEVELOPMENT, [*needed, *extra]), *npm_problems()]
    ours, theirs = pinned(RUNTIME), pinned(DEVELOPMENT)
    found += [
        f"{name} is {version} for running and {theirs.get(name)} for development"
        for name, version in ours.items()
        if theirs.get(name) != version
    ]
    for lock in (RUNTIME, DEVELOPMENT):
        if re.search(r"^--(extra-)?index-url|^--find-links", lock.read_text(), re.MULTILINE):
            found.append(f"{lock.name} names a package source")
    return found


def main(verb: str = "") -> int:
    if verb == "write":
        write()
        return 0
    if verb == "check":
        found = check()
        print("\n".join([*found, "Run `make lock`."]) if found else "The lock files fit.")
        return 1 if found else 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
