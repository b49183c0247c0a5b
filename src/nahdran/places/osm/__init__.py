# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""OpenStreetMap extracts: read, cut to the municipality, handed on as ``MapData``. Nothing here touches the database."""

from nahdran.places.osm.errors import UnableToReadExtract
from nahdran.places.osm.extract import read_extract

__all__ = ["UnableToReadExtract", "read_extract"]
