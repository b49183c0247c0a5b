# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sections that other apps add to the page of a case: their querysets for the page's one query, their values afterwards."""

from typing import Any

from django.db.models import QuerySet

from nahdran.cases.kinds import Panel
from nahdran.cases.models import Case
from nahdran.cases.slots import CaseSection, Rows, case_sections

_MARK = "section:"


def section_sets(case: Case, user: Any) -> dict[str, QuerySet[Any]]:
    """Every set under a name that no other section and no part of the page uses."""
    return {
        f"{_prefix(section)}{name}": rows
        for section in case_sections
        for name, rows in section.sets(case, user).items()
    }


def sections_of(case: Case, user: Any, rows: Rows) -> dict[str, list[Panel]]:
    """What is to be shown, by the part of the page, in order."""
    shown: dict[str, list[Panel]] = {"main": [], "side": []}
    for section in case_sections:
        prefix = _prefix(section)
        own = {name.removeprefix(prefix): found for name, found in rows.items() if name.startswith(prefix)}
        context = section.context(case, user, own)
        if context is not None:
            shown[section.part].append(Panel(section.template, dict(context)))
    return shown


def _prefix(section: CaseSection) -> str:
    return f"{_MARK}{section.key}:"
