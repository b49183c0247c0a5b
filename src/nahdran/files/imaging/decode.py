# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""From untrusted bytes to an upright RGB picture of at most 2048 pixels a side.

Size and kind are judged by the header before a single pixel is decoded. Only the first frame of an animation is read. What leaves this
module is pixels: no metadata of the upload comes with them.
"""

import io
import threading
import warnings
from dataclasses import dataclass

from django.conf import settings
from PIL import Image, ImageCms
from PIL.ExifTags import Base
from pillow_heif import register_heif_opener

from nahdran.files.imaging.position import Position, position_of
from nahdran.files.rules import Limits
from nahdran.files.sniff import JPEG
from nahdran.files.texts import UnableToStore

register_heif_opener()
# Pillow only warns about the smaller bombs; here and for every other user of Pillow in this process the warning is a refusal.
warnings.simplefilter("error", Image.DecompressionBombWarning)

LONGEST_SIDE = 2048
# A JPEG may come in many passes over the whole picture; real ones have about ten, a bomb has thousands.
MAX_JPEG_SCANS = 120
_SRGB = ImageCms.createProfile("sRGB")
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# A decoded photo takes hundreds of megabytes for a moment: not more than a few at once, whatever the number of threads.
_decoding = threading.BoundedSemaphore(settings.FILES_DECODE_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Picture:
    image: Image.Image
    position: Position | None


def read_picture(data: bytes, *, format: str, limits: Limits) -> Picture:  # noqa: A002  the field's word
    """Decode, turn upright, flatten, shrink, convert to sRGB. Raises UnableToStore, whatever the bytes are."""
    if format == JPEG and data.count(b"\xff\xda") > MAX_JPEG_SCANS:
        raise UnableToStore("damaged")
    try:
        with _decoding, Image.open(io.BytesIO(data), formats=[format]) as image:
            _refuse_bomb(image, limits)
            return Picture(position=position_of(image), image=_upright(image))
    except UnableToStore:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnableToStore("too_many_pixels", limit=limits.megapixels) from error
    except Exception as error:
        # Decoders raise almost anything on hostile bytes (OSError, SyntaxError, struct.error, MemoryError ...): all of it means unreadable.
        raise UnableToStore("damaged") from error


def _refuse_bomb(image: Image.Image, limits: Limits) -> None:
    if image.width * image.height > limits.max_pixels:
        raise UnableToStore("too_many_pixels", limit=limits.megapixels)


def _upright(image: Image.Image) -> Image.Image:
    orientation = _orientation(image)
    profile = image.info.get("icc_profile")
    # A large JPEG is decoded at a half or a quarter of its size, where that is enough.
    image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    image.load()
    picture = _resizable(image)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    picture = _srgb(_on_white(picture), profile)
    if orientation in _TURNS:
        picture = picture.transpose(_TURNS[orientation])
    return picture


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(Base.Orientation, 1))
    except Exception:  # noqa: BLE001  a broken EXIF block says nothing about the picture
        return 1


def _resizable(image: Image.Image) -> Image.Image:
    """In a mode that can be scaled. Only unusual images are copied here, because at full size a copy is dear."""
    if image.mode in {"RGB", "RGBA", "L", "LA", "CMYK"} and "transparency" not in image.info:
        return image
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256).convert("L")
    return image.convert("RGBA")


def _on_white(picture: Image.Image) -> Image.Image:
    """What was transparent becomes white."""
    if picture.mode not in {"RGBA", "LA"}:
        return picture
    coloured = picture.convert("RGBA")
    ground = Image.new("RGB", coloured.size, "white")
    ground.paste(coloured, mask=coloured.getchannel("A"))
    return ground


def _srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB, so that the colours stay right when the profile is gone."""
    if profile and picture.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None  # a broken profile is no profile
        if converted is not None:
            return converted
    return picture.convert("RGB")
