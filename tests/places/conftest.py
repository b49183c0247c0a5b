# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A folder for tiles of its own for every test, and the small town imported once a test asks for it."""

import os
from pathlib import Path

import pytest

from nahdran.places.operations import ImportResult, import_osm
from tests.places.osmfile import small_town

SHARED = Path(os.environ.get("NAHDRAN_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
BINDLACH = SHARED / "data" / "osm" / "north-bayreuth.osm.gz"


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return small_town().write(tmp_path / "kleindorf.osm")


@pytest.fixture
def kleindorf(db, extract: Path) -> ImportResult:
    return import_osm(path=extract)


@pytest.fixture
def bindlach() -> Path:
    if not BINDLACH.exists():
        pytest.skip(f"The real extract is not here ({BINDLACH}); set NAHDRAN_SHARED to the folder that holds data/osm.")
    return BINDLACH
