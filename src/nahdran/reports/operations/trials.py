# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Trying a change of the routing on past reports, and taking it over afterwards. Nothing but the trial itself is written before that."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from nahdran.accounts.models import User
from nahdran.kit import clock
from nahdran.org.models import Unit
from nahdran.places.models import District
from nahdran.reports.models import Category, CategoryGroup, Report, RoutingRule, RoutingTrial
from nahdran.reports.operations.errors import UnableToChangeSettings
from nahdran.reports.operations.routes import SpecialRule, arranged, remove_special, save_special, set_rule
from nahdran.reports.routing import Condition, RuleBook, Told
from nahdran.reports.routing.look import all_rules

# The task itself stands in tasks.py, above; it is called by this name.
TRY = "nahdran.reports.try_routing"
# Tried at once, while the administrator waits: one to two seconds. More is the worker's.
AT_ONCE = 1000
_PORTION = 1000
_EXAMPLES = 12
KEPT_FOR = timedelta(days=2)


def start_trial(*, change: dict[str, Any], most: int, actor: User | None) -> RoutingTrial:
    """Try ``change`` on the newest reports: a few at once, many in the worker. Raises UnableToChangeSettings if it cannot be."""
    _changed_rules(change, _rules())
    with transaction.atomic():
        trial = RoutingTrial.objects.create(change=change, most=most, created_by=actor)
        if most > AT_ONCE:
            app.configure_task(TRY).defer(trial_id=str(trial.pk))
    return run_trial(trial.pk) or trial if most <= AT_ONCE else trial


def run_trial(trial_id: UUID | str) -> RoutingTrial | None:
    """Count what would go elsewhere. Called twice it counts again and writes the same; a discarded trial is left alone."""
    trial = RoutingTrial.objects.filter(pk=trial_id).first()
    if trial is None or trial.finished_at:
        return trial
    rules = _rules()
    tally = _Tally(before=RuleBook(_in_use(rules)), after=RuleBook(_in_use(_changed_rules(trial.change, rules))))
    for rows in _portions(trial.most):
        tally.add(rows)
        if not RoutingTrial.objects.filter(pk=trial.pk).update(seen=tally.seen):
            return None
    trial.seen, trial.result, trial.finished_at = tally.seen, tally.result(), clock.now()
    RoutingTrial.objects.filter(pk=trial.pk).update(seen=trial.seen, result=trial.result, finished_at=trial.finished_at)
    return trial


def take_over(*, trial: RoutingTrial, actor: User) -> None:
    """Save what was tried, for new reports. Of two clicks one saves. Raises UnableToChangeSettings if rule or unit are gone meanwhile."""
    with transaction.atomic():
        fresh = RoutingTrial.objects.select_for_update().filter(pk=trial.pk).first()
        if fresh is None:
            return
        change = fresh.change
        if change["sort"] == "cell":
            set_rule(unit=_unit(change), actor=actor, **_scope(change))
        elif change["remove"]:
            remove_special(rule=_known(change), actor=actor)
        else:
            save_special(says=special_of(change), rule=_known(change) if change["pk"] else None, actor=actor)
        fresh.delete()


def discard_trial(*, trial: RoutingTrial) -> None:
    RoutingTrial.objects.filter(pk=trial.pk).delete()


def expire_trials() -> int:
    return RoutingTrial.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()[0]


def special_of(change: dict[str, Any]) -> SpecialRule:
    """The special rule that a change describes. Raises UnableToChangeSettings."""
    unit = _unit(change)
    if unit is None:
        raise UnableToChangeSettings(_("Diese Einheit gibt es nicht mehr."))
    return SpecialRule(
        unit=unit,
        assignee=User.objects.filter(pk=change["person"]).first() if change["person"] else None,
        conditions=[Condition.read(data) for data in change["conditions"]],
        channels=change["channels"],
        area=change["area"],
        area_name=change["area_name"],
        place=change["place"],
        **_scope(change),
    )


def _scope(change: dict[str, Any]) -> dict[str, Any]:
    """Group or kind, and district, by their keys. Raises UnableToChangeSettings if one of them is gone."""
    sort, _colon, name = change["what"].partition(":")
    scope: dict[str, Any] = {
        "group": CategoryGroup.objects.filter(key=name).first() if sort == "gruppe" else None,
        "category": Category.objects.select_related("group").filter(key=name).first() if sort == "art" else None,
        "district": District.objects.filter(slug=change["district"]).first() if change["district"] else None,
    }
    if (sort and not (scope["group"] or scope["category"])) or (change["district"] and not scope["district"]):
        raise UnableToChangeSettings(_("Diese Art oder diesen Ortsteil gibt es nicht mehr."))
    return scope


def _unit(change: dict[str, Any]) -> Unit | None:
    return Unit.objects.filter(pk=change["unit"]).first() if change["unit"] else None


def _known(change: dict[str, Any]) -> RoutingRule:
    rule = all_rules().filter(pk=change["pk"], position__isnull=False).first()
    if rule is None:
        raise UnableToChangeSettings(_("Diese Regel gibt es nicht mehr."))
    return rule


def _rules() -> list[RoutingRule]:
    return list(all_rules().order_by("position", "pk"))


def _in_use(rules: list[RoutingRule]) -> list[RoutingRule]:
    return [rule for rule in rules if rule.unit.is_active]


def _changed_rules(change: dict[str, Any], rules: list[RoutingRule]) -> list[RoutingRule]:
    """The rules as they would be. None of those given is touched."""
    cells = [rule for rule in rules if not rule.is_special]
    special = [rule for rule in rules if rule.is_special]
    if change["sort"] == "cell":
        scope, unit = _scope(change), _unit(change)
        if unit is None and not any(scope.values()):
            raise UnableToChangeSettings(_("Für alles Übrige muss immer jemand zuständig sein."))
        key = tuple(row.pk if row else None for row in scope.values())
        cells = [rule for rule in cells if (rule.group_id, rule.category_id, rule.district_id) != key]
        return [*special, *cells, *([RoutingRule(unit=unit, **scope)] if unit else [])]
    known = _known(change) if change["pk"] else None
    if change["remove"]:
        return [rule for rule in rules if rule.pk != change["pk"]]
    return [*arranged([_copy(rule) for rule in special], special_of(change), known), *cells]


def _copy(rule: RoutingRule) -> RoutingRule:
    """Its place changes in the trial, not in the rules of today."""
    twin = RoutingRule(**{field.attname: getattr(rule, field.attname) for field in RoutingRule._meta.concrete_fields})
    twin.unit = rule.unit
    return twin


_Row = tuple[int, int, int | None, float, float, dict[str, Any], str]


def _portions(most: int) -> Iterator[list[_Row]]:
    """The newest reports, a thousand at a time, along the primary key."""
    fields = ("pk", "category_id", "district_id", "lon", "lat", "answers", "case__channel")
    rows = Report.objects.order_by("-pk").values_list(*fields)
    last, left = None, most
    while left > 0:
        found = list((rows.filter(pk__lt=last) if last else rows)[: min(_PORTION, left)])
        if not found:
            return
        yield found
        last, left = found[-1][0], left - len(found)


@dataclass
class _Tally:
    """Counts moves by unit and kind and keeps a few of the newest as examples."""

    before: RuleBook
    after: RuleBook
    seen: int = 0
    moves: Counter[tuple[int | None, int | None, int]] = field(default_factory=Counter)
    examples: dict[tuple[int | None, int | None, int], list[int]] = field(default_factory=dict)
    kinds: dict[int, Category] = field(default_factory=lambda: {row.pk: row for row in Category.objects.all()})

    def add(self, rows: list[_Row]) -> None:
        for pk, category_id, district_id, lon, lat, answers, channel in rows:
            kind, told = self.kinds[category_id], Told(answers, lon, lat, channel)
            district = District(pk=district_id) if district_id else None
            start = self.before.unit_for(kind, district, told)
            end = self.after.unit_for(kind, district, told)
            if start != end:
                move = (start, end, category_id)
                self.moves[move] += 1
                if len(kept := self.examples.setdefault(move, [])) < _EXAMPLES:
                    kept.append(pk)
        self.seen += len(rows)

    def result(self) -> dict[str, Any]:
        return {
            "moves": [
                {"from": start, "to": end, "kind": kind, "count": count, "examples": self.examples[start, end, kind]}
                for (start, end, kind), count in self.moves.most_common()
            ]
        }
