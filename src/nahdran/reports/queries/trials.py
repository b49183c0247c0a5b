# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a trial of the routing has found, ready to be shown: moves from unit to unit, by kind, with cases that the reader may open."""

from dataclasses import dataclass
from typing import Any

from nahdran.cases.models import Case
from nahdran.cases.queries.readable import readable_by
from nahdran.org.models import Unit
from nahdran.reports.models import Category, RoutingTrial

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Move:
    start: str
    end: str
    kind: Any
    count: int
    examples: list[Case]


@dataclass(frozen=True, slots=True)
class Found:
    seen: int
    moved: int
    moves: list[Move]

    @property
    def percent(self) -> int:
        return round(100 * self.moved / self.seen) if self.seen else 0


def found_by(trial: RoutingTrial, user: Any) -> Found:
    """Three queries, whatever was found."""
    rows = trial.result.get("moves", [])
    units = dict(Unit.objects.values_list("pk", "name"))
    kinds = {row.pk: row for row in Category.objects.only("pk", "name", "name_en")}
    wanted = [pk for row in rows for pk in row["examples"]]
    cases = {case.pk: case for case in readable_by(user).filter(pk__in=wanted).only("pk", "reference", "title")}
    moves = [
        Move(
            start=units.get(row["from"], ""),
            end=units.get(row["to"], ""),
            kind=kinds[row["kind"]].label if row["kind"] in kinds else "",
            count=row["count"],
            examples=[cases[pk] for pk in row["examples"] if pk in cases][:_SHOWN],
        )
        for row in rows
    ]
    return Found(trial.seen, sum(row["count"] for row in rows), moves)
