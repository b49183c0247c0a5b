# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of the OpenCV adapter: it offers itself to the port of ``files``; ``FILES_DETECTOR`` chooses it."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability


class OpenCvAdapter(Capability):
    name = "nahdran.adapters.opencv"
    label = "adapter_opencv"
    verbose_name = _("Erkennung mit OpenCV")

    def ready(self) -> None:
        super().ready()
        from nahdran.adapters.opencv.detector import OpenCv
        from nahdran.files.detecting.registry import detectors

        detectors.register(OpenCv.key, OpenCv())
