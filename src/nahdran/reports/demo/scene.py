# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The street in front of which every drawn mishap stands: sky, hills, houses, pavement, road, by day or by night."""

from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from nahdran.reports.demo.colours import RGB, oklch

# Drawn at twice the size and made smaller at the end, so that edges are smooth.
WIDTH, HEIGHT = 2048, 1536
_SHOWN = (1280, 960)
GROUND = 1010


@dataclass
class Scene:
    """A picture in the making. ``hue`` is the town's; ``dice`` makes no two streets alike."""

    hue: float
    night: bool
    dice: Random

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH, HEIGHT))
        self.draw = ImageDraw.Draw(self.image, "RGBA")
        self._sky()
        self._hills()
        self._houses()
        self._street()

    def tint(self, day: float, night: float, chroma: float = 0.05, turn: float = 0) -> RGB:
        """A tint of the town's colour, lighter by day."""
        return oklch(night if self.night else day, chroma, (self.hue + turn) % 360)

    def shade(self, day: float, night: float, chroma: float, hue: float) -> RGB:
        return oklch(night + 0.04, chroma * 0.45, hue) if self.night else oklch(day, chroma, hue)

    def glow(self, x: float, y: float, radius: float, strength: int = 150) -> None:
        """Warm light around a lamp."""
        light = Image.new("RGBA", self.image.size)
        pen = ImageDraw.Draw(light)
        for step in range(12, 0, -1):
            size = radius * step / 12
            pen.ellipse(
                (x - size, y - size, x + size, y + size), fill=(255, 221, 150, strength // 12 * (13 - step) // 3)
            )
        self.image.paste(light, (0, 0), light.filter(ImageFilter.GaussianBlur(30)))
        self.draw = ImageDraw.Draw(self.image, "RGBA")

    def finished(self) -> Image.Image:
        return self.image.resize(_SHOWN, Image.Resampling.LANCZOS)

    def _sky(self) -> None:
        top = self.tint(0.86, 0.25, 0.05, 8)
        bottom = self.shade(0.96, 0.62, 0.03, 60) if self.night else self.tint(0.97, 0.6, 0.015)
        for y in range(0, GROUND, 4):
            part = y / GROUND
            colour = tuple(round(one + (two - one) * part) for one, two in zip(top, bottom, strict=True))
            self.draw.rectangle((0, y, WIDTH, y + 4), fill=colour)

    def _hills(self) -> None:
        for level, (light, dark) in enumerate(((0.80, 0.33), (0.70, 0.27))):
            start = 640 + level * 110
            tops = [(x, start + self.dice.randint(-70, 70)) for x in range(0, WIDTH + 129, 128)]
            points = [(0, GROUND), *tops, (WIDTH, GROUND)]
            self.draw.polygon(points, fill=self.shade(light, dark, 0.06, 145 + level * 6))

    def _houses(self) -> None:
        x = self.dice.randint(-160, 0)
        while x < WIDTH:
            width, height = self.dice.randint(230, 360), self.dice.randint(150, 280)
            if self.dice.random() < 0.75:
                self._house(x, width, height)
            x += width + self.dice.randint(20, 220)

    def _house(self, x: int, width: int, height: int) -> None:
        top = GROUND - height
        wall = self.shade(0.92, 0.22, 0.02, self.dice.choice((70, 90, 40, self.hue)))
        roof = self.shade(0.58, 0.16, 0.07, self.dice.choice((35, 28, 250)))
        self.draw.rectangle((x, top, x + width, GROUND), fill=wall)
        self.draw.polygon([(x - 18, top), (x + width // 2, top - height * 0.55), (x + width + 18, top)], fill=roof)
        for column in range(x + 34, x + width - 60, 88):
            for line in range(top + 34, GROUND - 70, 92):
                lit = self.night and self.dice.random() < 0.4
                pane = (250, 206, 120) if lit else self.shade(0.72, 0.30, 0.03, 235)
                self.draw.rounded_rectangle((column, line, column + 46, line + 58), 5, fill=pane)

    def _street(self) -> None:
        self.draw.rectangle((0, GROUND, WIDTH, HEIGHT), fill=self.shade(0.78, 0.26, 0.008, 250))
        for x in range(-200, WIDTH + 200, 150):
            self.draw.line((x, GROUND, x * 1.5 - 512, GROUND + 150), fill=self.shade(0.70, 0.22, 0.008, 250), width=4)
        self.draw.rectangle((0, GROUND + 150, WIDTH, GROUND + 172), fill=self.shade(0.86, 0.34, 0.005, 250))
        self.draw.rectangle((0, GROUND + 172, WIDTH, HEIGHT), fill=self.shade(0.52, 0.18, 0.012, 260))
        for x in range(-100, WIDTH, 420):
            self.draw.polygon(
                [(x, 1400), (x + 220, 1400), (x + 190, 1424), (x - 40, 1424)], fill=self.shade(0.92, 0.55, 0.005, 250)
            )
