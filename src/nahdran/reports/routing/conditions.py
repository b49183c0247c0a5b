# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a special rule asks for beside kind and district: answers, an area, channels. Pure functions; no query, nothing raises on odd data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry import shape

from nahdran.cases.models import Case
from nahdran.places.mapdata import Geometry
from nahdran.reports.models import Report, RoutingRule


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says beside kind and district. What is not known fits no condition."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    lon: float | None = None
    lat: float | None = None
    channel: str = ""


NOTHING = Told()


def told_by(case: Case, report: Report) -> Told:
    return Told(report.answers, report.lon, report.lat, case.channel)


@dataclass(frozen=True, slots=True)
class Condition:
    """One question: its answer is one of ``values``, or there is one at all (``filled``), or there is none (``empty``).

    The words of question and answers are kept along, so that a decision needs no further query; ``operations.routes`` keeps them current.
    """

    key: str
    label: str
    label_en: str = ""
    values: tuple[Any, ...] = ()
    filled: bool = False
    empty: bool = False
    # From each value to its German and English words.
    words: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Condition":
        pairs = [(entry["value"], (entry["label"], entry["label_en"])) for entry in data["values"]]
        return cls(
            key=data["key"],
            label=data["label"],
            label_en=data["label_en"],
            values=tuple(value for value, _words in pairs),
            words=tuple(words for _value, words in pairs),
            filled=data["filled"],
            empty=data["empty"],
        )

    def stored(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "label": self.label,
            "label_en": self.label_en,
            "values": [
                {"value": value, "label": german, "label_en": english}
                for value, (german, english) in zip(self.values, self.words, strict=True)
            ],
            "filled": self.filled,
            "empty": self.empty,
        }

    def holds(self, answers: Mapping[str, Any]) -> bool:
        if self.key not in answers:
            return self.empty
        return self.filled or bool(self.met_by(answers))

    def met_by(self, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The words of those values that were answered."""
        given = answers.get(self.key)
        marks = {_mark(value) for value in (given if isinstance(given, list) else [given])}
        return [
            words
            for value, words in zip(self.values, self.words, strict=True)
            if value is not None and _mark(value) in marks
        ]

    def fact(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Why it held, by name: a case keeps it. ``answer`` holds only words that the town has written into the rule."""
        met = self.met_by(answers)
        return {
            "sort": "answer" if met else "filled" if self.key in answers else "empty",
            "question": self.label,
            "question_en": self.label_en,
            "answer": [list(pair) for pair in met],
        }


def _mark(value: Any) -> tuple[bool, Any]:
    """True is 1 to Python, and an answer „ja“ must not meet a number. Nobody means another answer by a small letter."""
    plain = value.casefold() if isinstance(value, str) else value if isinstance(value, int | float) else None
    return isinstance(value, bool), plain


def conditions_of(rule: RoutingRule) -> list[Condition]:
    return [Condition.read(data) for data in rule.conditions]


def area_of(rule: RoutingRule) -> Geometry | None:
    if not rule.area:
        return None
    area = shape(rule.area)
    shapely.prepare(area)
    return area


def lies_in(area: Geometry, told: Told) -> bool:
    """On the border counts as inside."""
    return told.lon is not None and told.lat is not None and bool(shapely.intersects_xy(area, told.lon, told.lat))
