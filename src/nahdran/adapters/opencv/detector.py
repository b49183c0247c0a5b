# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Starts ``look`` for one picture in a process of its own, so that time and memory have an end and a crash stays there.

OpenCV itself is never loaded into a process of ours.
"""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahdran.files.detecting.base import DetectionFailed, Detector, Spot

LARGEST = 10_000_000
_LOOK = Path(__file__).with_name("look.py")


class OpenCv(Detector):
    key: ClassVar[str] = "opencv"
    label = _("OpenCV")

    def find(self, jpeg: bytes) -> list[Spot]:
        if len(jpeg) > LARGEST:
            raise DetectionFailed("too_large")
        return [Spot(**spot) for spot in self._run(jpeg)["spots"]]

    def check_config(self) -> list[str]:
        if find_spec("cv2") is None:
            return [
                gettext(
                    "OpenCV ist nicht installiert. Bitte das Paket opencv-python-headless (Version 4) einspielen oder FILES_DETECTOR=none setzen."
                )
            ]
        try:
            missing = self._run(b"")["missing"]
        except DetectionFailed:
            return [gettext("OpenCV lässt sich nicht starten. Solange werden Fotos nicht durchsucht.")]
        if missing:
            sentence = gettext("Dieser Fassung von OpenCV fehlen Dateien (%(names)s). Bitte Version 4 einspielen.")
            return [sentence % {"names": ", ".join(missing)}]
        return []

    def _run(self, data: bytes) -> dict[str, Any]:
        try:
            done = subprocess.run(  # noqa: S603  our own script with our own bytes
                [sys.executable, "-I", str(_LOOK)],
                input=data,
                capture_output=True,
                timeout=settings.FILES_DETECTOR_TIMEOUT,
                check=True,
            )
            found: dict[str, Any] = json.loads(done.stdout)
        except subprocess.TimeoutExpired as error:
            raise DetectionFailed("timeout") from error
        except (subprocess.CalledProcessError, OSError, ValueError) as error:
            raise DetectionFailed("failed") from error
        return found
