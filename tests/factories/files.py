# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Uploads for tests: pictures with and without metadata, a PDF, and what is neither."""

import io
import os
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

# Real photos of phones and cameras; where they are not at hand, the same cases are drawn.
PHOTOS = Path(os.environ.get("NAHDRAN_PHOTOS", Path(__file__).resolve().parents[3] / "shared" / "data" / "photos"))


def upload(data: bytes, name: str = "foto.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type=content_type)


def corners(width: int = 400, height: int = 300) -> Image.Image:
    """A picture whose upper left quarter is red, upper right green, lower left blue, lower right yellow."""
    image = Image.new("RGB", (width, height), "yellow")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2, height // 2), fill="red")
    draw.rectangle((width // 2, 0, width, height // 2), fill="lime")
    draw.rectangle((0, height // 2, width // 2, height), fill="blue")
    return image


def exif_with(
    *, orientation: int = 1, lat: tuple | None = None, lon: tuple | None = None, refs: str = "NE"
) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRET-MAKER"
    exif[0x013B] = "SECRET-ARTIST"
    if lat is not None and lon is not None:
        exif[0x8825] = {1: refs[0], 2: lat, 3: refs[1], 4: lon}
    return exif


def encoded(image: Image.Image | None = None, format: str = "JPEG", **options: Any) -> bytes:  # noqa: A002
    out = io.BytesIO()
    (image or corners()).save(out, format, **options)
    return out.getvalue()


def pdf(body: bytes = b"") -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        + body
        + b"\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    )


def jpeg_segments(data: bytes) -> list[int]:
    """The markers of a JPEG in order; fails if anything stands behind the end mark."""
    markers, at = [0xD8], 2
    while at < len(data):
        assert data[at] == 0xFF, f"no marker at {at}"
        marker = data[at + 1]
        markers.append(marker)
        if marker == 0xD9:
            assert at + 2 == len(data), "bytes behind the end of the image"
            return markers
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            while not (data[at] == 0xFF and data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7):
                at += 1
    raise AssertionError("no end mark")
