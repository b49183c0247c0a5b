# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The known detectors by key and the one that ``FILES_DETECTOR`` names."""

from django.conf import settings

from nahdran.files.detecting.base import Detector, NoDetector
from nahdran.kit.registry import Registry

detectors: Registry[Detector] = Registry("detectors")
detectors.register(NoDetector.key, NoDetector())


def active_detector() -> Detector:
    return detectors.get(settings.FILES_DETECTOR)
