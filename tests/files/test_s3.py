# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same promises on S3, over HTTP against a server of its own: taken in, handed out, gone, swept, saved and brought back."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.http import Http404
from django.test import RequestFactory
from psycopg import sql

from nahdran.files import housekeeping, storage
from nahdran.files.checks import check_storage
from nahdran.files.enums import Variant
from nahdran.files.models import StoredFile
from nahdran.files.operations import discard, ingest
from nahdran.files.responses import file_response
from nahdran.files.texts import UnableToStore
from nahdran.kit import clock
from nahdran.kit.checks import Level
from nahdran.project.archive import whole
from tests.factories.bucket import forget_storages, s3_server, use_bucket
from tests.factories.files import corners, encoded, pdf, upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bucket(settings, monkeypatch):
    with s3_server() as found:
        use_bucket(found, settings, monkeypatch)
        yield found
    forget_storages()


def answer(file, variant, **headers):
    """What a browser gets, read to its end and closed as a server does it."""
    response = file_response(file, variant, request=RequestFactory().get("/", headers=headers))
    response.body = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return response


def test_a_photo_lies_there_in_three_renderings_and_comes_back(bucket):
    file = ingest(upload=upload(encoded(corners(1200, 900)))).file

    assert len(bucket.content()) == 3
    assert all(key.startswith(f"stored/{file.sha256[:2]}/") for key in bucket.content())
    for variant in ("large", "medium", "thumb"):
        response = answer(file, variant)
        assert response.body[:2] == b"\xff\xd8"
        assert int(response["Content-Length"]) == len(response.body)
        assert response["Content-Type"] == "image/jpeg"


def test_a_document_is_a_download(bucket):
    file = ingest(upload=upload(pdf(), "antrag.pdf", "application/pdf"), purpose="document").file

    response = answer(file, "document")
    assert response["Content-Disposition"].startswith("attachment")
    assert response.body == pdf()


def test_what_a_browser_has_is_not_fetched_from_there_again(bucket):
    file = ingest(upload=upload(encoded())).file
    etag = answer(file, "thumb")["ETag"]
    for key in bucket.content():
        bucket.client.delete_object(Bucket=bucket.name, Key=key)

    assert answer(file, "thumb", **{"if-none-match": etag}).status_code == 304
    with pytest.raises(Http404):
        answer(file, "thumb")


def test_equal_bytes_lie_there_once_and_go_with_the_last_row(bucket):
    first, second = (ingest(upload=upload(encoded())).file for _ in range(2))
    assert len(bucket.content()) == 3
    discard(first)
    assert len(bucket.content()) == 3
    discard(second)
    assert bucket.content() == []


def test_bytes_without_a_row_are_swept_after_a_day(bucket, monkeypatch):
    kept = ingest(upload=upload(encoded())).file
    lost = "ab" * 32
    storages["files"].save(storage.path_of(lost, Variant.THUMB), ContentFile(b"of nobody"))
    assert housekeeping.sweep_orphans(clock.now()) == 0

    assert housekeeping.sweep_orphans(clock.now() + timedelta(hours=25)) == 1
    assert len(bucket.content()) == 3
    assert all(kept.sha256 in key for key in bucket.content())


def test_the_health_check_writes_and_reads_there(bucket):
    assert check_storage().level == Level.OK
    assert bucket.content() == []


def test_a_bucket_that_is_gone_refuses_in_a_sentence_and_leaves_no_row(bucket):
    bucket.client.delete_bucket(Bucket=bucket.name)

    with pytest.raises(UnableToStore) as refused:
        ingest(upload=upload(encoded()))
    assert "Bitte" in str(refused.value.message)
    assert not StoredFile.objects.exists()
    assert check_storage().level == Level.ERROR


def test_editorial_images_never_overwrite_each_other(bucket):
    names = {storages["default"].save("images/bild.jpg", ContentFile(f"{number}".encode())) for number in range(2)}
    assert len(names) == 2
    found = set()
    for name in names:
        with storages["default"].open(name) as image:
            found.add(image.read())
    assert found == {b"0", b"1"}


@pytest.fixture
def second_database():
    """An empty database beside that of the tests."""
    parameters = connection.get_connection_params()
    name = f"{parameters['dbname']}_from_s3"
    address = f"postgresql://{parameters['user']}@/{{}}?host={parameters['host']}"
    with psycopg.connect(address.format("postgres"), autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield address.format(name)
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.mark.slow
def test_a_backup_takes_the_files_from_there_and_a_restore_brings_them_to_another_bucket(
    bucket, settings, second_database, tmp_path: Path
):
    settings.DATA_DIR = tmp_path / "first"
    (settings.DATA_DIR / "tiles").mkdir(parents=True)
    file = ingest(upload=upload(encoded())).file
    storages["default"].save("images/kopf.jpg", ContentFile(b"an image of the editors"))
    archive, other = tmp_path / "town.tar.zst", bucket.another()

    whole.back_up(archive, progress=lambda text: None)
    env = {
        **os.environ,
        **other.environment(),
        "DATA_DIR": str(tmp_path / "second"),
        "DJANGO_SETTINGS_MODULE": "nahdran.project.settings.base",
    }
    command = [sys.executable, "-m", "nahdran.project.command", "restore", str(archive), "--into", second_database]
    result = subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stderr
    assert other.content() == bucket.content()
    for key in bucket.content():
        first, second = (
            bucket.client.get_object(Bucket=name, Key=key)["Body"].read() for name in (bucket.name, other.name)
        )
        assert first == second
    with psycopg.connect(second_database) as restored:
        assert restored.execute("SELECT sha256 FROM files_storedfile").fetchall() == [(file.sha256,)]
