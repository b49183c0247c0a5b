# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Setting up who answers for what. Called by the settings page and by the demonstration; every change is logged."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.models import Assignment, Case
from nahdran.org.models import Unit
from nahdran.places.models import District
from nahdran.reports.models import Category, CategoryGroup, Question, RoutingRule
from nahdran.reports.operations.errors import UnableToChangeSettings
from nahdran.reports.routing import Condition


@dataclass(frozen=True, kw_only=True)
class SpecialRule:
    """What a special rule says. ``place`` is its place in the list, from 1; without one it stays where it is, a new one comes last."""

    unit: Unit
    group: CategoryGroup | None = None
    category: Category | None = None
    district: District | None = None
    assignee: User | None = None
    conditions: list[Condition] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    area: dict[str, Any] | None = None
    area_name: str = ""
    place: int | None = None

    def onto(self, rule: RoutingRule) -> RoutingRule:
        """``rule`` with these values, not saved."""
        for name in ("unit", "group", "category", "district", "assignee", "area", "area_name"):
            setattr(rule, name, getattr(self, name))
        rule.conditions = [condition.stored() for condition in self.conditions]
        rule.channels = list(self.channels)
        return rule


def set_rule(
    *,
    unit: Unit | None,
    actor: User | None,
    group: CategoryGroup | None = None,
    category: Category | None = None,
    district: District | None = None,
) -> RoutingRule | None:
    """Name the unit for a kind or a group in a district or the whole town; without a unit the rule goes.

    The rule without kind and district cannot go: somebody must get what fits nowhere else. Cases that are open stay where they are.
    """
    key: dict[str, Any] = {"group": group, "category": category, "district": district, "position": None}
    if unit is None and not any(key.values()):
        raise UnableToChangeSettings(_("Für alles Übrige muss immer jemand zuständig sein."))
    with transaction.atomic():
        rule = RoutingRule.objects.select_for_update().filter(**key).first()
        if (rule.unit_id if rule else None) == (unit.pk if unit else None):
            return rule
        if unit is None:
            RoutingRule.objects.filter(**key).delete()
            rule = None
        else:
            rule, _is_new = RoutingRule.objects.update_or_create(**key, defaults={"unit": unit})
        record(
            action="reports.routing",
            actor=actor,
            obj=category or group or district,
            data=_named(group, category, district, unit),
        )
    return rule


def save_special(*, says: SpecialRule, actor: User | None, rule: RoutingRule | None = None) -> RoutingRule:
    """Add or change a special rule; it holds for new reports. Cases that are open stay where they are."""
    with transaction.atomic():
        others = [row for row in _in_order() if rule is None or row.pk != rule.pk]
        at = _place(says, rule, others)
        row = says.onto(rule or RoutingRule())
        row.position = row.position or len(others) + 1
        row.save()
        _number([*others[:at], row, *others[at:]])
        data = _named(says.group, says.category, says.district, says.unit) | {"special": True}
        record(action="reports.routing", actor=actor, obj=says.category or says.group or says.district, data=data)
    return row


def remove_special(*, rule: RoutingRule, actor: User | None) -> None:
    with transaction.atomic():
        data = _named(rule.group, rule.category, rule.district, None) | {"special": True, "removed": True}
        record(action="reports.routing", actor=actor, obj=rule.category or rule.group or rule.district, data=data)
        rule.delete()


def move_special(*, rule: RoutingRule, up: bool, actor: User | None) -> None:
    """One place up or down; at the end of the list nothing happens."""
    with transaction.atomic():
        rows = _in_order()
        at = next((index for index, row in enumerate(rows) if row.pk == rule.pk), None)
        to = None if at is None else at - 1 if up else at + 1
        if at is None or to is None or not 0 <= to < len(rows):
            return
        rows[at], rows[to] = rows[to], rows[at]
        _number(rows)
        data = _named(rule.group, rule.category, rule.district, rule.unit) | {"moved": "up" if up else "down"}
        record(action="reports.routing", actor=actor, obj=rule.category or rule.group or rule.district, data=data)


def arranged(rules: list[RoutingRule], says: SpecialRule, rule: RoutingRule | None) -> list[RoutingRule]:
    """The special rules in the order they would have afterwards; nothing is saved. For trials."""
    others = [row for row in rules if rule is None or row.pk != rule.pk]
    at = _place(says, rule, others)
    changed = says.onto(RoutingRule(pk=rule.pk if rule else None))
    result = [*others[:at], changed, *others[at:]]
    for number, row in enumerate(result, start=1):
        row.position = number
    return result


def renew_words(question: Question) -> None:
    """Rules name questions and answers in words; those of a question that was changed are written anew."""
    words = {value: (label, english) for value, label, english in _wordings(question)}
    about = Q(category_id=question.category_id) | Q(group_id=question.category.group_id)
    for rule in RoutingRule.objects.select_for_update().filter(about).exclude(conditions=[]):
        for data in rule.conditions:
            if data["key"] == question.key:
                data |= {"label": question.label, "label_en": question.label_en}
                for entry in data["values"]:
                    if entry["value"] in words:
                        entry["label"], entry["label_en"] = words[entry["value"]]
        rule.save(update_fields=["conditions"])


def forget_reasons(case: Case) -> None:
    """The answers that decided go with all other answers; that there was such a question stays."""
    for row in Assignment.objects.filter(case=case, facts__has_key="why"):
        for fact in row.facts["why"]:
            fact.pop("answer", None)
        row.save(update_fields=["facts"])


def _wordings(question: Question) -> list[tuple[str, str, str]]:
    return [(choice["key"], choice["label"], choice.get("label_en", "")) for choice in question.choices]


def _in_order() -> list[RoutingRule]:
    """All special rules, locked: two people who sort at once do so one after the other."""
    RoutingRule.objects.select_for_update().filter(group=None, category=None, district=None, position=None).first()
    return list(RoutingRule.objects.select_for_update().filter(position__isnull=False).order_by("position", "pk"))


def _place(says: SpecialRule, rule: RoutingRule | None, others: list[RoutingRule]) -> int:
    """Where among the others it goes: index from 0."""
    if says.place is not None:
        return min(max(says.place - 1, 0), len(others))
    if rule is None or rule.position is None:
        return len(others)
    return sum((row.position or 0) < rule.position for row in others)


def _number(rows: list[RoutingRule]) -> None:
    for number, row in enumerate(rows, start=1):
        row.position = number
    RoutingRule.objects.bulk_update(rows, ["position"])


def _named(
    group: CategoryGroup | None, category: Category | None, district: District | None, unit: Unit | None
) -> dict[str, Any]:
    return {
        "group": group.key if group else "",
        "category": category.key if category else "",
        "district": district.slug if district else "",
        "unit": unit.name if unit else "",
    }
