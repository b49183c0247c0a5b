# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small drawings that stand in for photos in the demonstration. Flat shapes in the town's tints; nobody and nothing real is shown."""

import io
from collections.abc import Callable
from random import Random

from PIL import Image

from nahdran.reports.demo.scene import GROUND, Scene

_INK = (24, 28, 38)


def drawing(name: str, *, hue: float, seed: int) -> io.BytesIO:
    """The drawing ``name`` as a JPEG file, in a street of its own for each ``seed``."""
    scene = Scene(hue=hue, night=name in _NIGHT, dice=Random(seed))  # noqa: S311  pictures, no secrets
    _DRAWINGS[name](scene)
    return _file(scene.finished(), f"{name}-{seed}.jpg")


def _file(image: Image.Image, name: str) -> io.BytesIO:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    out.seek(0)
    out.name = name
    return out


def _post(scene: Scene, x: int, top: int, width: int = 22, colour: tuple[int, int, int] = _INK) -> None:
    scene.draw.rounded_rectangle((x - width // 2, top, x + width // 2, GROUND + 110), width // 2, fill=colour)


def _shadow(scene: Scene, x: float, y: float, width: float, height: float) -> None:
    scene.draw.ellipse((x - width / 2, y - height / 2, x + width / 2, y + height / 2), fill=(10, 14, 24, 70))


def _lantern(scene: Scene, x: int, *, lit: bool) -> None:
    if lit:
        scene.glow(x + 90, 470, 330)
    _post(scene, x, 430)
    scene.draw.arc((x, 390, x + 120, 510), 180, 300, fill=_INK, width=20)
    head = (255, 238, 190) if lit else (70, 76, 92)
    scene.draw.rounded_rectangle((x + 46, 408, x + 160, 446), 16, fill=_INK)
    scene.draw.rounded_rectangle((x + 58, 440, x + 148, 458), 8, fill=head)
    scene.draw.rounded_rectangle((x - 20, 760, x + 20, 806), 4, fill=(214, 218, 226))


def _lamp(scene: Scene) -> None:
    _lantern(scene, 430, lit=True)
    _lantern(scene, 1380, lit=False)


def _lamp_day(scene: Scene) -> None:
    _lantern(scene, 1040, lit=True)


def _pothole(scene: Scene) -> None:
    x, y = scene.dice.randint(800, 1200), 1310
    scene.draw.ellipse((x - 330, y - 92, x + 330, y + 92), fill=scene.shade(0.42, 0.14, 0.01, 260))
    scene.draw.ellipse((x - 280, y - 68, x + 290, y + 76), fill=scene.shade(0.30, 0.10, 0.015, 60))
    scene.draw.ellipse((x - 190, y - 16, x + 180, y + 52), fill=scene.shade(0.62, 0.2, 0.04, 230))
    for _number in range(26):
        px, py = x + scene.dice.randint(-430, 430), y + scene.dice.randint(-120, 130)
        size = scene.dice.randint(6, 20)
        scene.draw.ellipse((px, py, px + size * 1.6, py + size), fill=scene.shade(0.38, 0.12, 0.01, 260))


def _bench(scene: Scene) -> None:
    x, y, wood = 700, GROUND - 60, scene.shade(0.62, 0.3, 0.09, 62)
    _shadow(scene, x + 320, GROUND + 108, 760, 60)
    for leg in (x + 40, x + 590):
        scene.draw.rectangle((leg, y - 150, leg + 26, GROUND + 110), fill=_INK)
    for number, line in enumerate((y - 170, y - 110)):
        shift = 46 if number == 1 else 0
        scene.draw.polygon(
            [(x, line), (x + 650, line + shift), (x + 650, line + 40 + shift), (x, line + 40)], fill=wood
        )
    for line in (y + 20, y + 68):
        scene.draw.rounded_rectangle((x - 20, line, x + 670, line + 36), 8, fill=wood)
    scene.draw.polygon(
        [(x + 240, y + 16), (x + 330, y + 12), (x + 300, y + 60), (x + 252, y + 110)],
        fill=scene.shade(0.78, 0.26, 0.008, 250),
    )


def _waste(scene: Scene) -> None:
    y = GROUND + 120
    _shadow(scene, 1020, y, 1100, 90)
    scene.draw.rounded_rectangle((600, y - 330, 1010, y - 40), 40, fill=scene.shade(0.58, 0.28, 0.06, 30))
    scene.draw.rounded_rectangle((560, y - 190, 1060, y), 36, fill=scene.shade(0.66, 0.32, 0.07, 30))
    for x, size, hue in ((1130, 150, 265), (1290, 190, 250), (1440, 130, 140)):
        scene.draw.ellipse((x - size, y - size * 1.6, x + size, y + 10), fill=scene.shade(0.34, 0.2, 0.03, hue))
        scene.draw.polygon(
            [(x - 26, y - size * 1.5), (x, y - size * 1.95), (x + 26, y - size * 1.5)],
            fill=scene.shade(0.3, 0.18, 0.03, hue),
        )
    scene.draw.rectangle((1480, y - 150, 1680, y), fill=scene.shade(0.7, 0.36, 0.08, 70))
    scene.draw.line((1480, y - 75, 1680, y - 75), fill=scene.shade(0.55, 0.28, 0.08, 70), width=8)


def _container(scene: Scene) -> None:
    y = GROUND + 110
    for x, hue in ((420, 150), (860, 250), (1300, 70)):
        _shadow(scene, x + 180, y, 440, 46)
        scene.draw.rounded_rectangle((x, y - 420, x + 360, y), 60, fill=scene.shade(0.52, 0.26, 0.09, hue))
        scene.draw.ellipse((x + 130, y - 330, x + 230, y - 230), fill=_INK)
    for number in range(9):
        x = 780 + number * 70 + scene.dice.randint(-16, 16)
        scene.draw.rounded_rectangle((x, y - 40, x + 30, y + 50), 12, fill=scene.shade(0.6, 0.32, 0.1, 140))
        scene.draw.rectangle((x + 10, y - 66, x + 20, y - 36), fill=scene.shade(0.6, 0.32, 0.1, 140))


def _crown(scene: Scene, x: int, y: int, size: int) -> None:
    for dx, dy, part in ((-0.6, 0.2, 0.75), (0.6, 0.15, 0.7), (0, -0.4, 0.9), (0, 0.25, 0.85)):
        cx, cy, radius = x + dx * size, y + dy * size, part * size
        tone = 0.58 + scene.dice.random() * 0.08
        scene.draw.ellipse(
            (cx - radius, cy - radius, cx + radius, cy + radius), fill=scene.shade(tone, 0.24, 0.11, 142)
        )


def _tree(scene: Scene) -> None:
    bark = scene.shade(0.42, 0.2, 0.05, 55)
    scene.draw.polygon([(960, GROUND + 110), (1000, 520), (1060, 520), (1110, GROUND + 110)], fill=bark)
    _crown(scene, 1030, 420, 230)
    scene.draw.line((1050, 700, 1380, 1080), fill=bark, width=34)
    _crown(scene, 1470, 1110, 90)


def _hedge(scene: Scene) -> None:
    for x in range(260, 1800, 90):
        size = scene.dice.randint(110, 170)
        scene.draw.ellipse(
            (x - size, GROUND - 150 - size, x + size, GROUND + size * 0.8),
            fill=scene.shade(0.5 + scene.dice.random() * 0.1, 0.22, 0.11, 145),
        )


def _sign(scene: Scene) -> None:
    scene.draw.polygon([(1000, GROUND + 110), (1024, GROUND + 110), (1160, 420), (1136, 412)], fill=(120, 126, 138))
    scene.draw.regular_polygon((1170, 400, 170), 3, rotation=-16, fill=(196, 44, 40))
    scene.draw.regular_polygon((1170, 400, 118), 3, rotation=-16, fill=(250, 248, 244))


def _gully(scene: Scene) -> None:
    y = 1300
    scene.draw.ellipse((420, y - 130, 1640, y + 130), fill=scene.shade(0.66, 0.24, 0.05, 230))
    scene.draw.ellipse((560, y - 86, 1480, y + 92), fill=scene.shade(0.74, 0.3, 0.05, 230))
    scene.draw.rounded_rectangle((920, y - 46, 1160, y + 46), 12, fill=_INK)
    for x in range(945, 1150, 40):
        scene.draw.rectangle((x, y - 32, x + 16, y + 32), fill=scene.shade(0.5, 0.2, 0.01, 250))
    for _number in range(34):
        x, dy = 1040 + scene.dice.randint(-420, 420), scene.dice.randint(-90, 90)
        scene.draw.ellipse(
            (x, y + dy, x + 44, y + dy + 20), fill=scene.shade(0.6, 0.3, 0.12, scene.dice.choice((60, 75, 110)))
        )


def _swing(scene: Scene) -> None:
    frame = scene.shade(0.5, 0.3, 0.12, scene.hue)
    for x in (560, 1400):
        scene.draw.line((x - 120, GROUND + 110, x, 420, x + 120, GROUND + 110), fill=frame, width=34, joint="curve")
    scene.draw.line((540, 420, 1420, 420), fill=frame, width=34)
    for x in (760, 880):
        scene.draw.line((x, 420, x, 860), fill=_INK, width=8)
    scene.draw.rounded_rectangle((735, 856, 905, 884), 10, fill=_INK)
    scene.draw.line((1100, 420, 1100, 850), fill=_INK, width=8)
    scene.draw.line((1230, 420, 1236, 560), fill=_INK, width=8)
    scene.draw.polygon([(1080, 850), (1110, 838), (1226, 970), (1198, 990)], fill=_INK)


def _bike(scene: Scene) -> None:
    y, rust = GROUND + 20, scene.shade(0.5, 0.26, 0.11, 45)
    for x in (780, 1230):
        scene.draw.ellipse((x - 140, y - 140, x + 140, y + 140), outline=_INK, width=20)
    scene.draw.line((780, y, 900, y - 230, 1150, y - 230, 1010, y, 780, y), fill=rust, width=22, joint="curve")
    scene.draw.line((900, y - 230, 1010, y, 1150, y - 230, 1230, y), fill=rust, width=22, joint="curve")
    scene.draw.line((890, y - 280, 900, y - 230), fill=_INK, width=18)
    scene.draw.rounded_rectangle((840, y - 300, 950, y - 272), 12, fill=_INK)
    scene.draw.line((1150, y - 230, 1140, y - 300, 1220, y - 320), fill=_INK, width=18, joint="curve")


def _graffiti(scene: Scene) -> None:
    scene.draw.rectangle((300, 480, 1750, GROUND + 60), fill=scene.shade(0.82, 0.34, 0.02, 80))
    for number, hue in enumerate((330, 200, 30, 145)):
        x = 470 + number * 300
        points = [(x + step * 34, 760 + scene.dice.randint(-150, 150)) for step in range(9)]
        scene.draw.line(points, fill=scene.shade(0.55, 0.4, 0.18, hue), width=44, joint="curve")


def _car(scene: Scene) -> None:
    y, paint = 1330, scene.shade(0.56, 0.3, 0.05, 210)
    _shadow(scene, 1030, y + 70, 1150, 80)
    scene.draw.rounded_rectangle((480, y - 170, 1580, y + 40), 60, fill=paint)
    scene.draw.polygon([(700, y - 160), (850, y - 330), (1240, y - 330), (1400, y - 160)], fill=paint)
    scene.draw.polygon(
        [(752, y - 172), (868, y - 300), (1030, y - 300), (1030, y - 172)], fill=scene.shade(0.8, 0.4, 0.03, 235)
    )
    scene.draw.polygon(
        [(1060, y - 172), (1060, y - 300), (1222, y - 300), (1338, y - 172)], fill=scene.shade(0.8, 0.4, 0.03, 235)
    )
    for x in (720, 1350):
        scene.draw.ellipse((x - 105, y - 70, x + 105, y + 100), fill=_INK)
        scene.draw.ellipse((x - 46, y - 20, x + 46, y + 56), fill=(150, 154, 164))
    scene.draw.ellipse((1440, y - 120, 1520, y - 80), fill=scene.shade(0.5, 0.3, 0.11, 45))


def _stop(scene: Scene) -> None:
    frame = scene.shade(0.36, 0.2, 0.03, scene.hue)
    scene.draw.rectangle((520, 430, 1560, 480), fill=frame)
    for x in (540, 1520):
        scene.draw.rectangle((x, 470, x + 24, GROUND + 100), fill=frame)
    scene.draw.rectangle((580, 520, 1010, 960), fill=(*scene.shade(0.9, 0.4, 0.03, 230), 190))
    centre = (1270, 740)
    for _number in range(16):
        end = (centre[0] + scene.dice.randint(-230, 230), centre[1] + scene.dice.randint(-210, 210))
        scene.draw.line((*centre, *end), fill=(250, 252, 255, 220), width=5)
    scene.draw.rectangle((640, 900, 1440, 940), fill=scene.shade(0.62, 0.3, 0.08, 62))


def _bin(scene: Scene) -> None:
    _post(scene, 1000, 560)
    _shadow(scene, 1000, GROUND + 112, 360, 44)
    scene.draw.polygon([(880, 640), (1120, 640), (1090, 960), (910, 960)], fill=scene.shade(0.5, 0.26, 0.06, 145))
    for x, y, hue in (
        (900, 600, 60),
        (980, 560, 20),
        (1060, 596, 240),
        (1180, GROUND + 70, 70),
        (800, GROUND + 86, 20),
        (1270, GROUND + 90, 240),
    ):
        scene.draw.rounded_rectangle((x - 50, y - 36, x + 46, y + 48), 18, fill=scene.shade(0.78, 0.4, 0.09, hue))


def _paving(scene: Scene) -> None:
    y = GROUND + 60
    for number, tilt in enumerate((0, -34, 26, 0)):
        x = 560 + number * 260
        stone = scene.shade(0.72 - 0.05 * (number % 2), 0.24, 0.01, 250)
        scene.draw.polygon([(x, y), (x + 236, y + tilt), (x + 200, y + 130 + tilt), (x - 40, y + 130)], fill=stone)
        scene.draw.line((x, y, x + 236, y + tilt), fill=_INK, width=6)


_DRAWINGS: dict[str, Callable[[Scene], None]] = {
    "lamp": _lamp,
    "lamp-day": _lamp_day,
    "pothole": _pothole,
    "bench": _bench,
    "waste": _waste,
    "container": _container,
    "tree": _tree,
    "hedge": _hedge,
    "sign": _sign,
    "gully": _gully,
    "swing": _swing,
    "bike": _bike,
    "graffiti": _graffiti,
    "car": _car,
    "stop": _stop,
    "bin": _bin,
    "paving": _paving,
}
_NIGHT = {"lamp"}
DRAWINGS = tuple(_DRAWINGS)
