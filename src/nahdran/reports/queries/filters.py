# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the public list can be narrowed to: groups, kinds of a chosen group, districts. One small query each."""

from dataclasses import dataclass

from nahdran.cases.queries.together import together
from nahdran.kit.language import in_reader_language
from nahdran.places.models import District
from nahdran.reports.kept import Kept
from nahdran.reports.models import Category, CategoryGroup


@dataclass(frozen=True, slots=True)
class Choice:
    """``key`` stands in the address."""

    key: str
    label: str


_kinds: Kept[dict[str, list[Choice]]] = Kept()
_groups: Kept[list[Choice]] = Kept()
_districts: Kept[list[Choice]] = Kept()


def group_choices() -> list[Choice]:
    """Kept for a few seconds."""
    return _groups.get("", _group_choices)


def category_choices(group: str) -> list[Choice]:
    """The kinds in use of one group. Kept for a few seconds."""
    return _kinds.get("", _category_choices).get(group, [])


def group_of(category: str) -> str:
    """The key of the group of a kind in use; empty if there is none."""
    if not category:
        return ""
    found = _kinds.get("", _category_choices).items()
    return next((group for group, kinds in found if any(kind.key == category for kind in kinds)), "")


def district_choices() -> list[Choice]:
    """Kept for a few seconds."""
    return _districts.get("", _district_choices)


def _group_choices() -> list[Choice]:
    rows = CategoryGroup.objects.filter(categories__is_active=True).order_by("position", "name").distinct()
    found = rows.values_list("key", "name", "name_en", "position")
    return [Choice(key, in_reader_language(name, name_en)) for key, name, name_en, _position in found]


def _category_choices() -> dict[str, list[Choice]]:
    found: dict[str, list[Choice]] = {}
    rows = Category.objects.filter(is_active=True).order_by("position", "name")
    for group, key, name, name_en in rows.values_list("group__key", "key", "name", "name_en"):
        found.setdefault(group, []).append(Choice(key, in_reader_language(name, name_en)))
    return found


def _district_choices() -> list[Choice]:
    rows = District.objects.filter(is_current=True).order_by("name").values_list("slug", "name")
    return [Choice(slug, name) for slug, name in rows]


def category_name(key: str) -> str:
    """The name of one kind, for the page that shows only this kind; empty if there is none. One query."""
    if not key:
        return ""
    row = Category.objects.filter(key=key).values_list("name", "name_en").first()
    return in_reader_language(*row) if row else ""


def group_name(key: str) -> str:
    """The name of a group; empty if there is none."""
    return next((choice.label for choice in group_choices() if choice.key == key), "")


def district_name(key: str) -> str:
    """The name of a district of today; empty if there is none."""
    return next((choice.label for choice in district_choices() if choice.key == key), "")


@dataclass(frozen=True, slots=True)
class Names:
    """Labels by id, of everything that reports point to, in the order in which people know it."""

    groups: dict[int, str]
    categories: dict[int, str]
    districts: dict[int, str]
    group_ids: dict[str, int]
    group_keys: dict[int, str]
    district_ids: dict[str, int]
    # The key of its group, by the id of a kind.
    group_of: dict[int, str]
    # What can be chosen: groups with kinds in use, districts of today by name.
    group_choices: list[Choice]
    district_choices: list[Choice]


_names: Kept[Names] = Kept()


def names() -> Names:
    """Kept for a few seconds. One query."""
    return _names.get("", _load_names)


def _load_names() -> Names:
    rows = together(
        groups=CategoryGroup.objects.order_by("position", "name").values("id", "key", "name", "name_en"),
        kinds=Category.objects.order_by("position", "name").values(
            "id", "name", "name_en", "is_active", "group_id", "group__key"
        ),
        districts=District.objects.order_by("slug").values("id", "slug", "name", "is_current"),
    )
    groups, kinds, districts = rows["groups"], rows["kinds"], rows["districts"]
    in_use = {row.group_id for row in kinds if row.is_active}
    current = sorted((row for row in districts if row.is_current), key=lambda row: row.name)
    return Names(
        groups={row.pk: in_reader_language(row.name, row.name_en) for row in groups},
        categories={row.pk: in_reader_language(row.name, row.name_en) for row in kinds},
        districts={row.pk: row.name for row in districts},
        group_ids={row.key: row.pk for row in groups},
        group_keys={row.pk: row.key for row in groups},
        district_ids={row.slug: row.pk for row in districts},
        group_of={row.pk: row.group.key for row in kinds},
        group_choices=[
            Choice(row.key, in_reader_language(row.name, row.name_en)) for row in groups if row.pk in in_use
        ],
        district_choices=[Choice(row.slug, row.name) for row in current],
    )
