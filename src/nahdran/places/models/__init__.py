# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is stored about places. Filled by the import and the demonstration only; everyone else reads through ``queries``."""

from nahdran.places.models.address import Address, PlaceName, Street, StreetPoint
from nahdran.places.models.area import Area, District
from nahdran.places.models.course import Course
from nahdran.places.models.tileset import TileSet

__all__ = ["Address", "Area", "Course", "District", "PlaceName", "Street", "StreetPoint", "TileSet"]
