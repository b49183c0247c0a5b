# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is counted in one line of the statistics, and medians from counted durations."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

# Durations are counted in steps: a quarter of a day up to two weeks, a day up to sixty days, a week up to 403 days, and one for all beyond.
# A median is therefore exact to half a step. The database counts in the same steps (``reports_figure_bucket``).
_QUARTERS, _DAYS, _WEEKS = 56, 46, 49
_BEYOND = _QUARTERS + _DAYS + _WEEKS
FINE_DAYS, MIDDLE_DAYS, LONGEST_DAYS = 14, 60, 403


AFTERCARE = ("confirmed", "denied", "rated", "score_sum", "revisits", "reopened")
COUNTED = ("reported", "answered", "answered_in_time", "settled", "settled_in_time", "open", "late", *AFTERCARE)


@dataclass(slots=True)
class Numbers:
    """One line. The counters hold how many durations fell into each step; ``late`` is how many of the open ones are overdue."""

    reported: int = 0
    answered: int = 0
    answered_in_time: int = 0
    settled: int = 0
    settled_in_time: int = 0
    open: int = 0
    late: int = 0
    # After a closing: how many said that it is really settled, or not; how many rated, and the sum of their scores (1 to 5); how many asked
    # to look again, and how many were opened again because of it.
    confirmed: int = 0
    denied: int = 0
    rated: int = 0
    score_sum: int = 0
    revisits: int = 0
    reopened: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    settles: Counter[int] = field(default_factory=Counter)
    ages: Counter[int] = field(default_factory=Counter)

    def add(self, other: "Numbers") -> None:
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("answers", "settles", "ages"):
            getattr(self, name).update(getattr(other, name))

    @property
    def answer_days(self) -> float | None:
        """Median of the days until the first answer."""
        return median(self.answers)

    @property
    def settle_days(self) -> float | None:
        """Median of the days until it was settled."""
        return median(self.settles)

    @property
    def age_days(self) -> float | None:
        """Median of the age of those that are open today."""
        return median(self.ages)

    @property
    def share_in_time(self) -> float | None:
        """Of those that were settled, the share within the promised time: 0 to 1."""
        return self.settled_in_time / self.settled if self.settled else None

    @property
    def voices(self) -> int:
        """How many have answered whether it is really settled."""
        return self.confirmed + self.denied

    @property
    def share_confirmed(self) -> float | None:
        return self.confirmed / self.voices if self.voices else None

    @property
    def score(self) -> float | None:
        """The mean of the scores: 1 very discontent to 5 very content."""
        return self.score_sum / self.rated if self.rated else None

    @property
    def share_reopened(self) -> float | None:
        """Of as many as were settled, how many were opened again in the same time."""
        return self.reopened / self.settled if self.settled else None

    @property
    def share_answered_in_time(self) -> float | None:
        return self.answered_in_time / self.answered if self.answered else None


def total(lines: Iterable[Numbers]) -> Numbers:
    result = Numbers()
    for line in lines:
        result.add(line)
    return result


def step_of(days: float) -> int:
    """The step in which a duration is counted."""
    if days < FINE_DAYS:
        return max(int(days * 4), 0)
    if days < MIDDLE_DAYS:
        return _QUARTERS + int(days - FINE_DAYS)
    return _QUARTERS + _DAYS + int((days - MIDDLE_DAYS) / 7) if days < LONGEST_DAYS else _BEYOND


def bounds_of(step: int) -> tuple[float, float]:
    """From and to, in days."""
    if step < _QUARTERS:
        return step / 4, (step + 1) / 4
    if step < _QUARTERS + _DAYS:
        start = FINE_DAYS + step - _QUARTERS
        return start, start + 1
    start = MIDDLE_DAYS + (step - _QUARTERS - _DAYS) * 7
    return start, start + 7


def median(counts: Counter[int]) -> float | None:
    """In days; inside a step as if its durations were spread evenly. None if nothing was counted."""
    half = counts.total() / 2
    if not half:
        return None
    seen = 0
    for step in sorted(counts):
        count = counts[step]
        if count > 0 and seen + count >= half:
            low, high = bounds_of(step)
            return low + (high - low) * (half - seen) / count
        seen += count
    return None
