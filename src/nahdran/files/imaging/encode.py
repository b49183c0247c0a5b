# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a picture to the three renderings that are stored: progressive JPEG in sRGB, and nothing in it but the picture."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from nahdran.files.enums import Variant

MEDIUM_SIDE = 960
THUMB_SIDE = 320
QUALITY = {Variant.LARGE: 84, Variant.MEDIUM: 82, Variant.THUMB: 80}


@dataclass(frozen=True, slots=True)
class Renderings:
    """``data`` by variant; ``width`` and ``height`` are those of the large one."""

    data: dict[Variant, bytes]
    width: int
    height: int


def render(picture: Image.Image) -> Renderings:
    """The renderings of an upright RGB picture. Nothing is ever enlarged."""
    medium = picture.copy()
    medium.thumbnail((MEDIUM_SIDE, MEDIUM_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    side = min(THUMB_SIDE, *picture.size)
    thumb = ImageOps.fit(medium, (min(side, *medium.size),) * 2, Image.Resampling.LANCZOS)
    images = {Variant.LARGE: picture, Variant.MEDIUM: medium, Variant.THUMB: thumb}
    return Renderings(
        data={variant: _jpeg(image, QUALITY[variant]) for variant, image in images.items()},
        width=picture.width,
        height=picture.height,
    )


def _jpeg(image: Image.Image, quality: int) -> bytes:
    # Pillow writes a comment that it once read; an image without ``info`` has none.
    image.info = {}
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, progressive=True, optimize=True, subsampling="4:2:0")
    return out.getvalue()
