# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the page of one case shows: its history, promises, links, people of the unit, the own draft, its place in the list."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from nahdran.accounts.models import User
from nahdran.accounts.rights import rights_of_role
from nahdran.cases.enums import Confidentiality, LinkKind
from nahdran.cases.kinds import Panel
from nahdran.cases.models import Case, CaseLink, Deadline, Draft, Presence, ReplyTemplate
from nahdran.cases.queries.inbox import Filters
from nahdran.cases.queries.neighbours import neighbour_sets
from nahdran.cases.queries.sections import section_sets, sections_of
from nahdran.cases.queries.timeline import History, history_of, history_sets
from nahdran.cases.queries.together import together
from nahdran.cases.queries.watching import watching
from nahdran.cases.rules import may_read
from nahdran.org.models import Membership, Unit
from nahdran.org.queries import members


@dataclass(frozen=True, slots=True)
class Linked:
    """Another case as seen from this one."""

    case: Case
    label: Any
    # This case points to the other; seen from there the sentence is turned.
    is_own: bool
    # A confidential case is not named to those who may not read it.
    is_readable: bool = True
    # This case is closed and goes on in the other.
    is_merged_here: bool = False


_TURNED = {
    LinkKind.DUPLICATE: _("wird auch gemeldet in"),
    LinkKind.PART: _("umfasst"),
    LinkKind.RELATED: _("hängt zusammen mit"),
    LinkKind.MERGED: _("hierher zusammengeführt:"),
    LinkKind.SPLIT: _("hat den Teil"),
    LinkKind.FOLLOWS: _("wird fortgesetzt in"),
}


_LINKED = ("__reference", "__title", "__unit_id", "__assignee_id", "__confidentiality")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything about one case that the desk shows, for one clerk."""

    history: History
    deadlines: list[Deadline]
    links: list[Linked]
    others: list[Presence]
    people: list[User]
    draft: Draft | None
    previous: str
    next: str
    # What other apps add, by the part of the page.
    sections: dict[str, list[Panel]]


def sheet_of(case: Case, user: Any, *, view: str, filters: Filters) -> Sheet:
    """One query. ``view`` and ``filters`` name the list somebody came from, for the neighbours."""
    before, after = neighbour_sets(user, case, view=view, filters=filters)
    rows = together(
        **history_sets(case),
        deadlines=Deadline.objects.filter(case=case)
        .order_by("days", "id")
        .values("id", "case_id", "kind", "days", "started_at", "due_at", "met_at"),
        links=CaseLink.objects.filter(Q(case=case) | Q(other=case))
        .order_by("id")
        .values(
            "id",
            "kind",
            *(f"{side}{name}" for side in ("case", "other") for name in ("_id", *_LINKED)),
        ),
        others=watching(case, user).values("id", "case_id", "writing", "seen_at", "user_id", "user__name"),
        people=people_for(case).values("id", "name"),
        drafts=Draft.objects.filter(case=case, author=user).values(
            "id", "case_id", "author_id", "text", "base", "changed_at"
        ),
        before=before.values("id", "reference"),
        after=after.values("id", "reference"),
        **section_sets(case, user),
    )
    return Sheet(
        history=history_of(case, rows),
        deadlines=rows["deadlines"],
        links=[_linked(row, case, user) for row in rows["links"]],
        others=rows["others"],
        people=rows["people"],
        draft=next(iter(rows["drafts"]), None),
        previous=rows["before"][0].reference if rows["before"] else "",
        next=rows["after"][0].reference if rows["after"] else "",
        sections=sections_of(case, user, rows),
    )


def _linked(row: CaseLink, case: Case, user: Any) -> Linked:
    is_own = row.case_id == case.pk
    other = row.other if is_own else row.case
    is_readable = other.confidentiality == Confidentiality.NORMAL or bool(may_read(user, other))
    label = row.get_kind_display() if is_own else _TURNED[LinkKind(row.kind)]
    merged = is_own and row.kind == LinkKind.MERGED
    return Linked(other, label, is_own=is_own, is_readable=is_readable, is_merged_here=merged)


def people_for(case: Case) -> QuerySet[User]:
    """Who may be given the case: active people of its unit, and whoever has it now."""
    members = Membership.objects.filter(unit_id=case.unit_id).values("user_id")
    wanted = Q(pk__in=members, is_active=True) | Q(pk=case.assignee_id or 0)
    return User.objects.filter(wanted).order_by("name", "id")


def holders(unit: Unit, right: str) -> list[User]:
    """Who holds a right in this very unit, by name. One query."""
    return [entry.user for entry in members(unit) if right in rights_of_role(entry.role)]


def draft_of(case: Case, user: Any) -> Draft | None:
    return Draft.objects.filter(case=case, author=user).first()


def wordings_for(case: Case) -> list[ReplyTemplate]:
    """The wordings in use for this kind and unit."""
    return list(
        ReplyTemplate.objects.filter(
            Q(kind="") | Q(kind=case.kind), Q(unit=None) | Q(unit_id=case.unit_id), is_active=True
        ).order_by("title", "id")
    )
