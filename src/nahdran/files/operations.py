# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of stored files: take in, keep until, throw away. Other apps call these; nobody writes StoredFile rows or bytes elsewhere."""

import errno
import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Protocol

import structlog
from django.db import transaction

from nahdran.files import storage
from nahdran.files.enums import Kind, Scan, Variant
from nahdran.files.imaging.decode import read_picture
from nahdran.files.imaging.encode import Renderings, render
from nahdran.files.imaging.position import Position
from nahdran.files.models import StoredFile
from nahdran.files.rules import PHOTO, Limits, limits_for
from nahdran.files.scanning.base import Infected, ScannerUnavailable
from nahdran.files.scanning.registry import active_scanner
from nahdran.files.sniff import IMAGES, PDF, format_of, is_whole_pdf
from nahdran.files.texts import UnableToStore
from nahdran.kit.text import clean_line

logger = structlog.get_logger(__name__)


class Upload(Protocol):
    """What Django calls an uploaded file; any open binary file will do."""

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Ingested:
    """``position`` is ``(lon, lat)`` from the photo if it is plausible; whether it lies in the town is for the caller to decide."""

    file: StoredFile
    position: Position | None


def ingest(*, upload: Upload, purpose: str = PHOTO, keep_until: datetime | None = None) -> Ingested:
    """Check an upload and keep what is safe of it: an image as three new JPEG files, a PDF as it is. The original image is never stored.

    Scans for viruses if a scanner is configured, writes the bytes, then the row. Raises UnableToStore; then nothing is left behind.
    With ``keep_until`` the file deletes itself after that moment unless ``keep`` is called.
    """
    limits = limits_for(purpose)
    data = _read(upload, limits)
    kind_of_data = _accepted_format(data, limits)
    scan = _scan(data)
    name = _clean_name(getattr(upload, "name", "") or "")
    if kind_of_data == PDF:
        checksum = hashlib.sha256(data).hexdigest()
        row = StoredFile(
            kind=Kind.DOCUMENT,
            media_type="application/pdf",
            name=f"{name or 'Dokument'}.pdf",
            sha256=checksum,
            size=len(data),
        )
        _store(row, {Variant.DOCUMENT: data}, purpose=purpose, scan=scan, keep_until=keep_until)
        return Ingested(file=row, position=None)
    picture = read_picture(data, format=kind_of_data, limits=limits)
    row, renderings = _image_row(render(picture.image), name)
    _store(row, renderings.data, purpose=purpose, scan=scan, keep_until=keep_until)
    return Ingested(file=row, position=picture.position)


def keep_renderings(renderings: Renderings, *, name: str, purpose: str, scan: str) -> StoredFile:
    """Store a picture that was made in the house from one that was taken in. Raises UnableToStore."""
    row, made = _image_row(renderings, PurePosixPath(name).stem)
    _store(row, made.data, purpose=purpose, scan=Scan(scan), keep_until=None)
    return row


def keep(*, file: StoredFile, until: datetime | None = None) -> None:
    """Set how long a file stays: until a moment, or (None) as long as the object it belongs to."""
    file.keep_until = until
    file.save(update_fields=["keep_until"])


@transaction.atomic
def discard(file: StoredFile) -> None:
    """Delete the row now and, after commit, its bytes if no other row needs them."""
    sha256 = file.sha256
    file.delete()
    transaction.on_commit(partial(remove_unused, sha256))


def shares_bytes(file: StoredFile) -> bool:
    """Whether another file consists of the same bytes; then they stay when this one goes."""
    return StoredFile.objects.filter(sha256=file.sha256).exclude(pk=file.pk).exists()


@transaction.atomic
def remove_unused(sha256: str) -> bool:
    """Remove bytes that no row points to. True if they are gone."""
    if not storage.try_lock(sha256):
        return False  # somebody is storing the same bytes right now
    if StoredFile.objects.filter(sha256=sha256).exists():
        return False
    try:
        storage.remove(sha256)
    except Exception:  # whatever the storage of this deployment raises; the orphan sweep tries again
        logger.exception("files.bytes_not_removed")
        return False
    return True


def _read(upload: Upload, limits: Limits) -> bytes:
    data = upload.read(limits.max_bytes + 1)
    if not data:
        raise UnableToStore("empty")
    if len(data) > limits.max_bytes:
        raise UnableToStore("too_large", limit=limits.megabytes)
    return data


def _accepted_format(data: bytes, limits: Limits) -> str:
    found = format_of(data)
    if found in IMAGES:
        return str(found)
    if found == PDF and limits.documents:
        if not is_whole_pdf(data):
            raise UnableToStore("damaged")
        return PDF
    raise UnableToStore("not_a_document" if limits.documents else "not_a_photo")


def _scan(data: bytes) -> Scan:
    try:
        return active_scanner().scan(data)
    except Infected as finding:
        logger.warning("files.infected_upload_refused", finding=str(finding))
        raise UnableToStore("infected") from finding
    except ScannerUnavailable as error:
        logger.exception("files.scanner_unavailable")
        raise UnableToStore("scanner_unreachable") from error


def _clean_name(name: str) -> str:
    """The name without folders and ending, fit for a list and for a download."""
    stem = PurePosixPath(clean_line(name).replace("\\", "/")).stem
    return "".join(sign for sign in stem if sign not in '<>:"|?*/').strip(" .")[:100]


def _image_row(renderings: Renderings, name: str) -> tuple[StoredFile, Renderings]:
    large = renderings.data[Variant.LARGE]
    row = StoredFile(
        kind=Kind.IMAGE,
        media_type="image/jpeg",
        name=f"{name or 'Bild'}.jpg",
        sha256=hashlib.sha256(large).hexdigest(),
        size=len(large),
        width=renderings.width,
        height=renderings.height,
    )
    return row, renderings


def _store(
    row: StoredFile, renderings: dict[Variant, bytes], *, purpose: str, scan: Scan, keep_until: datetime | None
) -> None:
    row.purpose, row.scan, row.keep_until = purpose, scan, keep_until
    with transaction.atomic():
        storage.lock(row.sha256)
        try:
            storage.write(row.sha256, renderings)
        except OSError as error:
            full = error.errno in {errno.ENOSPC, errno.EDQUOT}
            logger.exception("files.storage_full" if full else "files.storage_unavailable")
            raise UnableToStore("storage_full" if full else "storage_unavailable") from error
        except Exception as error:
            # An object store raises errors of its own client library, which is not known here.
            logger.exception("files.storage_unavailable")
            raise UnableToStore("storage_unavailable") from error
        row.save(force_insert=True)
