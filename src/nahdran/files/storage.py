# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the bytes lie: addressed by their SHA-256, in a folder or in S3. Called by operations, responses and tasks of this app only.

A path is ``ab/cd/<sha256>.<variant>.<ending>``. All renderings of an image carry the checksum of its large one.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import connection

from nahdran.files.enums import Variant

ENDINGS = {Variant.LARGE: "jpg", Variant.MEDIUM: "jpg", Variant.THUMB: "jpg", Variant.DOCUMENT: "pdf"}
# First half of the advisory lock's key, so that no other app's lock is ever meant.
LOCK_SPACE = 0x66696C65


class AtomicFileStorage(FileSystemStorage):
    """A folder in which a file is either whole or not there: written beside its place, flushed to the disk, then moved."""

    def _save(self, name: str, content: File) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as out:
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            Path(temporary).replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise
        return name


def store() -> Storage:
    return storages["files"]


def path_of(sha256: str, variant: Variant) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}.{variant.value}.{ENDINGS[variant]}"


def write(sha256: str, renderings: dict[Variant, bytes]) -> None:
    """Put the renderings where they belong, all or none of them. Bytes that are there already are not written again."""
    place = store()
    written: list[str] = []
    try:
        for variant, data in renderings.items():
            path = path_of(sha256, variant)
            if not place.exists(path):
                place.save(path, ContentFile(data))
                written.append(path)
    except BaseException:
        for path in written:
            with contextlib.suppress(
                Exception
            ):  # the first error is the one to report; the sweep takes what stays behind
                place.delete(path)
        raise


def open_bytes(sha256: str, variant: Variant) -> IO[bytes]:
    return store().open(path_of(sha256, variant), "rb")


def remove(sha256: str) -> None:
    place = store()
    for variant in Variant:
        place.delete(path_of(sha256, variant))


def lock(sha256: str) -> None:
    """Hold these bytes until the transaction ends: nobody adds a row for them or removes them meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, _lock_key(sha256)])


def try_lock(sha256: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK_SPACE, _lock_key(sha256)])
        return bool(cursor.fetchone()[0])


def _lock_key(sha256: str) -> int:
    return int.from_bytes(bytes.fromhex(sha256[:8]), "big", signed=True)


def everything() -> Iterator[tuple[str, str]]:
    """All stored paths as ``(sha256, path)``, folder by folder. What has no checksum as its name is left out (and alone)."""
    place = store()
    for first in _folders(place, ""):
        for second in _folders(place, first):
            folder = f"{first}/{second}"
            for name in sorted(place.listdir(folder)[1]):
                sha256 = name.split(".")[0]
                if len(sha256) == 64 or name.startswith(".part-"):
                    yield sha256, f"{folder}/{name}"


def _folders(place: Storage, folder: str) -> list[str]:
    try:
        return sorted(name for name in place.listdir(folder)[0] if len(name) == 2)
    except FileNotFoundError:
        return []
