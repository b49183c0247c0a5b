# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""„Warum hierhin?“: every rule that was looked at on the way to a decision, in their order, and why each did not fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nahdran.places.models import District
from nahdran.reports.models import Category, RoutingRule
from nahdran.reports.routing.conditions import Told, lies_in
from nahdran.reports.routing.decide import Checked, RuleBook
from nahdran.reports.routing.words import asks, said_of


@dataclass(frozen=True, slots=True)
class Considered:
    """One rule. ``misses`` are the reasons why it did not fit, in sentences; without any it is the one that decided."""

    rule: RoutingRule
    says: str
    misses: list[str]

    @property
    def fits(self) -> bool:
        return not self.misses


def all_rules() -> QuerySet[RoutingRule]:
    """Every rule with all that its words need. One query."""
    return RoutingRule.objects.select_related("unit", "assignee", "group", "category__group", "district")


def look_at(
    category: Category, district: District | None, told: Told, *, rules: Iterable[RoutingRule] | None = None
) -> list[Considered]:
    """Special rules down to the one that fits, each with its reasons; then the cells of the table that could have fitted. One query."""
    found: list[Considered] = []
    for checked in RuleBook(all_rules() if rules is None else rules).rules:
        if not checked.rule.is_special and _misses_scope(checked.rule, category, district):
            continue  # a cell of another kind or district has nothing to say here
        found.append(Considered(checked.rule, said_of(checked.rule), _misses(checked, category, district, told)))
        if found[-1].fits:
            break
    return found


def _misses(checked: Checked, category: Category, district: District | None, told: Told) -> list[str]:
    rule = checked.rule
    misses = _misses_scope(rule, category, district)
    for condition in checked.conditions:
        if not condition.holds(told.answers):
            misses.append(_("Verlangt, dass %(what)s.") % {"what": asks(condition)})
    if checked.area is not None and not lies_in(checked.area, told):
        known = told.lon is not None
        words: Any = (
            _("Der Ort liegt nicht im Gebiet „%(name)s“.") if known else _("Ohne Ort passt kein Gebiet: „%(name)s“.")
        )
        misses.append(words % {"name": rule.area_name})
    if rule.channels and told.channel not in rule.channels:
        misses.append(_("Gilt für andere Kanäle."))
    if not rule.unit.is_active:
        misses.append(_("Die Einheit %(unit)s ist nicht in Betrieb.") % {"unit": rule.unit.name})
    return misses


def _misses_scope(rule: RoutingRule, category: Category, district: District | None) -> list[str]:
    misses = []
    if rule.category_id not in {None, category.pk} or rule.group_id not in {None, category.group_id}:
        misses.append(_("Gilt für eine andere Art."))
    if rule.district_id is not None and (district is None or rule.district_id != district.pk):
        misses.append(_("Gilt für einen anderen Ortsteil."))
    return misses
