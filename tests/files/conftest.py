# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A storage of its own for every test."""

from pathlib import Path

import pytest
from django.core.files.storage import storages


@pytest.fixture(autouse=True)
def stored(tmp_path: Path, settings, monkeypatch) -> Path:
    """The folder in which the bytes of this test lie."""
    folder = tmp_path / "stored"
    backend = {
        "BACKEND": "nahdran.files.storage.AtomicFileStorage",
        "OPTIONS": {"location": str(folder), "allow_overwrite": True},
    }
    settings.STORAGES = {**settings.STORAGES, "files": backend}
    storages._storages.pop("files", None)
    return folder
