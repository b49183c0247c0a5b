# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a photo was taken, read once from its EXIF block before the block is dropped for ever."""

import math
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD

Position = tuple[float, float]


def position_of(image: Image.Image) -> Position | None:
    """``(lon, lat)`` in WGS 84, or None if there is none or it cannot be true. Whether it lies in the town is the caller's question."""
    try:
        block = image.getexif().get_ifd(IFD.GPSInfo)
        lat = _degrees(block.get(GPS.GPSLatitude), block.get(GPS.GPSLatitudeRef), "S")
        lon = _degrees(block.get(GPS.GPSLongitude), block.get(GPS.GPSLongitudeRef), "W")
    except Exception:  # noqa: BLE001  EXIF is written by thousands of devices and by attackers; a position is only a proposal
        return None
    return (lon, lat) if is_plausible(lon, lat) else None


def is_plausible(lon: float, lat: float) -> bool:
    """Finite, on the globe, and not the 0,0 that devices write when they know nothing."""
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return False
    if abs(lon) > 180 or abs(lat) > 90:
        return False
    return abs(lon) > 0.001 or abs(lat) > 0.001


def _degrees(parts: Any, reference: Any, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in (*parts, 0, 0)[:3])
    value = degrees + minutes / 60 + seconds / 3600
    if isinstance(reference, bytes):
        reference = reference.decode("ascii")
    return -value if str(reference).strip("\x00 ").upper() == negative else value
