# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The known scanners by key and the one that ``FILES_SCANNER`` names."""

from django.conf import settings

from nahdran.files.scanning.base import NoScanner, Scanner
from nahdran.kit.registry import Registry

scanners: Registry[Scanner] = Registry("virus scanners")
scanners.register(NoScanner.key, NoScanner())


def active_scanner() -> Scanner:
    return scanners.get(settings.FILES_SCANNER)
