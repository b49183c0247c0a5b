# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""An archive (ZIP) that somebody uploads: looked at before anything is unpacked, and read entry by entry. Names are only compared, never written to."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

MAX_BYTES = 60_000_000
MAX_ENTRIES = 5_000
# All of it unpacked, and one photo.
MAX_UNPACKED = 600_000_000
MAX_PHOTO = 25_000_000
MAX_PHOTOS_OF_ROW = 5
_SEPARATORS = str.maketrans({";": "\n", "|": "\n", ",": "\n"})
_HIDDEN = ("__macosx/", ".")


class UnableToOpen(Exception):
    """The archive cannot be used; the sentence says what to do."""


def names_in(cell: str) -> tuple[str, ...]:
    """The names of photos in a cell: file names or addresses, several with a comma, semicolon or line between them."""
    found = dict.fromkeys(plain_name(part) for part in cell.translate(_SEPARATORS).splitlines())
    return tuple(name for name in found if name)[:MAX_PHOTOS_OF_ROW]


def plain_name(text: str) -> str:
    """Without folders, host and question mark, in lower case; so an address and a file in an archive meet."""
    path = unquote(urlsplit(text.strip()).path) if "://" in text else text.strip()
    return PurePosixPath(path.replace("\\", "/")).name.lower()[:120]


def check(data: bytes) -> int:
    """How many files it holds. Raises UnableToOpen."""
    if len(data) > MAX_BYTES:
        raise UnableToOpen(_("Das Archiv ist größer als 60 MB. Bitte teilen Sie es auf: Sie können mehrere hochladen."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = _files(archive)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnableToOpen(_("Das ist kein lesbares ZIP-Archiv.")) from error
    if not entries:
        raise UnableToOpen(_("Im Archiv ist keine Datei."))
    if len(entries) > MAX_ENTRIES:
        raise UnableToOpen(_("Im Archiv sind mehr als 5.000 Dateien. Bitte teilen Sie es auf."))
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnableToOpen(_("Das Archiv hat ein Passwort. Bitte packen Sie es ohne."))
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnableToOpen(_("Das Archiv ist ausgepackt zu groß. Bitte teilen Sie es auf."))
    return len(entries)


def photos(data: bytes, *, behind: int = 0) -> Iterator[tuple[str, bytes | None]]:
    """Name and bytes of each file, without the first ``behind``. None where it is too large, whatever its head says, or damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in _files(archive)[behind:]:
            yield plain_name(entry.filename), _read(archive, entry)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    try:
        with archive.open(entry) as file:
            found = file.read(MAX_PHOTO + 1)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return None
    return found if len(found) <= MAX_PHOTO else None


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Without folders and without what computers put beside pictures."""
    return [
        entry
        for entry in archive.infolist()
        if not entry.is_dir()
        and not entry.filename.lower().startswith(_HIDDEN)
        and plain_name(entry.filename)[:1] != "."
    ]
