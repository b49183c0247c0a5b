# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Covering parts of a picture for good. The blocks are filled before anything is encoded, so no rendering holds what lay below."""

from collections.abc import Iterable
from typing import NamedTuple

from PIL import Image, ImageDraw

MOST_BLOCKS = 50
_COLOUR = (0, 0, 0)
_TURNS = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}


class Block(NamedTuple):
    """In pixels of the picture as it is stored, from its upper left corner."""

    x: int
    y: int
    width: int
    height: int


def within(block: Block, width: int, height: int) -> Block | None:
    """The part of a block that lies in a picture of this size; None if there is none."""
    left, top = max(block.x, 0), max(block.y, 0)
    right, bottom = min(block.x + block.width, width), min(block.y + block.height, height)
    return Block(left, top, right - left, bottom - top) if right > left and bottom > top else None


def cover(picture: Image.Image, blocks: Iterable[Block], turns: int = 0) -> Image.Image:
    """A new picture with the blocks filled, then turned to the right ``turns`` times by 90 degrees."""
    covered = picture.convert("RGB").copy()
    draw = ImageDraw.Draw(covered)
    for block in blocks:
        draw.rectangle((block.x, block.y, block.x + block.width - 1, block.y + block.height - 1), fill=_COLOUR)
    turn = _TURNS.get(turns % 4)
    return covered.transpose(turn) if turn is not None else covered
