# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form that covers parts of a photo: any number of blocks as four numbers each, and a turn. It works without script."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nahdran.files.imaging.blocks import MOST_BLOCKS, Block, within
from nahdran.files.models import StoredFile
from nahdran.ui.forms import UiForm

FIELDS = ("x", "y", "breite", "hoehe")
_SPARE = 3
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One block as it was typed."""

    number: int
    x: str = ""
    y: str = ""
    width: str = ""
    height: str = ""

    @property
    def is_empty(self) -> bool:
        return not any((self.x, self.y, self.width, self.height))

    @property
    def block(self) -> Block | None:
        """The numbers, if there are four of them."""
        parts = (self.x, self.y, self.width, self.height)
        if not all(part.isascii() and part.isdigit() and len(part) <= 5 for part in parts):
            return None
        return Block(*map(int, parts))


class BlocksForm(UiForm, forms.Form):
    turns = forms.TypedChoiceField(
        label=gettext_lazy("Drehen"),
        coerce=int,
        empty_value=0,  # type: ignore[arg-type]
        required=False,
        choices=[
            (0, gettext_lazy("nicht drehen")),
            (1, gettext_lazy("nach rechts")),
            (3, gettext_lazy("nach links")),
            (2, gettext_lazy("auf den Kopf")),
        ],
    )

    def __init__(self, *args: Any, file: StoredFile, proposed: Iterable[Block] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file = file
        self.lines = self._typed() if self.is_bound else [_line(n, block) for n, block in enumerate(proposed, 1)]
        self.lines += [Line(len(self.lines) + spare) for spare in range(1, _SPARE + 1)]
        self.blocks: list[Block] = []

    @property
    def drawn(self) -> list[tuple[int, Block]]:
        """What can be drawn over the picture already."""
        return [(line.number, line.block) for line in self.lines if line.block]

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        for line in self.lines:
            if line.is_empty:
                continue
            inside = within(line.block, self.file.width or 0, self.file.height or 0) if line.block else None
            if inside is None:
                sentence = _("Fläche %(number)d: Bitte vier ganze Zahlen, die im Foto liegen.")
                self.add_error(None, sentence % {"number": line.number})
            else:
                self.blocks.append(inside)
        if len(self.blocks) > MOST_BLOCKS:
            self.add_error(None, _("Bitte höchstens %(most)d Flächen.") % {"most": MOST_BLOCKS})
        if not self.errors and not self.blocks and not values.get("turns"):
            self.add_error(None, _("Bitte geben Sie mindestens eine Fläche oder eine Drehung an."))
        return values

    def _typed(self) -> list[Line]:
        data: Any = self.data
        lists = [data.getlist(name)[: MOST_BLOCKS + 1] for name in FIELDS]
        typed = [[str(part).strip()[:_LONGEST] for part in parts] for parts in zip_longest(*lists, fillvalue="")]
        return [Line(number, *parts) for number, parts in enumerate((row for row in typed if any(row)), 1)]


def _line(number: int, block: Block) -> Line:
    return Line(number, *map(str, block))
