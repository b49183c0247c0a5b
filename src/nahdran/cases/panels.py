# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What cases put into both faces: the rail and the search of the desk, a settings page, the own concerns in the account."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from nahdran.accounts.enums import Kind
from nahdran.accounts.erasers import erasers
from nahdran.accounts.exports import exports
from nahdran.accounts.rights import register_default_rights
from nahdran.accounts.rules import has_right_somewhere
from nahdran.cases import easy, sections
from nahdran.cases.addresses import ListAddress, filter_key
from nahdran.cases.models import Case
from nahdran.cases.operations import leave_account
from nahdran.cases.queries import capped, counters
from nahdran.cases.queries.inbox import rail_filters
from nahdran.cases.queries.mine import SHORT, own_cases, own_export
from nahdran.cases.queries.parts import part_set
from nahdran.cases.rules import may_read
from nahdran.cases.slots import CaseSection, Rows, case_sections, new_case_pages
from nahdran.cases.tables import own_rows, tone_of
from nahdran.org.texts import Text, texts
from nahdran.shell.slots import (
    Card,
    DeskAction,
    DeskList,
    DeskNavItem,
    DeskSearch,
    FooterLink,
    KeyHelp,
    SettingsPage,
    account_cards,
    desk_actions,
    desk_lists,
    desk_nav,
    desk_search,
    footer_links,
    key_helps,
    settings_pages,
)


def _reads(request: Any) -> bool:
    return has_right_somewhere(request.user, "cases.read")


def _takes_in(request: Any) -> bool:
    return len(new_case_pages) > 0 and has_right_somewhere(request.user, "cases.work")


def _waiting(view: str) -> Any:
    def badge(request: Any) -> str | None:
        count = counters(request.user)[view]
        return capped(count) if count else None

    return badge


def _own_card(request: Any) -> dict[str, Any] | None:
    if getattr(request.user, "kind", None) != Kind.CITIZEN:
        return None
    cases = list(own_cases(request.user).order_by("-id")[: SHORT + 1])
    return {"rows": own_rows(cases[:SHORT]), "has_more": len(cases) > SHORT}


def own_lists(request: Any) -> list[tuple[str, str, str]]:
    """The first few filters that this person has kept, for the rail."""
    if not _reads(request):
        return []
    return [
        (filter_key(one["id"]), one["name"], ListAddress.of_saved(one["view"], one["query"]).href())
        for one in rail_filters(request.user)
    ]


for item in (
    DeskNavItem("today", _("Heute"), "desk:today", "sun", 10),
    DeskNavItem("inbox", _("Eingang"), "desk:inbox", "inbox", 20, badge=_waiting("team"), visible=_reads, hotkey="g i"),
    DeskNavItem("mine", _("Mir zugewiesen"), "desk:inbox_mine", "user", 30, badge=_waiting("mine"), visible=_reads),
    DeskNavItem(
        "overdue",
        _("Überfällig"),
        "desk:inbox_overdue",
        "clock",
        40,
        badge=_waiting("overdue"),
        visible=_reads,
        alert=True,
    ),
    DeskNavItem(
        "follow_up",
        _("Wiedervorlage"),
        "desk:inbox_follow_up",
        "calendar",
        50,
        badge=_waiting("follow_up"),
        visible=_reads,
    ),
):
    desk_nav.register(item.key, item)

desk_lists.register("filters", DeskList("filters", _("Meine Filter"), "star", own_lists))

desk_search.register(
    "cases", DeskSearch("cases", _("Vorgänge suchen"), "desk:inbox", _("Vorgangsnummer, Ort, Person, Stichwort"))
)
desk_actions.register("new_case", DeskAction("new_case", _("Neuer Vorgang"), "desk:new", "plus", visible=_takes_in))
settings_pages.register(
    "wordings",
    SettingsPage(
        "wordings",
        _("Antwortbausteine"),
        "desk:templates",
        "doc",
        10,
        _("Vorgänge"),
        _("Fertige Sätze für Antworten, mit Platzhaltern"),
        "cases.templates",
    ),
)
settings_pages.register(
    "aftercare",
    SettingsPage(
        "aftercare",
        _("Nach dem Abschluss"),
        "desk:aftercare",
        "check-circle",
        20,
        _("Vorgänge"),
        _("Wirklich erledigt?, Zufriedenheit, erneute Prüfung"),
        "cases.aftercare",
    ),
)
settings_pages.register(
    "escalation",
    SettingsPage(
        "escalation",
        _("Warnung vor Fristende"),
        "desk:escalation",
        "clock",
        30,
        _("Vorgänge"),
        _("Wer erfährt, dass eine Frist halb vorbei, abgelaufen oder weit überschritten ist"),
        "cases.escalation",
    ),
)
sections.register()
account_cards.register("cases", Card("cases", "cases/partials/account_card.html", _own_card, 10))
footer_links.register(
    "case_lookup", FooterLink("case_lookup", _("Stand eines Anliegens"), "cases:lookup", _("Hilfe"), 30)
)

_INBOX, _CASE = _("Im Eingang"), _("In einem Vorgang")
for help_ in (
    KeyHelp("inbox", "g i", _("zum Eingang, in einem Vorgang zurück zur Liste"), _("Am Arbeitsplatz"), 10),
    KeyHelp("cases_down", "j", _("nächster Vorgang, auch mit Pfeil nach unten"), _INBOX, 20),
    KeyHelp("cases_up", "k", _("voriger Vorgang, auch mit Pfeil nach oben"), _INBOX, 21),
    KeyHelp("cases_open", "o", _("Vorgang öffnen, auch mit Enter"), _INBOX, 22),
    KeyHelp("cases_choose", "x", _("Vorgang auswählen"), _INBOX, 23),
    KeyHelp("case_answer", "r", _("Antwort schreiben"), _CASE, 30),
    KeyHelp("case_note", "n", _("interne Notiz schreiben"), _CASE, 31),
    KeyHelp("case_status", "s", _("zum nächsten Schritt"), _CASE, 32),
    KeyHelp("case_assign", "a", _("zur zuständigen Person"), _CASE, 33),
    KeyHelp("case_next", "j", _("nächster Vorgang der Liste"), _CASE, 34),
    KeyHelp("case_previous", "k", _("voriger Vorgang der Liste"), _CASE, 35),
):
    key_helps.register(help_.key, help_)


def _part_sets(case: Case, user: Any) -> dict[str, Any]:
    return {"parts": part_set(case)}


def _parts(case: Case, user: Any, rows: Rows) -> dict[str, Any] | None:
    """A confidential part is not named to those who may not read it."""
    found = rows["parts"]
    if not found:
        return None
    parts = [
        {
            "case": row.case,
            "tone": tone_of(row.case.state, row.case.of_kind.workflow),
            "is_readable": not row.case.confidentiality or bool(may_read(user, row.case)),
        }
        for row in found
    ]
    return {"parts": parts, "count": len(parts), "settled": sum(row.case.closed_at is not None for row in found)}


case_sections.register(
    "parts", CaseSection("parts", "cases/partials/parts_section.html", _parts, _part_sets, "main", 10)
)

register_default_rights(
    "cases",
    clerk=("cases.read", "cases.work"),
    lead=(
        "cases.read",
        "cases.work",
        "cases.confidential",
        "cases.share_filters",
        "cases.templates",
        "cases.aftercare",
    ),
    service=("cases.read", "cases.work"),
)
exports.register("cases", own_export)
erasers.register("cases", leave_account)

for text in (
    Text(
        "cases.lookup_lead",
        _("Satz auf der Seite zum Nachsehen"),
        _("Seite „Stand eines Anliegens“"),
        _("Mit Ihrer Vorgangsnummer und Ihrem Code sehen Sie, wie es steht, und können antworten."),
        easy.LOOKUP,
    ),
    Text(
        "cases.status_easy",
        _("Der Stand in Leichter Sprache"),
        _("Seite eines Anliegens"),
        easy=easy.STATUS,
    ),
    Text(
        "cases.after_easy",
        _("Nach dem Abschluss in Leichter Sprache"),
        _("Seiten „Wirklich erledigt?“ und „Hat sich erledigt“"),
        easy=easy.AFTER,
    ),
):
    texts.register(text.key, text)
