# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long it takes to take in a photo of 12 megapixels: check, decode, turn, shrink, write three renderings, row and bytes on the disk.

    python -m benchmarks.photos

Promised: at most 700 ms for a JPEG, which is what nearly every phone sends.
"""

import io
import statistics
import time

from django.core.files.base import ContentFile
from PIL import Image

from benchmarks.server import database

SIZE = (4000, 3000)
ROUNDS = 7


def main() -> None:
    with database():
        from nahdran.files.operations import discard, ingest

        for name, data in _photos().items():
            times, work = [], []
            for _ in range(ROUNDS):
                start, cpu = time.perf_counter(), time.process_time()
                taken = ingest(upload=ContentFile(data, name=f"photo.{name}"))
                times.append((time.perf_counter() - start) * 1000)
                work.append((time.process_time() - cpu) * 1000)
                discard(taken.file)
            figures = f"median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms, CPU {statistics.median(work):.0f} ms"
            print(f"{name}: {len(data) / 1e6:.1f} MB, {figures}")


def _photos() -> dict[str, bytes]:
    """The same picture, as restless as foliage, in every format; the JPEG stored sideways as a phone does it."""
    noise = Image.effect_noise((SIZE[0] // 4, SIZE[1] // 4), 60).resize(SIZE, Image.Resampling.BICUBIC)
    turned = [noise, noise.transpose(Image.Transpose.ROTATE_180), noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT)]
    picture = Image.merge("RGB", turned)
    sideways = Image.Exif()
    sideways[0x0112] = 6
    return {
        "jpeg": _encoded(picture, "JPEG", quality=88, exif=sideways.tobytes()),
        "heif": _encoded(picture, "HEIF", quality=70),
        "webp": _encoded(picture, "WEBP", quality=85),
        "png": _encoded(picture.resize((SIZE[0] // 2, SIZE[1] // 2)), "PNG"),
    }


def _encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


if __name__ == "__main__":
    main()
