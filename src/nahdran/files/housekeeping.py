# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What nobody needs any more: files past their time, and bytes without a row (from a transaction that never committed, or a dead process).

Called by the periodic tasks of this app; safe to run at any time and as often as one likes.
"""

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

import structlog
from django.db.models import ProtectedError

from nahdran.files import storage
from nahdran.files.operations import discard, remove_unused
from nahdran.files.queries import known_checksums, past_their_time

logger = structlog.get_logger(__name__)

# Longer than any request or task can take: bytes younger than this may belong to a transaction that is still running.
ORPHAN_AGE = timedelta(hours=24)
_FOLDER = 5  # "ab/cd": the checksums of one folder are looked up at once


def discard_expired(now: datetime) -> int:
    """Discard what is past its ``keep_until``. A file that something still points to stays and is reported. Returns how many are gone."""
    gone = 0
    for file in past_their_time(now).iterator(chunk_size=200):
        try:
            discard(file)
            gone += 1
        except ProtectedError:
            logger.warning("files.expired_but_in_use", file=str(file.pk))
    return gone


def sweep_orphans(now: datetime) -> int:
    """Remove stored bytes without a row that are older than a day. Returns how many were removed."""
    removed = 0
    for _folder, paths in groupby(storage.everything(), key=lambda item: item[1][:_FOLDER]):
        removed += _sweep_folder(list(paths), now)
    return removed


def _sweep_folder(paths: list[tuple[str, str]], now: datetime) -> int:
    old = set(_older(paths, now - ORPHAN_AGE))
    unfinished = [path for sha256, path in old if not sha256]
    for path in unfinished:
        storage.store().delete(path)
    candidates = {sha256 for sha256, _path in old if sha256}
    orphans = candidates - known_checksums(candidates) if candidates else set()
    return sum(remove_unused(sha256) for sha256 in orphans) + len(unfinished)


def _older(paths: list[tuple[str, str]], moment: datetime) -> Iterator[tuple[str, str]]:
    for sha256, path in paths:
        with contextlib.suppress(FileNotFoundError):  # somebody else removed it meanwhile
            if storage.store().get_modified_time(path) < moment:
                yield sha256, path
