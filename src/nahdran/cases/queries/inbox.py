# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The inbox of the desk: what a person may read, cut into views, filtered, paged by key.

Every list costs the same at a thousand and at a hundred thousand cases: it walks an index from the cursor and stops when the page
is full, and counts stop at a hundred.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from nahdran.accounts.rules import units_with_right
from nahdran.cases.due import DueClock, clock_of, running
from nahdran.cases.enums import Channel
from nahdran.cases.kinds import Line, Status, kinds
from nahdran.cases.marks import FAR, FULL, HALF
from nahdran.cases.models import Case, Revisit, SavedFilter
from nahdran.cases.queries.counting import counts_and_rows
from nahdran.cases.queries.escalation import marked, with_marks
from nahdran.cases.queries.finding import found_in, marks_of
from nahdran.cases.queries.merged import with_unread
from nahdran.cases.queries.readable import readable_by
from nahdran.kit import clock
from nahdran.kit.paging import Page, page_by_key

VIEWS = ("team", "mine", "unassigned", "follow_up", "overdue", "asked_again", "closed")
# Views of cases that are settled.
SETTLED = {"asked_again", "closed"}
PAGE = 20
_KEPT = "_nahdran_case_counts"
_KEPT_FILTERS = "_nahdran_rail_filters"
_IN_RAIL = 5
_FOUND = "_nahdran_cases_found"


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a view. Empty means everything; an unknown value finds nothing."""

    status: str = ""
    kind: str = ""
    unit: int | None = None
    # overdue, today, week, half, far
    due: str = ""
    channel: str = ""
    text: str = ""
    # due or newest
    sort: str = "due"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list, ready to be shown without any further query."""

    case: Case
    state: Status
    line: Line
    kind_label: Any
    due: DueClock
    # The last step came from outside: nobody in the house has done anything since.
    is_unread: bool
    # Settled, and somebody has written since: what counts is the day by which that is decided.
    asked_again: bool = False
    # Half of a promise is over, or it is over by half as much again; the clock beside it says the rest.
    mark: str = ""


@dataclass(frozen=True, slots=True)
class InboxPage:
    rows: list[Row]
    next: str | None
    previous: str | None
    # How many the whole list has, counted up to a hundred.
    count: int
    counters: dict[str, int] = field(default_factory=dict)


def inbox(
    user: Any,
    *,
    view: str = "team",
    filters: Filters | None = None,
    cursor: str = "",
    also: Mapping[str, QuerySet[Case]] = MappingProxyType({}),
) -> InboxPage:
    """One page of a view; ``also`` names other lists that are counted in the same query. Raises InvalidCursor for a cursor that is not ours."""
    filters = filters or Filters()
    cases = listed(user, view, filters)
    page: Page[Case] = page_by_key(
        with_marks(cases.select_related("unit", "assignee")), order_of(view, filters), cursor, PAGE
    )
    counts = count_views(user, {**also, "list": cases})
    count = counts.pop("list")
    return InboxPage(rows_of(page.rows, asked_again=view == "asked_again"), page.next, page.previous, count, counts)


def counters(user: Any) -> dict[str, int]:
    """How many cases each view has, up to a hundred. Kept on the user, who lives for one request: page and rail ask once."""
    kept: dict[str, int] | None = getattr(user, _KEPT, None)
    return dict(kept) if kept is not None else count_views(user, {})


def rail_filters(user: Any) -> list[dict[str, Any]]:
    """The first few filters that this person has kept: id, name, view and query. They come with the counts."""
    if getattr(user, _KEPT_FILTERS, None) is None:
        count_views(user, {})
    found: list[dict[str, Any]] = getattr(user, _KEPT_FILTERS)
    return found


def count_views(user: Any, more: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """Count the views and ``more`` in one query, which brings the rail's filters too; views and filters are kept for ``counters`` and ``rail_filters``."""
    counted = [view for view in VIEWS if view != "closed"]
    own = SavedFilter.objects.filter(owner_id=user.pk).order_by("position", "id")[:_IN_RAIL]
    sets = {**{view: view_of(user, view) for view in counted}, **more}
    counts, kept = counts_and_rows(sets, own.values("id", "name", "view", "query"))
    setattr(user, _KEPT_FILTERS, kept)
    setattr(user, _KEPT, {view: counts[view] for view in counted})
    return counts


def view_of(user: Any, view: str, now: datetime | None = None) -> QuerySet[Case]:
    """The cases of one view. An unknown view raises LookupError."""
    now = now or clock.now()
    cases = readable_by(user)
    if view == "closed":
        return cases.filter(closed_at__isnull=False)
    if view == "asked_again":
        # By their ids: the few open matters are found by their own index, whatever the size of the archive.
        return cases.filter(pk__in=Revisit.objects.filter(decided_at=None).values("case_id"))
    if view == "follow_up":
        return cases.filter(follow_up__date__lte=timezone.localdate(now))
    cases = cases.filter(closed_at=None)
    narrower = {
        "team": Q(),
        "mine": Q(assignee_id=user.pk),
        "unassigned": Q(assignee=None),
        "overdue": _overdue(now),
    }
    if view not in narrower:
        raise LookupError(f"No view {view!r} of the inbox. Known: {', '.join(VIEWS)}.")
    return cases.filter(narrower[view])


def listed(user: Any, view: str, filters: Filters) -> QuerySet[Case]:
    """The cases of a view that pass all filters. A text costs one query, once for each list and request."""
    if not _can_match(view, filters):
        return Case.objects.none()
    cases = filtered(view_of(user, view), filters)
    if not filters.text:
        return cases
    kept: dict[tuple[str, Filters], QuerySet[Case]] = user.__dict__.setdefault(_FOUND, {})
    if (view, filters) not in kept:
        marks = marks_of(units_with_right(user, "cases.read"), is_open=view not in {*SETTLED, "follow_up"})
        kept[view, filters] = found_in(cases, filters.text, order=order_of(view, filters), marks=marks)
    return kept[view, filters]


def _can_match(view: str, filters: Filters) -> bool:
    """Filters stay when somebody changes the view. What no case there can have is not looked for through the whole archive."""
    if view == "follow_up":
        return True
    fitting = {key for key, _label in status_choices(closed=view in SETTLED)}
    return not (filters.status and filters.status not in fitting) and not (view == "closed" and filters.due)


def filtered(cases: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    """The cases that pass all filters but the text."""
    exact = {"status": filters.status, "kind": filters.kind, "unit_id": filters.unit, "channel": filters.channel}
    cases = cases.filter(**{name: value for name, value in exact.items() if value})
    if filters.due:
        cases = cases.filter(_due(filters.due))
    return cases


def order_of(view: str, filters: Filters) -> Sequence[str]:
    """Closed cases by their end, open ones by what is due next; numbers grow with time, so the newest are the highest."""
    if view == "closed":
        return ("-closed_at", "-id")
    return ("-id",) if filters.sort == "newest" else ("due_at", "id")


def rows_of(cases: Sequence[Case], *, asked_again: bool = False) -> list[Row]:
    """The lines of many cases: one query for what is unread and those of the kinds. With ``asked_again`` their clock is that of the open matter."""
    now = clock.now()
    lines = _lines(cases)
    unread = with_unread([case.pk for case in cases])
    return [
        Row(
            case=case,
            state=case.state,
            line=lines.get(case.pk, Line(icon=case.of_kind.icon)),
            kind_label=case.of_kind.label,
            due=running(case.closed_at, case.due_at, now) if asked_again and case.closed_at else clock_of(case, now),
            asked_again=asked_again,
            is_unread=case.pk in unread and case.is_open,
            mark=_mark(case),
        )
        for case in cases
    ]


def _mark(case: Any) -> str:
    """Only for open cases whose clock runs, read ``with_marks``; between half and far the clock itself says enough."""
    reached = getattr(case, "reached", None) or 0
    if case.closed_at is not None or case.state.pauses:
        return ""
    return "far" if reached >= FAR else "half" if HALF <= reached < FULL else ""


def status_choices(*, closed: bool = False) -> list[tuple[str, Any]]:
    """The statuses of every kind, open or closed ones, each key once."""
    found: dict[str, Any] = {}
    for kind in kinds:
        for status in kind.workflow.statuses:
            if status.closes is closed:
                found.setdefault(status.key, status.label)
    return list(found.items())


def channel_choices() -> list[tuple[str, Any]]:
    return list(Channel.choices)


def _lines(cases: Sequence[Case]) -> dict[int, Line]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for case in cases:
        by_kind[case.kind].append(case.pk)
    lines: dict[int, Line] = {}
    for key, ids in by_kind.items():
        lines |= kinds.get(key).lines(ids)
    return lines


def _overdue(now: datetime) -> Q:
    """Due before now, except where the clock stands still because the town waits for the person."""
    paused = Q()
    for kind in kinds:
        keys = [status.key for status in kind.workflow.statuses if status.pauses]
        if keys:
            paused |= Q(kind=kind.key, status__in=keys)
    late = Q(due_at__lt=now)
    return late & ~paused if paused else late


def _due(due: str) -> Q:
    now = clock.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    if due == "overdue":
        return _overdue(now)
    if due == "today":
        return Q(due_at__gte=midnight, due_at__lt=_day_after(midnight, 1))
    if due in {"half", "far"}:
        return marked(HALF if due == "half" else FAR)
    if due == "week":
        return Q(due_at__gte=midnight, due_at__lt=_day_after(midnight, 7))
    return Q(pk__in=[])


def _day_after(midnight: datetime, days: int) -> datetime:
    """Midnight some days later in local time, also across a change to summer time."""
    day = midnight.date() + timedelta(days=days)
    return midnight.replace(year=day.year, month=day.month, day=day.day)
