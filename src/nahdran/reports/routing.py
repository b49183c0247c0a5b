# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gets a report: the most specific rule wins, and says why in a sentence. Used when a case opens, by the desk and by the tester.

Category and district > category > group and district > group > district > the rest of the town.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nahdran.cases.kinds import Decision, reasons
from nahdran.kit.language import in_reader_language
from nahdran.org.models import Unit
from nahdran.org.queries import active_units
from nahdran.places.models import District
from nahdran.reports.models import Category, RoutingRule

# Under this name the core finds our words again.
BY = "report_rule"


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
        return Decision(unit_id=self.unit.pk, because=self.sentence, facts=self.facts)


# What ``explain`` needs of a rule, for those who read it together with other things.
RULE_FIELDS = ("id", "group_id", "category_id", "district_id", "unit_id", "unit__name", "unit__short_name")


def rules_for(category: Category, district: District | None) -> QuerySet[RoutingRule]:
    """The rules that fit."""
    return RoutingRule.objects.filter(
        Q(category=category) | Q(group_id=category.group_id) | Q(category=None, group=None),
        Q(district=district) | Q(district=None) if district else Q(district=None),
        unit__is_active=True,
    )


def explain(
    category: Category, district: District | None, *, rules: Iterable[RoutingRule] | None = None
) -> Explanation:
    """The unit for a kind of defect in a district. One query, unless the fitting ``rules`` are at hand with their units; raises
    NoUnit only if the town has no unit at all."""
    if rules is None:
        rules = rules_for(category, district).select_related("unit")
    rule = max(rules, key=_weight, default=None)
    if rule is None:
        return _without_rule()
    return Explanation(unit=rule.unit, facts=_facts(rule, category, district), rule=rule)


def _weight(rule: RoutingRule) -> int:
    what = 2 if rule.category_id else 1 if rule.group_id else 0
    return what * 2 + bool(rule.district_id)


def _facts(rule: RoutingRule, category: Category, district: District | None) -> dict[str, Any]:
    """By name, because a case keeps them: rules and names may change, the reason of that day does not."""
    what = category if rule.category_id else category.group if rule.group_id else None
    return {
        "by": BY,
        "rule": rule.pk,
        "what": what.name if what else "",
        "what_en": what.name_en if what else "",
        "where": district.name if rule.district_id and district else "",
        "unit": rule.unit.name,
    }


def in_words(facts: Mapping[str, Any]) -> str:
    """Why a unit has got a case, in the language of the reader."""
    names = {"unit": facts["unit"]}
    if facts["rule"] is None:
        return _("Noch keine Zuständigkeit eingerichtet: %(unit)s") % names
    names |= {"what": in_reader_language(facts["what"], facts["what_en"]), "where": facts["where"]}
    if names["what"] and names["where"]:
        return _("%(what)s in %(where)s: %(unit)s") % names
    if names["what"]:
        return _("%(what)s in der ganzen Stadt: %(unit)s") % names
    if names["where"]:
        return _("Alles Übrige in %(where)s: %(unit)s") % names
    return _("Alles Übrige in der ganzen Stadt: %(unit)s") % names


def _without_rule() -> Explanation:
    unit = active_units().order_by("id").first()
    if unit is None:
        raise NoUnit
    return Explanation(unit=unit, facts={"by": BY, "rule": None, "unit": unit.name}, rule=None)


reasons.register(BY, in_words)
