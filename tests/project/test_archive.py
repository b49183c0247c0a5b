# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A backup is worth what its restore is worth: everything back in a second database and folder, and nothing from a damaged archive."""

import os
import subprocess
import sys
import tarfile

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from psycopg import sql

from nahdran.org.models import Closure
from nahdran.project.archive import container, whole
from nahdran.project.archive.container import Manifest, UnusableArchive

pytestmark = pytest.mark.django_db(transaction=True)


def quiet(_text):
    return None


@pytest.fixture
def folder(settings, tmp_path):
    """A deployment's folder with a file of each kind."""
    settings.DATA_DIR = tmp_path / "first"
    stored = {"location": str(settings.DATA_DIR / "files" / "stored"), "allow_overwrite": True}
    settings.MEDIA_ROOT = settings.DATA_DIR / "files"
    settings.STORAGES = {
        **settings.STORAGES,
        "files": {"BACKEND": "nahdran.files.storage.AtomicFileStorage", "OPTIONS": stored},
    }
    storages["files"].save("ab/cd/photo.large.jpg", ContentFile(b"a photo"))
    storages["default"].save("images/header.jpg", ContentFile(b"an image of the editors"))
    (settings.DATA_DIR / "tiles").mkdir()
    (settings.DATA_DIR / "tiles" / "town.pmtiles").write_bytes(b"tiles")
    return settings.DATA_DIR


@pytest.fixture
def second_database():
    """An empty database beside that of the tests."""
    parameters = connection.get_connection_params()
    name = f"{parameters['dbname']}_restored"
    address = f"postgresql://{parameters['user']}@/{{}}?host={parameters['host']}"
    with psycopg.connect(address.format("postgres"), autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield address.format(name)
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def restore_command(archive, address, data_dir, *more):
    env = {**os.environ, "DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "nahdran.project.settings.base"}
    command = [sys.executable, "-m", "nahdran.project.command", "restore", str(archive), "--into", address, *more]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def contents(cursor):
    """Every table with its number of rows."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    tables = [row[0] for row in cursor.fetchall()]
    counts = {}
    for table in tables:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
        counts[table] = cursor.fetchone()[0]
    return counts


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["tar.zst", "tar.gz"])
def test_a_backup_comes_back_in_a_second_database_and_folder(ending, folder, second_database, tmp_path):
    Closure.objects.create(date="2026-12-24", reason="Heiligabend, mit ‚Anführung‘ und Zeilen\n")
    with connection.cursor() as cursor:
        before = contents(cursor)
    archive = tmp_path / f"town.{ending}"

    whole.back_up(archive, progress=quiet)
    result = restore_command(archive, second_database, tmp_path / "second")

    assert result.returncode == 0, result.stderr
    with psycopg.connect(second_database) as restored:
        assert contents(restored.cursor()) == before
        assert restored.execute("SELECT reason FROM org_closure").fetchone() == (
            "Heiligabend, mit ‚Anführung‘ und Zeilen\n",
        )
    second = {path.relative_to(tmp_path / "second") for path in (tmp_path / "second").rglob("*.jpg")}
    assert second == {path.relative_to(folder) for path in folder.rglob("*.jpg")}
    assert (tmp_path / "second/files/stored/ab/cd/photo.large.jpg").read_bytes() == b"a photo"
    assert (tmp_path / "second/tiles/town.pmtiles").read_bytes() == b"tiles"


@pytest.mark.slow
def test_a_database_that_holds_something_is_not_overwritten_unasked(folder, second_database, tmp_path):
    archive = tmp_path / "town.tar.zst"
    whole.back_up(archive, progress=quiet)
    with psycopg.connect(second_database) as other:
        other.execute("CREATE TABLE precious (id int)")

    refused = restore_command(archive, second_database, tmp_path / "second")
    replaced = restore_command(archive, second_database, tmp_path / "second", "--replace")

    assert refused.returncode == 1
    assert "nicht leer" in refused.stderr
    assert replaced.returncode == 0, replaced.stderr
    with psycopg.connect(second_database) as other:
        assert "precious" not in contents(other.cursor())


def test_only_the_owner_may_read_an_archive(folder, tmp_path):
    archive = tmp_path / "town.tar.zst"

    whole.back_up(archive, progress=quiet)

    assert archive.stat().st_mode & 0o077 == 0


def test_a_backup_that_fails_leaves_the_older_one(folder, tmp_path):
    archive = tmp_path / "town.tar.gz"
    whole.back_up(archive, progress=quiet)
    before = archive.read_bytes()

    def full_disk(_text):
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        whole.back_up(archive, progress=full_disk)

    assert archive.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["town.tar.gz"]


@pytest.mark.parametrize("damage", ["cut", "changed", "stranger"])
def test_a_damaged_archive_is_noticed_before_anything_is_changed(damage, folder, tmp_path):
    archive = tmp_path / "town.tar.gz"
    whole.back_up(archive, progress=quiet)
    whole_file = bytearray(archive.read_bytes())
    if damage == "cut":
        archive.write_bytes(whole_file[: len(whole_file) // 2])
    elif damage == "changed":
        whole_file[len(whole_file) // 2] ^= 0xFF
        archive.write_bytes(whole_file)
    else:
        archive.write_bytes(b"this is no archive at all")

    with pytest.raises(UnusableArchive):
        container.unpack(archive, tmp_path / "unpacked")


def test_a_member_that_climbs_out_of_the_folder_is_refused(tmp_path):
    archive = tmp_path / "evil.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(__file__, arcname="../../evil.py")

    with pytest.raises(UnusableArchive):
        container.unpack(archive, tmp_path / "unpacked")

    assert not (tmp_path.parent / "evil.py").exists()


def test_an_archive_of_a_later_format_is_refused_by_name(tmp_path):
    archive = tmp_path / "later.tar.gz"
    with container.create(archive, Manifest(version="9", made_at="", key_check="", format=2)):
        pass

    with pytest.raises(UnusableArchive, match="Format 2"):
        container.unpack(archive, tmp_path / "unpacked")
