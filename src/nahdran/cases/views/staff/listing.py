# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The day's board and the inbox."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahdran.accounts.access import staff_required
from nahdran.accounts.rules import has_right_somewhere, units_with_right
from nahdran.cases.addresses import ListAddress, filter_key, filters_of
from nahdran.cases.enums import BulkAction
from nahdran.cases.kinds import kinds
from nahdran.cases.models import Case, SavedFilter
from nahdran.cases.operations.bulk import MOST_AT_ONCE
from nahdran.cases.queries import Filters, Row, board, capped, counters, inbox
from nahdran.cases.queries.filters import COUNTED, filters_for, start_filter
from nahdran.cases.queries.inbox import SETTLED, channel_choices, listed, status_choices
from nahdran.cases.slots import inbox_notes
from nahdran.cases.tables import tone_of
from nahdran.kit import clock
from nahdran.kit.paging import InvalidCursor
from nahdran.org.queries import active_units

LABELS = {
    "team": _("Team"),
    "mine": _("Mir zugewiesen"),
    "unassigned": _("Ohne Zuständige"),
    "follow_up": _("Wiedervorlage heute"),
    "overdue": _("Überfällig"),
    "asked_again": _("Rückmeldungen"),
    "closed": _("Abgeschlossen"),
}
DUE_LABELS = [
    ("overdue", _("überfällig")),
    ("far", _("um die Hälfte überschritten")),
    ("today", _("heute fällig")),
    ("week", _("in sieben Tagen fällig")),
    ("half", _("mehr als halb vorbei")),
]
# The label of a filter and what can be chosen.
Choices = dict[str, tuple[Any, list[tuple[Any, Any]]]]
# What cannot wait stands across the whole board, above what can.
URGENT = {"late", "today", "follow_up"}
# The rail has entries of its own for these.
RAIL = {"mine": "mine", "overdue": "overdue", "follow_up": "follow_up"}


@staff_required()
def start(request: HttpRequest) -> HttpResponse:
    """Where the day begins: with the board, or with the filter that somebody has chosen for that."""
    chosen = start_filter(request.user)
    if chosen is not None:
        return redirect(ListAddress.of_saved(chosen.view, chosen.query).href())
    return _board(request)


@staff_required()
def today(request: HttpRequest) -> HttpResponse:
    return _board(request)


def _board(request: HttpRequest) -> HttpResponse:
    found = board(request.user)
    address = ListAddress()
    parts = [
        ("late", _("Überfällig"), found.late, address.in_view("overdue")),
        ("today", _("Heute fällig"), found.today, address.with_filter(due="today")),
        ("follow_up", _("Wiedervorlage"), found.follow_up, address.in_view("follow_up")),
        ("mine", _("Mir zugewiesen"), found.mine, address.in_view("mine")),
        ("new", _("Neu und ohne Zuständige"), found.new, address.in_view("unassigned")),
    ]
    sections = [
        {"key": key, "title": title, "rows": lines(rows, at), "more": at.href(), "is_wide": key in URGENT}
        for key, title, rows, at in parts
    ]
    counts = counters(request.user)
    context = {
        "sections": sections,
        "today": clock.now(),
        "counts": {view: capped(count) for view, count in counts.items()},
        "asked_again": counts["asked_again"],
        "asked_again_href": address.in_view("asked_again").href(),
        "current_desk": "today",
    }
    return render(request, "cases/staff/start.html", context)


@staff_required("cases.read")
def listing(request: HttpRequest, view: str) -> HttpResponse:
    """One view of the inbox. A cursor that is not ours leads to the first page of the same list."""
    address = ListAddress(view, filters_of(request.GET))
    saved = filters_for(request.user)
    also = _counted(request.user, saved)
    try:
        page = inbox(request.user, view=view, filters=address.filters, cursor=request.GET.get("ab", ""), also=also)
    except InvalidCursor:
        return redirect(address.href())
    choices = _choices(request, view)
    context = {
        "rows": lines(page.rows, address),
        "count": capped(page.count),
        "shown": len(page.rows),
        "previous": address.href(page.previous) if page.previous else "",
        "next": address.href(page.next) if page.next else "",
        "units": _units(choices),
        "tabs": _tabs(address, page.counters),
        "active": _active(address, choices),
        "menus": _menus(address, choices),
        "address": address,
        **_saved(address, saved, page.counters),
        "actions": BulkAction.choices if has_right_somewhere(request.user, "cases.work") else [],
        "most": MOST_AT_ONCE,
        "is_narrowed": bool(address.parameters()),
        "plain_href": ListAddress(view).href(),
        "view": view,
        "view_label": LABELS[view],
        "newest_first": address.filters.sort == "newest",
        "turned_href": address.with_filter(sort="due" if address.filters.sort == "newest" else "newest").href(),
        "desk_query": address.filters.text,
        "notes": [] if request.GET.get("ab") else [panel for note in inbox_notes if (panel := note(request.user))],
        "current_desk": _place_in_rail(request.user, address, saved),
    }
    return render(request, "cases/staff/inbox.html", context)


def _counted(user: Any, saved: Iterable[SavedFilter]) -> dict[str, QuerySet[Case]]:
    """The first few are counted with the rest; one with words would need a question of its own."""
    found: dict[str, QuerySet[Case]] = {}
    for one in islice(saved, COUNTED):
        address = ListAddress.of_saved(one.view, one.query)
        if not address.filters.text:
            found[f"saved:{one.pk}"] = listed(user, address.view, address.filters)
    return found


def _place_in_rail(user: Any, address: ListAddress, saved: Iterable[SavedFilter]) -> str:
    """A list that this person has kept stands there under its own name."""
    own = (one for one in saved if one.owner_id == user.pk and ListAddress.of_saved(one.view, one.query) == address)
    return next((filter_key(one.pk) for one in islice(own, 1)), RAIL.get(address.view, "inbox"))


def _saved(address: ListAddress, saved: list[SavedFilter], counts: dict[str, int]) -> dict[str, Any]:
    """The chips of the kept filters. A list that has a name already need not be kept again."""
    chips = []
    for one in saved:
        own = ListAddress.of_saved(one.view, one.query)
        count = counts.get(f"saved:{one.pk}")
        chips.append(
            {
                "label": one.name,
                "href": own.href(),
                "current": own == address,
                "count": capped(count) if count else None,
                "icon": "star" if one.unit_id is None else "people",
            }
        )
    return {"saved": chips, "may_keep": not any(chip["current"] for chip in chips)}


def lines(rows: Iterable[Row], address: ListAddress) -> list[dict[str, Any]]:
    """Rows with the address of their case and the tone of their badge."""
    suffix = address.suffix()
    return [
        {"row": row, "href": f"{case_href(row)}{suffix}", "tone": tone_of(row.state, row.case.of_kind.workflow)}
        for row in rows
    ]


def case_href(row: Row) -> str:
    return reverse("desk:case", kwargs={"reference": row.case.reference})


def _tabs(address: ListAddress, counts: dict[str, int]) -> list[dict[str, Any]]:
    """The filters stay when somebody changes the view."""
    return [
        {
            "label": label,
            "href": address.in_view(view).href(),
            "current": view == address.view,
            "count": capped(counts[view]) if counts.get(view) else None,
        }
        for view, label in LABELS.items()
    ]


def _choices(request: HttpRequest, view: str) -> Choices:
    """What can be chosen for each filter."""
    kind_choices = [(kind.key, kind.label) for kind in kinds]
    held = units_with_right(request.user, "cases.read")
    unit_choices = [(unit.pk, unit.name) for unit in active_units() if unit.pk in held]
    choices: Choices = {
        "kind": (_("Art"), kind_choices),
        "status": (_("Status"), status_choices(closed=view in SETTLED)),
        "due": (_("Frist"), [] if view == "closed" else DUE_LABELS[1:2] if view == "overdue" else DUE_LABELS),
        "unit": (_("Einheit"), unit_choices),
        "channel": (_("Kanal"), channel_choices()),
    }
    return choices


def _units(choices: Choices) -> str:
    """Whose inbox this is, as long as it can be said in a line."""
    names = [str(name) for _key, name in choices["unit"][1]]
    return ", ".join(names) if len(names) <= 2 else gettext("%(count)s Einheiten") % {"count": len(names)}


def _menus(address: ListAddress, choices: Choices) -> list[dict[str, Any]]:
    """The filters that are not set, each with its choices as links."""
    return [
        {
            "label": label,
            "items": [{"label": text, "href": address.with_filter(**{name: value}).href()} for value, text in options],
        }
        for name, (label, options) in choices.items()
        if not getattr(address.filters, name) and len(options) > 1
    ]


def _active(address: ListAddress, choices: Choices) -> list[dict[str, Any]]:
    """The filters that are set; each chip leads to the list without it."""
    chips = []
    for name in ("kind", "status", "due", "unit", "channel"):
        value = getattr(address.filters, name)
        if value:
            label, known = choices.get(name, (name, []))
            text = next((text for key, text in known if key == value), _("unbekannt"))
            chips.append({"label": f"{label}: {text}", "href": address.with_filter(**{name: _plain(name)}).href()})
    if address.filters.text:
        chips.append({"label": f"„{address.filters.text}“", "href": address.with_filter(text="").href()})
    return chips


def _plain(name: str) -> Any:
    return getattr(Filters(), name)
