# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the bytes lie: whole or not at all, shared by equal uploads, gone when nobody needs them."""

import errno
import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from nahdran.files import housekeeping, storage
from nahdran.files.checks import check_scanner, check_storage
from nahdran.files.models import StoredFile
from nahdran.files.operations import discard, ingest, keep
from nahdran.files.texts import UnableToStore
from nahdran.kit import clock
from nahdran.kit.checks import Level
from tests.factories.files import corners, encoded, pdf, upload

pytestmark = pytest.mark.django_db(transaction=True)


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def make_old(folder: Path, hours: int = 25) -> None:
    past = clock.now().timestamp() - hours * 3600
    for path in files_in(folder):
        os.utime(path, (past, past))


def test_bytes_are_readable_by_the_service_alone(stored: Path) -> None:
    ingest(upload=upload(encoded()))
    assert len(files_in(stored)) == 3
    assert {path.stat().st_mode & 0o777 for path in files_in(stored)} == {0o600}


def test_equal_bytes_lie_there_once_and_stay_until_the_last_row_is_gone(stored: Path) -> None:
    first, second = (ingest(upload=upload(encoded())).file for _ in range(2))
    assert first.sha256 == second.sha256
    assert len(files_in(stored)) == 3
    discard(first)
    assert len(files_in(stored)) == 3
    discard(second)
    assert files_in(stored) == []


def test_discarding_takes_effect_only_with_its_transaction(stored: Path) -> None:
    file = ingest(upload=upload(encoded())).file
    with transaction.atomic():
        discard(file)
        transaction.set_rollback(True)
    assert StoredFile.objects.count() == 1
    assert len(files_in(stored)) == 3


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_nothing_half_written(stored: Path, monkeypatch, number: int) -> None:
    calls = []

    def full_after_the_first(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 1:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr("nahdran.files.storage.os.fsync", full_after_the_first)
    with pytest.raises(UnableToStore) as error:
        ingest(upload=upload(encoded()))
    assert (error.value.code, error.value.status) == ("storage_full", 507)
    assert "Speicherplatz" in error.value.message
    assert files_in(stored) == []
    assert not StoredFile.objects.exists()


def test_a_full_disk_does_not_take_the_bytes_of_an_equal_upload(stored: Path, monkeypatch) -> None:
    file = ingest(upload=upload(encoded())).file
    storage.store().delete(storage.path_of(file.sha256, file.variants[2]))
    monkeypatch.setattr(
        "nahdran.files.storage.os.fsync", lambda handle: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full"))
    )
    with pytest.raises(UnableToStore):
        ingest(upload=upload(encoded()))
    assert len(files_in(stored)) == 2


def test_a_storage_that_fails_in_its_own_way_is_unavailable(monkeypatch) -> None:
    class ClientError(Exception):
        pass

    monkeypatch.setattr(
        "nahdran.files.storage.AtomicFileStorage._save", lambda *args: (_ for _ in ()).throw(ClientError("S3"))
    )
    with pytest.raises(UnableToStore) as error:
        ingest(upload=upload(encoded()))
    assert (error.value.code, error.value.status) == ("storage_unavailable", 503)


def test_a_folder_that_cannot_be_written_is_unavailable(stored: Path) -> None:
    stored.write_text("in the way")
    with pytest.raises(UnableToStore) as error:
        ingest(upload=upload(encoded()))
    assert error.value.code == "storage_unavailable"
    assert check_storage().level == Level.ERROR


def test_doctor_is_content_with_a_storage_that_works(stored: Path) -> None:
    assert check_storage().level == Level.OK
    assert check_scanner().level == Level.OK
    assert files_in(stored) == []


def test_bytes_of_a_transaction_that_failed_are_swept_after_a_day(stored: Path) -> None:
    with transaction.atomic():
        ingest(upload=upload(encoded()))
        transaction.set_rollback(True)
    (stored / "ab" / "cd").mkdir(parents=True)
    (stored / "ab" / "cd" / ".part-x").write_bytes(b"half")
    kept = ingest(upload=upload(pdf()), purpose="document").file
    assert housekeeping.sweep_orphans(clock.now()) == 0
    make_old(stored)
    assert housekeeping.sweep_orphans(clock.now()) == 2
    assert [path.name for path in files_in(stored)] == [f"{kept.sha256}.document.pdf"]


def test_the_sweep_finds_nothing_in_an_empty_house() -> None:
    assert housekeeping.sweep_orphans(clock.now()) == 0


def test_the_sweep_leaves_alone_what_is_not_ours(stored: Path) -> None:
    (stored / "ab" / "cd").mkdir(parents=True)
    (stored / "ab" / "cd" / "readme.txt").write_text("note")
    make_old(stored)
    assert housekeeping.sweep_orphans(clock.now()) == 0


def test_a_file_past_its_time_deletes_itself(stored: Path) -> None:
    now = clock.now()
    gone = ingest(upload=upload(encoded()), keep_until=now - timedelta(minutes=1)).file
    later = ingest(upload=upload(encoded(corners(50, 50))), keep_until=now + timedelta(minutes=1)).file
    attached = ingest(upload=upload(encoded(corners(60, 60))), keep_until=now - timedelta(minutes=1)).file
    keep(file=attached)
    assert housekeeping.discard_expired(now) == 1
    assert set(StoredFile.objects.values_list("pk", flat=True)) == {later.pk, attached.pk}
    assert not any(gone.sha256 in path.name for path in files_in(stored))


def test_bytes_being_stored_at_this_moment_are_not_removed(stored: Path) -> None:
    """One transaction stores again what another has just discarded: the lock keeps the bytes."""
    first = ingest(upload=upload(encoded())).file
    held, done = threading.Event(), threading.Event()

    def store_again() -> None:
        try:
            with transaction.atomic():
                ingest(upload=upload(encoded()))
                held.set()
                done.wait(10)
        finally:
            connection.close()

    other = threading.Thread(target=store_again)
    other.start()
    assert held.wait(10)
    discard(first)
    done.set()
    other.join()
    assert len(files_in(stored)) == 3
    assert StoredFile.objects.count() == 1
