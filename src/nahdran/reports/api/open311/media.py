# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos of a posted report: as files, as base64 in a field, or as addresses to fetch. All of them end in ``files.operations.ingest``,
which keeps a new picture without any of the data that cameras put into theirs.
"""

import base64
import binascii
import io
import re
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from nahdran.files.models import StoredFile
from nahdran.files.operations import discard, ingest
from nahdran.files.texts import UnableToStore
from nahdran.kit import clock
from nahdran.kit.outbound import Forbidden, Unreachable, fetch
from nahdran.reports.api.open311.door import Call
from nahdran.reports.api.open311.problems import Problems, Refusal, refuse
from nahdran.reports.rules import MAX_PHOTOS

# For all addresses of one report together; a client waits for our answer meanwhile.
FETCH_SECONDS = 8.0
_WAIT = timedelta(days=1)
_FIELDS = ("media", "media[]")
_URL_FIELDS = ("media_url", "media_url[]")
_DATA_URL = re.compile(r"^data:[\w.+-]+/[\w.+-]+;base64,", re.IGNORECASE)


@dataclass
class Media:
    """``uploads`` are open files, ``urls`` addresses that were not called yet."""

    uploads: list[Any] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.uploads and not self.urls


def read_media(call: Call, problems: Problems) -> Media:
    """What the form carries, checked for number and shape."""
    media = Media(uploads=list(call.uploads.files))
    for name in _FIELDS:
        for text in call.data.getlist(name):
            if text.strip():
                media.uploads += _decoded(text, problems)
    for name in _URL_FIELDS:
        media.urls += [url.strip() for url in call.data.getlist(name) if url.strip()]
    if any(not _is_web_address(url) for url in media.urls):
        problems.invalid("media_url", _("Bitte eine Adresse mit http oder https."))
    if len(media.uploads) + len(media.urls) > MAX_PHOTOS:
        problems.invalid("media", _("Höchstens %(limit)d Fotos.") % {"limit": MAX_PHOTOS})
    return media


def take_media(media: Media, *, required: bool) -> tuple[list[StoredFile], list[str]]:
    """Store the photos. Returns them, and sentences about addresses from which none came: a report is worth more than its picture.

    A file that is no photo, and an address inside our own network, are refused, and then nothing is left behind.
    """
    files: list[StoredFile] = []
    notes: list[str] = []
    try:
        _take(media, files, notes)
    except BaseException:
        discard_all(files)
        raise
    if required and not files:
        raise refuse(400, f"media_url invalid: {' '.join(notes)}")
    return files, notes


def _take(media: Media, files: list[StoredFile], notes: list[str]) -> None:
    """Adds to ``files`` one by one, so that the caller can throw away what is there when a later one is refused."""
    for upload in media.uploads:
        files += [_stored(upload, "media")]
    ends = time.monotonic() + FETCH_SECONDS
    for url in media.urls:
        try:
            files.append(_fetched(url, ends))
        except (Unreachable, _NoPhoto):
            notes.append(_("Das Bild von %(host)s konnte nicht geladen werden.") % {"host": urlsplit(url).hostname})


def discard_all(files: list[StoredFile]) -> None:
    for file in files:
        discard(file)


class _NoPhoto(Exception):
    """Something came from an address, and it was no photo."""


def _decoded(text: str, problems: Problems) -> list[Any]:
    plain = re.sub(r"\s+", "", _DATA_URL.sub("", text.strip()))
    try:
        return [io.BytesIO(base64.b64decode(plain, validate=True))]
    except (binascii.Error, ValueError):
        problems.invalid("media", _("Das ist kein Bild als base64. Dateien bitte als multipart/form-data schicken."))
        return []


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(url) <= 2000


def _stored(upload: Any, name: str) -> StoredFile:
    try:
        return ingest(upload=upload, keep_until=clock.now() + _WAIT).file
    except UnableToStore as problem:
        status = 503 if problem.status >= 500 else 400
        raise refuse(status, f"{name} invalid: {problem.message}") from problem


def _fetched(url: str, ends: float) -> StoredFile:
    left = ends - time.monotonic()
    if left <= 0:
        raise Unreachable("the time for photos is over")
    try:
        reply = fetch(url, max_bytes=settings.FILES_PHOTO_MAX_BYTES, seconds=left)
    except Forbidden as error:
        raise refuse(400, _("media_url invalid: Diese Adresse rufen wir nicht auf.")) from error
    if reply.status != 200:
        raise _NoPhoto
    try:
        return _stored(io.BytesIO(reply.body), "media_url")
    except Refusal as problem:
        raise _NoPhoto from problem
