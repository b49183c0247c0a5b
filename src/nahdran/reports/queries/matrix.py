# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The routing rules to be read: special rules as a list, cells as a matrix with a row for each group and each kind with a rule of its own, a column for each district with one.

Cells without a rule show who gets it all the same, quietly. Four queries, whatever the number of rules.
"""

from dataclasses import dataclass

from nahdran.places.models import District
from nahdran.reports.models import Category, CategoryGroup, RoutingRule
from nahdran.reports.routing import said_of
from nahdran.reports.routing.look import all_rules


@dataclass(frozen=True, slots=True)
class Cell:
    """``unit`` is who gets it; ``own`` says whether a rule stands right here. ``what`` and ``where`` name the cell in addresses."""

    unit: str
    own: bool
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    label: str
    is_kind: bool
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: list[str]
    rows: list[MatrixRow]


@dataclass(frozen=True, slots=True)
class SpecialLine:
    """A special rule in its list; ``is_first`` and ``is_last`` say where it cannot be moved."""

    rule: RoutingRule
    says: str
    is_first: bool
    is_last: bool


def special_rules() -> list[SpecialLine]:
    """From the top, as they are asked. One query."""
    rows = list(all_rules().filter(position__isnull=False).order_by("position", "pk"))
    last = len(rows) - 1
    return [SpecialLine(row, said_of(row), at == 0, at == last) for at, row in enumerate(rows)]


def routing_matrix() -> Matrix:
    rules = {
        (rule.group_id, rule.category_id, rule.district_id): rule.unit.name
        for rule in RoutingRule.objects.filter(position=None).select_related("unit")
    }
    named = {district for _group, _category, district in rules if district}
    districts = list(District.objects.filter(pk__in=named).order_by("name").only("pk", "name", "slug"))
    special = {category for _group, category, _district in rules if category}
    kinds: dict[int, list[Category]] = {}
    for category in Category.objects.filter(pk__in=special).order_by("position", "name"):
        kinds.setdefault(category.group_id, []).append(category)
    rows = []
    for group in CategoryGroup.objects.all():
        rows.append(_row(rules, group, None, districts))
        rows += [_row(rules, group, category, districts) for category in kinds.get(group.pk, [])]
    rows.append(_row(rules, None, None, districts))
    return Matrix([district.name for district in districts], rows)


_Rules = dict[tuple[int | None, int | None, int | None], str]


def _row(rules: _Rules, group: CategoryGroup | None, category: Category | None, districts: list[District]) -> MatrixRow:
    label = category.label if category else group.label if group else ""
    what = f"art:{category.key}" if category else f"gruppe:{group.key}" if group else ""
    cells = [_cell(rules, group, category, district, what) for district in (None, *districts)]
    return MatrixRow(label, category is not None, cells)


def _cell(
    rules: _Rules, group: CategoryGroup | None, category: Category | None, district: District | None, what: str
) -> Cell:
    group_id = group.pk if group else None
    where = district.pk if district else None
    own = (None, category.pk, where) if category else (group_id, None, where)
    chain = [own]
    if category:
        chain += [(None, category.pk, None), (group_id, None, where)]
    chain += [(group_id, None, None), (None, None, where), (None, None, None)]
    unit = next((rules[key] for key in chain if key in rules), "")
    return Cell(unit, own in rules, what, district.slug if district else "")
