# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""``make capability`` makes something that passes every check, proven in a copy of the tree."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tools.new_capability import UnableToMake, make

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("src", "tests", "tools", "pyproject.toml", "manage.py", "REUSE.toml", "package.json")


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the tree with a new capability in it."""
    copy = tmp_path_factory.mktemp("tree") / "with spaces"
    copy.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(ROOT / name, copy / name)
    make("waste", "Abfall", root=copy)
    return copy


def run(tree, program, *arguments, **more):
    """One of the checks, in the copy and with its sources."""
    path = f"{tree / 'src'}{os.pathsep}{tree}"
    bin_folder = Path(sys.executable).parent
    return subprocess.run(
        [bin_folder / program, *arguments],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": path, **more},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "--no-cache", "src/nahdran/waste", "tests/waste"),
        ("ruff", "format", "--no-cache", "--check", "src/nahdran/waste", "tests/waste"),
        ("lint-imports", "--no-cache"),
        ("mypy", "-p", "nahdran.waste"),
    ],
    ids=lambda command: command[0],
)
def test_a_new_capability_passes_the_checks(tree, command):
    result = run(tree, *command)

    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.slow
def test_a_new_capability_passes_its_own_tests_and_those_of_the_house(tree):
    house = [
        "tests/house/test_floors.py",
        "tests/house/test_tree.py",
        "tests/house/test_templates.py",
        "tests/test_rights_matrix.py",
    ]
    name = f"{os.environ.get('TEST_DB', 'nahdran')}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_copy"

    result = run(
        tree,
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "--create-db",
        "tests/waste",
        *house,
        TEST_DB=name,
    )

    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]


@pytest.mark.slow
def test_a_new_capability_speaks_english(tree):
    result = run(tree, "python", "-m", "tools.messages", "check")

    assert not [line for line in result.stdout.splitlines() if line.startswith("waste:")]


@pytest.mark.parametrize("name", ["", "Waste", "waste-bin", "reports", "ab", "1waste"])
def test_a_name_that_does_not_do_is_refused_before_anything_is_written(name, tmp_path):
    (tmp_path / "src" / "nahdran" / "reports").mkdir(parents=True)

    with pytest.raises(UnableToMake):
        make(name, root=tmp_path)

    assert [path.name for path in (tmp_path / "src" / "nahdran").iterdir()] == ["reports"]
