# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the page about suggestions shows: whether there is enough to learn from, how good the last learning was, and for which kinds."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from nahdran.reports.learning.train import LEAST_EXAMPLES, LEAST_KINDS, LEAST_OF_A_KIND
from nahdran.reports.models import Category, Suggester
from nahdran.reports.queries.examples import examples


@dataclass(frozen=True, slots=True)
class Supply:
    """Settled reports of kinds with enough of them."""

    examples: int
    kinds: int

    @property
    def is_enough(self) -> bool:
        return self.examples >= LEAST_EXAMPLES and self.kinds >= LEAST_KINDS


@dataclass(frozen=True, slots=True)
class KindLine:
    name: Any
    examples: int
    top1: int
    top3: int


@dataclass(frozen=True, slots=True)
class LaterLine:
    """What it was suggested from, with the shares found on newer reports in percent."""

    name: Any
    top1: int
    top3: int


def later_lines(row: Suggester) -> list[LaterLine]:
    """With the text, with the place as well, and before a word is written. Nothing where it could not be measured."""
    names = (("text", _("Text allein")), ("both", _("Text und Ort")), ("place", _("Ort allein")))
    return [
        LaterLine(name, *(round(row.later[f"{key}{count}"] * 100) for count in (1, 3)))
        for key, name in names
        if f"{key}1" in row.later
    ]


def supply() -> Supply:
    """One query; texts are not read for it, so a few too short ones are counted along."""
    rows = examples().order_by().values("category").annotate(count=Count("pk"))
    counts = [row["count"] for row in rows if row["count"] >= LEAST_OF_A_KIND]
    return Supply(sum(counts), len(counts))


def history() -> list[Suggester]:
    """The last times it was learnt, the newest first."""
    return list(Suggester.objects.order_by("-trained_at", "-id"))


def lines_of(row: Suggester) -> list[KindLine]:
    """How well each kind is known, the worst first: there a look at the kinds themselves helps most."""
    names = {category.key: category.label for category in Category.objects.filter(key__in=list(row.kinds))}
    lines = [
        KindLine(names.get(key, key), count, round(top1 * 100), round(top3 * 100))
        for key, (count, top1, top3) in row.kinds.items()
    ]
    return sorted(lines, key=lambda line: (line.top3, line.top1, -line.examples))
