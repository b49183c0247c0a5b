# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the core leaves open for the apps above it: ways to take in a concern, sections of the page of a case, the place of a case.

Filled in their ``panels.py`` or ``kind.py``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from nahdran.kit.registry import Registry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nahdran.accounts.models import User
    from nahdran.cases.kinds import Panel
    from nahdran.cases.models import Case
    from nahdran.files.models import StoredFile

Rows = Mapping[str, list[Any]]


@dataclass(frozen=True, slots=True)
class NewCasePage:
    """A form with which staff take in a concern by phone, at the counter or from a letter."""

    key: str
    label: Any
    description: Any
    icon: str
    url_name: str
    order: int = 100


new_case_pages: Registry[NewCasePage] = Registry("new case pages", order=lambda page: (page.order, page.key))


def _no_sets(case: "Case", user: Any) -> "Mapping[str, QuerySet[Any]]":
    return {}


@dataclass(frozen=True, slots=True)
class CaseSection:
    """A section that an app adds to the page of a case at the desk, without a query of its own.

    ``sets`` names querysets with ``values(...)`` for this case and this reader; they are read in the page's one query (see
    ``cases.queries.together``). ``context`` gets the rows under the same names and returns what the template needs, or None where the
    section is not shown. The template is rendered inside the page, so it knows ``case``, ``may_work`` and ``base`` as well; it is a
    ``<section>`` with a heading. In "main" it stands above the history (what needs a decision now), in "side" behind the sections of the
    kind (what one looks up).
    """

    key: str
    template: str
    context: Callable[["Case", Any, Rows], Mapping[str, Any] | None]
    sets: Callable[["Case", Any], "Mapping[str, QuerySet[Any]]"] = _no_sets
    part: Literal["main", "side"] = "side"
    order: int = 100


case_sections: Registry[CaseSection] = Registry(
    "sections of the page of a case", order=lambda section: (section.order, section.key)
)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a case is, for those who go there. Degrees in WGS 84; ``note`` is what the person said about the place."""

    lon: float
    lat: float
    address: str = ""
    district: str = ""
    note: str = ""


# From the key of a kind of case to the address of a form for a new one that goes on where this case ended, filled in as far as is known.
successors: Registry[Callable[["Case"], str]] = Registry("forms that go on after a case")
# From the key of a kind of case to the places of many of its cases, in one query. A kind without places registers nothing, and a case
# without a place is left out.
sites: Registry[Callable[[Iterable[int]], Mapping[int, Site]]] = Registry("places of cases")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An open case that may be about the same thing, for the page that merges; ``note`` says how near or how alike."""

    case: "Case"
    note: Any = ""


# From the key of a kind of case to those that could be about the same thing as this one. At most a handful, in a constant number of queries;
# the page leaves out what the reader may not work on.
merge_proposals: Registry[Callable[["Case"], Iterable[Proposal]]] = Registry("proposals for merging")


@dataclass(frozen=True, slots=True)
class NewPart:
    """What becomes a case of its own when a concern is split. ``sort`` is one of the kind's own (``Splitter.sorts``)."""

    title: str
    sort: str
    text: str = ""
    files: "Iterable[StoredFile]" = ()


@dataclass(frozen=True, slots=True)
class Splitter:
    """How a kind of case opens a part: without a person of its own, at the place of the whole, and never public beside it.

    ``sorts`` gives the keys and names to choose from, those of the case itself first; ``open`` is called inside the transaction, the same
    key twice gives the same case.
    """

    sorts: "Callable[[Case], Iterable[tuple[str, Any]]]"
    open: "Callable[[Case, NewPart, User, str], Case]"


# By the key of the kind; a kind whose cases are never split registers nothing.
splitters: Registry[Splitter] = Registry("ways to split a case")

# What other apps want to be seen before the lists of the inbox, for this reader; None on most days. At most one query each.
inbox_notes: Registry[Callable[[Any], "Panel | None"]] = Registry("notes above the inbox")

# What other apps keep about a case and must forget with it: called inside the transaction that forgets its people, after the kind.
forgetters: Registry[Callable[["Case"], None]] = Registry("forgetters of cases")
