# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One deployment into one archive and back: database, stored files, map tiles and, where it lies in the data folder, the secret key."""

import hmac
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db import connection

from nahdran import __version__
from nahdran.project.archive import container, dump

Progress = Callable[[str], None]
DATABASE = "database.dump"
# Alias of the storage and the folder in the archive. "files" lies inside of "default" on every kind of storage.
STORAGES = {"default": "media", "files": "files"}
NESTED = "stored"
FOLDERS = ("tiles",)
SECRET_KEY = "secret_key"  # noqa: S105  the name of a file


class NotEmpty(Exception):
    """The database to restore into holds something. The message says what to do."""


def back_up(target: Path, *, progress: Progress) -> int:
    """Write the archive and note that it was made; returns its size in bytes.

    The database is dumped first. A file is always written before its row, so every row of the dump finds its file.
    """
    manifest = container.Manifest(
        version=__version__, made_at=datetime.now(UTC).isoformat(timespec="seconds"), key_check=key_check()
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=target.parent, prefix=".nahdran-") as folder,
        container.create(target, manifest) as archive,
    ):
        progress("Datenbank sichern")
        database = Path(folder) / DATABASE
        dump.save(connection.get_connection_params(), database)
        _add(archive, DATABASE, database)
        progress("Dateien sichern")
        for alias, prefix in STORAGES.items():
            _add_storage(archive, storages[alias], prefix, skip=NESTED if alias == "default" else "")
        for path in _own_files():
            _add(archive, f"data/{path.relative_to(settings.DATA_DIR).as_posix()}", path)
    _note(target)
    return target.stat().st_size


def restore(source: Path, *, replace: bool, progress: Progress) -> container.Manifest:
    """Bring back what the archive holds. Everything is checked before anything is changed."""
    if not replace and _has_tables():
        raise NotEmpty("Die Datenbank ist nicht leer. Mit --replace wird ihr Inhalt durch den des Archivs ersetzt.")
    data_dir = Path(settings.DATA_DIR)
    data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data_dir, prefix=".restore-") as folder:
        progress("Archiv prüfen")
        manifest = container.unpack(source, Path(folder))
        progress("Dateien zurückbringen")
        for alias, prefix in STORAGES.items():
            _restore_storage(storages[alias], Path(folder) / prefix)
        _restore_own(Path(folder) / "data", data_dir)
        progress("Datenbank zurückbringen")
        connection.close()
        dump.load(connection.get_connection_params(), Path(folder) / DATABASE, replace=replace)
    return manifest


def key_check() -> str:
    """Tells later whether the key is still the same, without telling the key."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"nahdran backup", "sha256").hex()[:32]


def _has_tables() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
        return bool(cursor.fetchone()[0])


def _own_files() -> Iterator[Path]:
    data_dir = Path(settings.DATA_DIR)
    for folder in FOLDERS:
        yield from sorted(path for path in (data_dir / folder).rglob("*") if path.is_file())
    key = data_dir / SECRET_KEY
    if key.exists() and not os.environ.get("SECRET_KEY"):
        yield key


def _add(archive: container.ArchiveWriter, name: str, path: Path) -> None:
    with path.open("rb") as content:
        archive.add(name, content, path.stat().st_size)


def _add_storage(archive: container.ArchiveWriter, storage: Storage, prefix: str, *, skip: str) -> None:
    for name in _walk(storage, "", skip=skip):
        try:
            with storage.open(name, "rb") as content:
                archive.add(f"{prefix}/{name}", content, storage.size(name))
        except FileNotFoundError:
            continue  # somebody had it deleted meanwhile, so nobody wants it back


def _walk(storage: Storage, folder: str, *, skip: str = "") -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        if not name.startswith(".part-"):
            yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        if name != skip:
            yield from _walk(storage, f"{folder}/{name}" if folder else name)


def _restore_storage(storage: Storage, folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            if storage.exists(name):
                storage.delete(name)
            with path.open("rb") as content:
                storage.save(name, File(content))


def _restore_own(folder: Path, data_dir: Path) -> None:
    for path in sorted(folder.rglob("*")):
        target = data_dir / path.relative_to(folder)
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
            target.chmod(0o600 if target.name == SECRET_KEY else 0o644)


def _note(target: Path) -> None:
    """For the check that looks how old the newest backup is."""
    note = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "file": str(target), "bytes": target.stat().st_size}
    (Path(settings.DATA_DIR) / "backup.json").write_text(json.dumps(note), encoding="utf-8")
