# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Run as a script: a JPEG on the input, what was found as JSON on the output. Without a picture it only says which cascades are missing.

Imports nothing of ours, so that it starts fast. Frontal faces, faces from both sides, plates; each search at a size at which they can be read.
"""

import json
import resource
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

MEMORY = 2_000_000_000
LONGEST = 1600
FACES = ("haarcascade_frontalface_alt2.xml", "haarcascade_profileface.xml")
PLATES = ("haarcascade_russian_plate_number.xml",)
# A little more than what was found: hair, chin, the edge of a plate.
MARGIN = 0.12


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    cv2: Any = import_module("cv2")
    np: Any = import_module("numpy")

    cv2.setNumThreads(1)
    folder = Path(cv2.data.haarcascades)
    missing = [name for name in (*FACES, *PLATES) if not (folder / name).is_file()]
    data = sys.stdin.buffer.read()
    spots = [] if missing or not data else _spots(cv2, folder, np.frombuffer(data, np.uint8))
    json.dump({"missing": missing, "spots": spots}, sys.stdout)


def _spots(cv2: Any, folder: Path, data: Any) -> list[dict[str, Any]]:
    grey = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
    if grey is None:
        raise SystemExit(2)
    height, width = grey.shape
    scale = min(1.0, LONGEST / max(width, height))
    # The contrast stays as it is: evened out, small faces were missed and walls taken for faces.
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = []
    for kind, names, least in (("face", FACES, (24, 24)), ("plate", PLATES, (48, 14))):
        for name in names:
            cascade = cv2.CascadeClassifier(str(folder / name))
            hits = cascade.detectMultiScale(small, scaleFactor=1.1, minNeighbors=5, minSize=least)
            found += [(kind, *map(int, hit)) for hit in hits]
            if "profile" in name:
                # The cascade knows one side only.
                hits = cascade.detectMultiScale(cv2.flip(small, 1), scaleFactor=1.1, minNeighbors=5, minSize=least)
                found += [(kind, small.shape[1] - int(x) - int(w), int(y), int(w), int(h)) for x, y, w, h in hits]
    return [_whole(spot, scale, width, height) for spot in _apart(found)]


def _apart(found: list[Any]) -> list[Any]:
    """Without what two searches have found at the same place; the larger one stays."""
    kept: list[Any] = []
    for spot in sorted(found, key=lambda one: -one[3] * one[4]):
        if not any(spot[0] == other[0] and _inside(spot, other) for other in kept):
            kept.append(spot)
    return kept


def _inside(spot: Any, other: Any) -> bool:
    """Whether the middle of one lies in the other."""
    x, y = spot[1] + spot[3] / 2, spot[2] + spot[4] / 2
    return bool(other[1] <= x <= other[1] + other[3] and other[2] <= y <= other[2] + other[4])


def _whole(spot: Any, scale: float, width: int, height: int) -> dict[str, Any]:
    """In pixels of the picture as it came, with a margin."""
    kind, x, y, w, h = spot
    left, top = max(int((x - w * MARGIN) / scale), 0), max(int((y - h * MARGIN) / scale), 0)
    right, bottom = min(int((x + w * (1 + MARGIN)) / scale), width), min(int((y + h * (1 + MARGIN)) / scale), height)
    return {"kind": kind, "x": left, "y": top, "width": right - left, "height": bottom - top}


if __name__ == "__main__":
    main()
