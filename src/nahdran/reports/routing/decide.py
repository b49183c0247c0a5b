# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The decision itself: for one report when it opens and at the desk (``explain``), or for thousands in a trial (``RuleBook``)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from nahdran.cases.kinds import Decision
from nahdran.org.models import Unit
from nahdran.org.queries import active_units
from nahdran.places.mapdata import Geometry
from nahdran.places.models import District
from nahdran.reports.models import Category, RoutingRule
from nahdran.reports.routing.conditions import NOTHING, Condition, Told, area_of, conditions_of, lies_in
from nahdran.reports.routing.words import BY, in_words


class NoUnit(Exception):
    """There is no unit in use at all, so nobody could get anything. The settings say how to make one."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """``rule`` is None if no rule was set up and the first unit helps out."""

    unit: Unit
    facts: Mapping[str, Any]
    rule: RoutingRule | None

    @property
    def sentence(self) -> str:
        """In the language of the reader."""
        return in_words(self.facts)

    @property
    def decision(self) -> Decision:
        assignee_id = self.rule.assignee_id if self.rule else None
        return Decision(unit_id=self.unit.pk, because=self.sentence, facts=self.facts, assignee_id=assignee_id)


# What ``explain`` needs of a rule, for those who read it together with other things.
RULE_FIELDS = (
    *("id", "group_id", "category_id", "district_id", "unit_id", "unit__name", "unit__short_name"),
    *("position", "conditions", "channels", "area", "area_name"),
)


def rules_for(category: Category, district: District | None) -> QuerySet[RoutingRule]:
    """The rules that fit by kind and district; what special rules ask for beside that is not looked at here."""
    return RoutingRule.objects.filter(
        Q(category=category) | Q(group_id=category.group_id) | Q(category=None, group=None),
        Q(district=district) | Q(district=None) if district else Q(district=None),
        unit__is_active=True,
    )


def explain(
    category: Category,
    district: District | None,
    *,
    told: Told = NOTHING,
    rules: Iterable[RoutingRule] | None = None,
) -> Explanation:
    """The unit for a kind of defect in a district, and for what else was ``told``. One query, unless the ``rules`` for kind and district are
    at hand with their units; raises NoUnit only if the town has no unit at all."""
    if rules is None:
        rules = rules_for(category, district).select_related("unit")
    return RuleBook(rules).decide(category, district, told)


class Checked:
    """A rule made ready for many questions."""

    __slots__ = ("area", "conditions", "rule", "weight")

    def __init__(self, rule: RoutingRule) -> None:
        self.rule = rule
        self.conditions: list[Condition] = conditions_of(rule)
        self.area: Geometry | None = area_of(rule)
        self.weight = _weight(rule)

    def fits(self, category: Category, district: District | None, told: Told) -> bool:
        rule = self.rule
        return (
            (rule.category_id is None or rule.category_id == category.pk)
            and (rule.group_id is None or rule.group_id == category.group_id)
            and (rule.district_id is None or (district is not None and rule.district_id == district.pk))
            and self.holds(told)
        )

    def holds(self, told: Told) -> bool:
        """Whether what the rule asks for beside kind and district is so."""
        return (
            (not self.rule.channels or told.channel in self.rule.channels)
            and all(condition.holds(told.answers) for condition in self.conditions)
            and (self.area is None or lies_in(self.area, told))
        )

    def why(self, told: Told) -> list[dict[str, Any]]:
        facts = [condition.fact(told.answers) for condition in self.conditions]
        if self.area is not None:
            facts.append({"sort": "area", "name": self.rule.area_name})
        if self.rule.channels:
            facts.append({"sort": "channel", "channel": told.channel})
        return facts


class RuleBook:
    """Rules in the order in which they are asked: special ones from the top, then cells from the most to the least specific.

    Rules whose unit is out of use must have been left out before; each rule needs its unit.
    """

    def __init__(self, rules: Iterable[RoutingRule]) -> None:
        self.rules = sorted((Checked(rule) for rule in rules), key=lambda checked: checked.weight)
        self._by_kind: dict[tuple[int, int], list[Checked]] = {}

    def decide(self, category: Category, district: District | None, told: Told) -> Explanation:
        checked = next((each for each in self._of(category) if each.fits(category, district, told)), None)
        if checked is None:
            return _without_rule()
        return Explanation(checked.rule.unit, _facts(checked, category, district, told), checked.rule)

    def unit_for(self, category: Category, district: District | None, told: Told) -> int | None:
        """Only the number of the unit; None where the first unit would help out. For many reports."""
        for checked in self._of(category):
            if checked.fits(category, district, told):
                return checked.rule.unit_id
        return None

    def _of(self, category: Category) -> list[Checked]:
        key = (category.pk, category.group_id)
        if key not in self._by_kind:
            self._by_kind[key] = [
                each
                for each in self.rules
                if each.rule.category_id in {None, category.pk} and each.rule.group_id in {None, category.group_id}
            ]
        return self._by_kind[key]


def _weight(rule: RoutingRule) -> tuple[int, int, int]:
    """The smallest is asked first."""
    if rule.position is not None:
        return (0, rule.position, rule.pk or 0)
    what = 2 if rule.category_id else 1 if rule.group_id else 0
    return (1, -(what * 2 + bool(rule.district_id)), rule.pk or 0)


def _facts(checked: Checked, category: Category, district: District | None, told: Told) -> dict[str, Any]:
    """By name, because a case keeps them: rules and names may change, the reason of that day does not."""
    rule = checked.rule
    what = category if rule.category_id else category.group if rule.group_id else None
    facts: dict[str, Any] = {
        "by": BY,
        "rule": rule.pk,
        "what": what.name if what else "",
        "what_en": what.name_en if what else "",
        "where": district.name if rule.district_id and district else "",
        "unit": rule.unit.name,
    }
    if rule.is_special:
        facts |= {"special": True, "why": checked.why(told)}
    return facts


def _without_rule() -> Explanation:
    unit = active_units().order_by("id").first()
    if unit is None:
        raise NoUnit
    return Explanation(unit=unit, facts={"by": BY, "rule": None, "unit": unit.name}, rule=None)
