# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands in the repository: sizes, headers, and nothing that belongs to one machine."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
# May only shrink.
LONGER_THAN_400 = frozenset[str]()
# Written in two parts, so that no tool finds these in this file.
HEADER = "SPDX-License-" + "Identifier: EUPL-1.2"
FORBIDDEN = (
    r"--(extra-)?index-" + "url",
    r'"resolved": "' + "http",
    "/work" + "/main",
    "/work" + "/shared",
    "/root" + "/",
    r"/tmp" + "/brief",
)


def tracked(*patterns: str) -> list[Path]:
    """The files that git knows, or, in a copy without git, all that are not built."""
    result = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = result.stdout.split("\0") if result.returncode == 0 else []
    return [ROOT / name for name in names if name and (ROOT / name).exists()]


def test_no_module_is_longer_than_400_lines():
    long = {
        str(path.relative_to(ROOT))
        for path in tracked("src/*.py", "src/*.ts", "tools/*.py")
        if "migrations" not in path.parts and len(path.read_text(encoding="utf-8").splitlines()) > 400
    }

    assert long == LONGER_THAN_400


def test_every_source_file_names_its_licence():
    without = [
        str(path.relative_to(ROOT))
        for path in tracked("*.py", "*.ts", "*.css", "src/*.html", "*.yaml", "*.yml", "Makefile", "Containerfile")
        # Django writes migrations; REUSE.toml says their licence.
        if path.stat().st_size
        and "migrations" not in path.parts
        and HEADER not in path.read_text(encoding="utf-8")[:900]
    ]

    assert without == []


def test_nothing_names_a_registry_or_a_path_of_one_machine():
    pattern = re.compile("|".join(FORBIDDEN))
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in pattern.finditer(text)]

    assert found == []


def test_there_is_no_uv_lock():
    assert not (ROOT / "uv.lock").exists()


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
