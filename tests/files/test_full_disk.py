# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A disk that is really full: a small one is mounted for the test. Where nobody may mount, it is left out and says so."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import Client

from nahdran.files.checks import check_storage
from nahdran.files.models import StoredFile
from nahdran.files.operations import ingest
from nahdran.files.texts import UnableToStore
from nahdran.kit.checks import Level
from nahdran.project.archive import whole
from nahdran.reports.models import ReportDraft
from tests.factories.cases import make_town
from tests.factories.files import corners, encoded, upload
from tests.factories.reports import make_map

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def disk(tmp_path: Path, settings):
    """A disk of one megabyte with the stored files on it."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"no disk may be mounted here: {mounted.stderr.decode().strip()}")
    options = {"location": str(place / "stored"), "allow_overwrite": True}
    settings.STORAGES = {
        **settings.STORAGES,
        "files": {"BACKEND": "nahdran.files.storage.AtomicFileStorage", "OPTIONS": options},
    }
    storages._storages.pop("files", None)
    yield place
    storages._storages.pop("files", None)
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path, leave: int = 0) -> Path:
    """Leave so many bytes free."""
    ballast = disk / "ballast"
    with ballast.open("wb") as out:
        out.write(b"\0" * max(shutil.disk_usage(disk).free - leave, 0))
    return ballast


def stored_on(disk: Path) -> list[Path]:
    return [path for path in disk.rglob("*") if path.is_file() and path.name != "ballast"]


@pytest.mark.parametrize("leave", [0, 4096, 12288])
def test_nothing_is_half_written_and_the_sentence_says_what_to_do(disk, leave):
    ballast = fill(disk, leave)
    with pytest.raises(UnableToStore) as refused:
        ingest(upload=upload(encoded(corners(1600, 1200), quality=95)))
    assert (refused.value.code, refused.value.status) == ("storage_full", 507)
    assert not StoredFile.objects.exists()
    assert stored_on(disk) == []

    ballast.unlink()
    assert ingest(upload=upload(encoded(corners(1600, 1200), quality=95))).file.width == 1600


def test_what_lies_there_already_can_still_be_seen(disk):
    file = ingest(upload=upload(encoded())).file
    before = {path: path.read_bytes() for path in stored_on(disk)}
    fill(disk)
    with pytest.raises(UnableToStore):
        ingest(upload=upload(encoded(corners(1600, 1200), quality=95)))
    assert {path: path.read_bytes() for path in stored_on(disk)} == before
    assert StoredFile.objects.get() == file


def test_somebody_who_reports_is_told_and_loses_nothing(disk):
    make_town()
    make_map()
    client = Client()
    ballast = fill(disk)
    refused = client.post("/maengel/neu/foto/", {"photos": [upload(encoded(corners(1600, 1200), quality=95))]})
    assert refused.status_code == 507
    assert "Bitte" in refused.content.decode()

    ballast.unlink()
    again = client.post("/maengel/neu/foto/", {"photos": [upload(encoded(corners(1600, 1200), quality=95))]})
    assert again.status_code in {200, 302}
    assert ReportDraft.objects.latest("changed_at").photos.count() == 1


def test_the_operator_sees_it(disk):
    assert check_storage().level == Level.OK
    fill(disk)
    assert check_storage().level == Level.ERROR


@pytest.mark.slow
def test_a_backup_onto_it_leaves_the_older_one(disk, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    archive = disk / "town.tar.zst"
    archive.write_bytes(b"the backup of yesterday")
    fill(disk)

    with pytest.raises(Exception, match=r"space|write|schreib"):
        whole.back_up(archive, progress=lambda text: None)

    assert archive.read_bytes() == b"the backup of yesterday"
    assert [path.name for path in disk.iterdir() if path.is_file()] == ["ballast", "town.tar.zst"]
