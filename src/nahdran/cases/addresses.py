# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The inbox in the address: filters as words that people can read, keep and send to colleagues. No queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from nahdran.cases.queries import Filters
from nahdran.kit.text import clean_line

# Name in the address, name in the filters.
PARAMETERS = {
    "status": "status",
    "art": "kind",
    "einheit": "unit",
    "frist": "due",
    "kanal": "channel",
    "q": "text",
    "reihenfolge": "sort",
}
DUE = {"ueberfaellig": "overdue", "heute": "today", "woche": "week", "haelfte": "half", "weit": "far"}
SORT = {"neueste": "newest"}
# View, name in the address, name of the URL.
VIEWS = {
    "team": ("team", "desk:inbox"),
    "mine": ("meine", "desk:inbox_mine"),
    "unassigned": ("ohne-zustaendige", "desk:inbox_unassigned"),
    "follow_up": ("wiedervorlage", "desk:inbox_follow_up"),
    "overdue": ("ueberfaellig", "desk:inbox_overdue"),
    "asked_again": ("rueckmeldungen", "desk:inbox_asked_again"),
    "closed": ("abgeschlossen", "desk:inbox_closed"),
}
_VIEW_BY_NAME = {name: view for view, (name, _url) in VIEWS.items()}


def filter_key(pk: int) -> str:
    """How the rail knows a kept filter."""
    return f"filter-{pk}"


def _turned(words: Mapping[str, str], value: str) -> str:
    return next((word for word, meaning in words.items() if meaning == value), value)


def filters_of(query: Mapping[str, str]) -> Filters:
    """The filters in an address. What makes no sense there finds nothing instead of everything."""
    values: dict[str, Any] = {column: clean_line(query.get(name, "")) for name, column in PARAMETERS.items()}
    values["due"] = DUE.get(values["due"], values["due"])
    values["sort"] = SORT.get(values["sort"], "due")
    number = values["unit"]
    values["unit"] = (
        (int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1) if number else None
    )
    return Filters(**values)


@dataclass(frozen=True, slots=True)
class ListAddress:
    """Where somebody is in the inbox: the view and its filters."""

    view: str = "team"
    filters: Filters = field(default_factory=Filters)

    @classmethod
    def of_list(cls, query: Mapping[str, str]) -> "ListAddress":
        """From the address of a case page that was opened from a list."""
        return cls(_VIEW_BY_NAME.get(query.get("liste", ""), "team"), filters_of(query))

    def parameters(self) -> dict[str, str]:
        plain = Filters()
        found = {}
        for name, column in PARAMETERS.items():
            value = getattr(self.filters, column)
            if value and value != getattr(plain, column):
                words = {"due": DUE, "sort": SORT}.get(column, {})
                found[name] = _turned(words, str(value))
        return found

    def href(self, cursor: str = "") -> str:
        """The address of the list itself."""
        query = {**self.parameters(), **({"ab": cursor} if cursor else {})}
        return reverse(VIEWS[self.view][1]) + (f"?{urlencode(query)}" if query else "")

    @classmethod
    def of_saved(cls, view: str, query: Mapping[str, str]) -> "ListAddress":
        """From what was kept under a name; a view that is no more is the team's."""
        return cls(view if view in VIEWS else "team", filters_of({name: str(value) for name, value in query.items()}))

    def suffix(self) -> str:
        """What the address of a case carries so that it knows its list."""
        query = {"liste": VIEWS[self.view][0], **self.parameters()}
        return f"?{urlencode(query)}"

    def with_filter(self, **changes: Any) -> "ListAddress":
        known = {one.name for one in fields(Filters)}
        if unknown := set(changes) - known:
            raise TypeError(f"No filter {unknown}. Known: {', '.join(sorted(known))}.")
        return replace(self, filters=replace(self.filters, **changes))

    def in_view(self, view: str) -> "ListAddress":
        return replace(self, view=view)
