# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changes the town's geography: an import of real data, or the schematic towns of the demonstration."""

from nahdran.places.operations.imports import ImportResult, UnableToImport, import_osm, load_demo

__all__ = ["ImportResult", "UnableToImport", "import_osm", "load_demo"]
