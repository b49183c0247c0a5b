# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where stored files lie (a folder, or S3 by configuration), how large they may be and who scans them."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from environs import Env

env = Env()

FILES_PHOTO_MAX_BYTES = env.int("FILES_PHOTO_MAX_MB", 20) * 1_000_000
FILES_DOCUMENT_MAX_BYTES = env.int("FILES_DOCUMENT_MAX_MB", 20) * 1_000_000
FILES_MAX_PIXELS = env.int("FILES_MAX_MEGAPIXELS", 64) * 1_000_000
# How many photos one process decodes at once; each takes up to half a gigabyte for a moment at the largest size.
FILES_DECODE_AT_ONCE = env.int("FILES_DECODE_AT_ONCE", 2)

# Naming a clamd switches the scan on; then nothing is taken in without its verdict.
CLAMD_SOCKET = env.str("CLAMD_SOCKET", "")
CLAMD_HOST = env.str("CLAMD_HOST", "")
CLAMD_PORT = env.int("CLAMD_PORT", 3310)
CLAMD_TIMEOUT = env.float("CLAMD_TIMEOUT", 20.0)
FILES_SCANNER = "clamd" if CLAMD_SOCKET or CLAMD_HOST else "none"

# Looks for faces and plates in new photos where the town has switched that on; "none" where OpenCV is not installed (extra "detection").
FILES_DETECTOR = env.str("FILES_DETECTOR", "opencv" if find_spec("cv2") else "none")
FILES_DETECTOR_TIMEOUT = env.float("FILES_DETECTOR_TIMEOUT", 30.0)


def file_storages(media_root: Path) -> dict[str, Any]:
    """The storages ``default`` (editorial media) and ``files`` (what people hand in, under ``stored``)."""
    if bucket := env.str("S3_BUCKET", ""):
        options = {
            "bucket_name": bucket,
            "endpoint_url": env.str("S3_ENDPOINT", "") or None,
            "region_name": env.str("S3_REGION", "") or None,
            "access_key": env.str("S3_ACCESS_KEY", "") or None,
            "secret_key": env.str("S3_SECRET_KEY", "") or None,
            "default_acl": None,
        }
        backend = "storages.backends.s3.S3Storage"
        return {
            "default": {"BACKEND": backend, "OPTIONS": {**options, "file_overwrite": False}},
            "files": {"BACKEND": backend, "OPTIONS": {**options, "location": "stored", "file_overwrite": True}},
        }
    return {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "files": {
            "BACKEND": "nahdran.files.storage.AtomicFileStorage",
            "OPTIONS": {"location": str(media_root / "stored"), "allow_overwrite": True},
        },
    }
