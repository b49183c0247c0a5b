# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The limits of what is taken in, from the settings, and which formats are taken for which purpose."""

from dataclasses import dataclass

from django.conf import settings

PHOTO = "photo"
DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Limits:
    max_bytes: int
    max_pixels: int
    documents: bool

    @property
    def megabytes(self) -> int:
        return self.max_bytes // 1_000_000

    @property
    def megapixels(self) -> int:
        return self.max_pixels // 1_000_000


def limits_for(purpose: str) -> Limits:
    """The limits of a purpose: ``photo`` takes images only, ``document`` takes PDF as well."""
    if purpose == PHOTO:
        return Limits(settings.FILES_PHOTO_MAX_BYTES, settings.FILES_MAX_PIXELS, documents=False)
    if purpose == DOCUMENT:
        return Limits(settings.FILES_DOCUMENT_MAX_BYTES, settings.FILES_MAX_PIXELS, documents=True)
    raise ValueError(f"Unknown purpose {purpose!r}. Known: {PHOTO}, {DOCUMENT}.")
