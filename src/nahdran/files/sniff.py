# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a file is, by its own bytes. Neither its name nor what the browser says about it is asked.

Called by ``operations.ingest``. Nothing is decoded here.
"""

import io
import zipfile

JPEG, PNG, GIF, WEBP, HEIF, PDF = "JPEG", "PNG", "GIF", "WEBP", "HEIF", "PDF"
IMAGES = frozenset({JPEG, PNG, GIF, WEBP, HEIF})

_STARTS = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"GIF87a", GIF), (b"GIF89a", GIF), (b"%PDF-", PDF))
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"})


def format_of(data: bytes) -> str | None:
    """The format, or None for everything that is not taken (SVG, HTML, archives, programs ...)."""
    for start, name in _STARTS:
        if data.startswith(start):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return HEIF
    return None


def is_whole_pdf(data: bytes) -> bool:
    """Whether a PDF starts and ends as one and is not an archive or a page at the same time.

    Nothing but white space may follow the end mark, so nothing can be carried behind it.
    """
    end = data.rstrip(b"\x00\t\n\x0c\r ")
    if not end.endswith(b"%%EOF") or b"startxref" not in end[-2048:]:
        return False
    return not zipfile.is_zipfile(io.BytesIO(data))
