# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many released reports fit a choice: exactly where counts are kept ready, else no further than tells anybody anything.

Used for headings and filters of the public list.
"""

from dataclasses import dataclass, replace

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from nahdran.cases.queries.counting import bounded_counts
from nahdran.reports.queries.narrowing import ALL, OPEN, SETTLED, Filters, filtered, is_crowded, kinds_of, place_of
from nahdran.reports.queries.tallies import at_least, totals

# Beyond this a page says "more than"; counting on would cost time and tell nobody anything.
COUNT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Counts:
    """How many fit, by state; None where nobody counted. ``is_exact``: to the end, however many. ``is_least``: there may be more."""

    open: int | None
    settled: int | None
    is_exact: bool
    is_least: bool = False

    def of(self, state: str) -> int | None:
        if self.open is None or self.settled is None:
            return None
        return {OPEN: self.open, SETTLED: self.settled}.get(state, self.open + self.settled)

    def words(self, state: str) -> str:
        """„34“, „300.117“, „mehr als 1.000“ where counting stopped, or nothing."""
        count = self.of(state)
        if count is None:
            return ""
        if self.is_least:
            return describe_more(count) if count else ""
        stopped = not self.is_exact and max(self.open or 0, self.settled or 0) > COUNT_LIMIT
        return describe_more(COUNT_LIMIT) if stopped and count > COUNT_LIMIT else describe_count(count)


def count_up_to(filters: Filters, limit: int = COUNT_LIMIT) -> int:
    """How many fit, counted no further than ``limit`` + 1."""
    return filtered(filters).order_by().values("pk")[: limit + 1].count()


def counts(filters: Filters) -> Counts:
    """How many open and settled ones fit, whatever state is asked for. At most three queries."""
    every = replace(filters, state=ALL)
    place = place_of(filters)
    try:
        if filters.is_tallied:
            kinds = kinds_of(every)
            if place is None:
                return Counts(*totals(kinds), is_exact=True)
            if is_crowded(filters):
                return Counts(*at_least(kinds, place), is_exact=False, is_least=True)
    except LookupError:
        return Counts(0, 0, is_exact=True)
    if place is not None and is_crowded(filters):
        return Counts(None, None, is_exact=False)
    sets = {state: filtered(replace(filters, state=state)) for state in (OPEN, SETTLED)}
    found = bounded_counts(sets, COUNT_LIMIT + 1)
    return Counts(found[OPEN], found[SETTLED], is_exact=False)


def describe_count(count: int) -> str:
    """„1.204“: with points between the thousands, as the reader's language sets them."""
    return number_format(count, use_l10n=True, force_grouping=True)


def describe_more(count: int) -> str:
    """„mehr als 1.000“ instead of a number that nobody counted."""
    return _("mehr als %(limit)s") % {"limit": describe_count(count)}
