# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A stored picture with parts covered, as a new file beside the old one. Whoever holds the object decides what becomes of the old one.

In two steps, because the first takes a moment of computing and needs no lock: ``prepare``, then ``keep_prepared`` inside the caller's
transaction.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from nahdran.files import storage
from nahdran.files.enums import Variant
from nahdran.files.imaging.blocks import Block, cover
from nahdran.files.imaging.encode import Renderings, render
from nahdran.files.models import StoredFile
from nahdran.files.operations import keep_renderings


class PictureGone(Exception):
    """The bytes of the picture are not there (any longer): somebody else has replaced it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The new renderings of ``old``, not stored yet."""

    old: StoredFile
    renderings: Renderings


def prepare(*, file: StoredFile, blocks: Sequence[Block], turns: int = 0) -> Prepared:
    """Cover ``blocks`` in the largest rendering that is stored and make all renderings anew. Writes nothing. Raises PictureGone."""
    try:
        with storage.open_bytes(file.sha256, Variant.LARGE) as source:
            picture = Image.open(io.BytesIO(source.read()), formats=["JPEG"])
            picture.load()
    except FileNotFoundError as error:
        raise PictureGone from error
    return Prepared(old=file, renderings=render(cover(picture, blocks, turns)))


def keep_prepared(prepared: Prepared) -> StoredFile:
    """Store it as a file of its own, for the same purpose. Raises UnableToStore; then nothing is left behind."""
    old = prepared.old
    return keep_renderings(prepared.renderings, name=old.name, purpose=old.purpose, scan=old.scan)
