# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Setting up groups, kinds, their questions and promises. Called by the settings pages and by the demonstration; every change is logged."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from nahdran.accounts.models import User
from nahdran.assets.models import AssetLayer
from nahdran.audit.operations import record
from nahdran.cases.kinds import Targets
from nahdran.kit.text import fold
from nahdran.reports.models import Category, CategoryGroup, Question
from nahdran.reports.operations.assets import set_kind_layers
from nahdran.reports.operations.errors import UnableToChangeSettings
from nahdran.reports.operations.routes import renew_words

_DATA = Path(__file__).parents[1] / "data"


def seed_categories(*, actor: User | None = None) -> int:
    """Add the groups and kinds that nahdran brings along and that are not there yet; returns how many kinds were added.

    What is there already stays as it is, whatever an administrator has made of it; questions come only with a new kind.
    """
    groups, bank, hints = (_read(name) for name in ("categories", "questions", "hints"))
    added = 0
    with transaction.atomic():
        for place, entry in enumerate(groups, start=1):
            group = _seed_group(entry, place * 10)
            known = set(Category.objects.values_list("key", flat=True))
            names = set(Category.objects.filter(group=group).values_list("name", flat=True))
            for number, kind in enumerate(entry["categories"], start=1):
                if kind["key"] not in known and kind["name"] not in names:
                    _seed_category(group, kind, number * 10, bank, hints)
                    added += 1
        if added:
            record(action="reports.seeded", actor=actor, data={"kinds": added})
    return added


def _read(name: str) -> Any:
    return json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))


def _seed_group(entry: Mapping[str, Any], position: int) -> CategoryGroup:
    """The group under this key; one of the same name that the town has made itself is taken as well."""
    known = CategoryGroup.objects.filter(Q(key=entry["key"]) | Q(name=entry["name"])).order_by("pk").first()
    return known or CategoryGroup.objects.create(
        key=entry["key"], name=entry["name"], name_en=entry["en"], icon=entry["icon"], position=position
    )


def _seed_category(
    group: CategoryGroup, kind: Mapping[str, Any], position: int, bank: Mapping[str, Any], hints: Mapping[str, Any]
) -> None:
    hint, hint_en = hints[kind["hint"]] if "hint" in kind else ("", "")
    first_answer_days, settle_days = kind["days"]
    category = Category.objects.create(
        group=group,
        key=kind["key"],
        name=kind["name"],
        name_en=kind["en"],
        icon=kind.get("icon", ""),
        description=kind["about"],
        description_en=kind["about_en"],
        keywords=kind["words"],
        hint=hint,
        hint_en=hint_en,
        first_answer_days=first_answer_days,
        settle_days=settle_days,
        contact_required=kind.get("contact", False),
        release_at_once=kind.get("at_once", False),
        position=position,
    )
    Question.objects.bulk_create(
        _seed_question(category, key, bank[key], number * 10) for number, key in enumerate(kind["questions"], start=1)
    )


def _seed_question(category: Category, key: str, entry: Mapping[str, Any], position: int) -> Question:
    choices = [
        {"key": name, "label": german, "label_en": english} for name, german, english in entry.get("choices", [])
    ]
    return Question(
        category=category,
        key=key,
        label=entry["label"],
        label_en=entry["en"],
        hint=entry.get("hint", ""),
        hint_en=entry.get("hint_en", ""),
        kind=entry["kind"],
        choices=choices,
        required=entry.get("required", False),
        is_public=entry.get("public", False),
        position=position,
    )


def save_group(*, group: CategoryGroup, actor: User) -> CategoryGroup:
    """Add or change a group; a new one goes to the end."""
    with transaction.atomic():
        if group.pk is None:
            group.key = _free_key(group.name, CategoryGroup.objects.all(), 40)
            group.position = _end_of(CategoryGroup.objects.all())
        group.save()
        record(action="reports.group", actor=actor, obj=group, data={"name": group.name})
    return group


def remove_group(*, group: CategoryGroup, actor: User) -> None:
    """Remove an empty group. Raises UnableToChangeSettings if kinds belong to it."""
    with transaction.atomic():
        if Category.objects.filter(group=group).exists():
            raise UnableToChangeSettings(
                _("Zu dieser Gruppe gehören noch Arten. Ordnen Sie diese zuerst einer anderen Gruppe zu.")
            )
        record(action="reports.group", actor=actor, obj=group, data={"name": group.name, "removed": True})
        group.delete()


def save_category(
    *,
    category: Category,
    actor: User,
    related: Iterable[Category] | None = None,
    layers: Iterable[AssetLayer] | None = None,
) -> Category:
    """Add or change a kind, and which kinds of other groups may mean the same, and which lists of things belong to it. Open cases keep their promises; new ones get those of today."""
    with transaction.atomic():
        if category.pk is None:
            category.key = _free_key(category.name, Category.objects.all(), 60)
            category.position = _end_of(Category.objects.filter(group_id=category.group_id))
        category.save()
        if related is not None:
            category.related.set([other for other in related if other.pk != category.pk])
        if layers is not None:
            set_kind_layers(category=category, layers=layers)
        record(
            action="reports.category",
            actor=actor,
            obj=category,
            data={"name": category.name, "active": category.is_active, "group": category.group_id},
        )
    return category


def switch_category(*, category: Category, active: bool, actor: User) -> None:
    """Take a kind in or out of use. Reports of it stay as they are. Raises UnableToChangeSettings for the last one."""
    with transaction.atomic():
        if not active and not Category.objects.filter(is_active=True).exclude(pk=category.pk).exists():
            raise UnableToChangeSettings(
                _("Mindestens eine Art muss in Gebrauch bleiben, sonst kann niemand etwas melden.")
            )
        category.is_active = active
        category.save(update_fields=["is_active"])
        record(action="reports.category", actor=actor, obj=category, data={"name": category.name, "active": active})


def save_promises(*, promises: Mapping[int, Targets], actor: User) -> int:
    """Set the working days of several kinds (by id) at once; returns how many have changed."""
    changed = 0
    with transaction.atomic():
        for category in Category.objects.select_for_update().filter(pk__in=promises):
            wanted = promises[category.pk]
            if (category.first_answer_days, category.settle_days) == (wanted.first_answer_days, wanted.settle_days):
                continue
            category.first_answer_days, category.settle_days = wanted.first_answer_days, wanted.settle_days
            category.save(update_fields=["first_answer_days", "settle_days"])
            days = {"first_answer": wanted.first_answer_days, "settle": wanted.settle_days}
            record(action="reports.category", actor=actor, obj=category, data={"name": category.name, **days})
            changed += 1
    return changed


def save_question(*, question: Question, actor: User) -> Question:
    """Add or change a question. Its key stays, so answers given before are still understood."""
    with transaction.atomic():
        own = Question.objects.filter(category_id=question.category_id)
        if question.pk is None:
            question.key = _free_key(question.label, own, 40)
            question.position = _end_of(own)
        question.choices = _keyed(question.choices)
        question.save()
        renew_words(question)
        record(action="reports.question", actor=actor, obj=question.category, data={"question": question.label})
    return question


def remove_question(*, question: Question, actor: User) -> None:
    """Ask it no longer. The row stays, so that answers of earlier reports can be read."""
    with transaction.atomic():
        question.is_active = False
        question.save(update_fields=["is_active"])
        data = {"question": question.label, "removed": True}
        record(action="reports.question", actor=actor, obj=question.category, data=data)


def move(*, item: CategoryGroup | Category | Question, up: bool, actor: User) -> None:
    """Exchange places with the neighbour above or below; at the end of the list nothing happens."""
    action, siblings = _siblings(item)
    with transaction.atomic():
        rows = list(siblings.select_for_update().order_by("position", "pk"))
        at = next(index for index, row in enumerate(rows) if row.pk == item.pk)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(rows):
            return
        rows[at], rows[to] = rows[to], rows[at]
        for number, row in enumerate(rows, start=1):
            row.position = number * 10
        siblings.model._default_manager.bulk_update(rows, ["position"])
        record(action=action, actor=actor, obj=item, data={"moved": "up" if up else "down"})


def _siblings(item: CategoryGroup | Category | Question) -> tuple[str, QuerySet]:
    if isinstance(item, CategoryGroup):
        return "reports.group", CategoryGroup.objects.all()
    if isinstance(item, Category):
        return "reports.category", Category.objects.filter(group_id=item.group_id)
    return "reports.question", Question.objects.filter(category_id=item.category_id, is_active=True)


def _free_key(name: str, among: QuerySet, length: int) -> str:
    """A readable key that nobody has yet; it never changes afterwards, as addresses and answers hold it."""
    start = slugify(fold(name))[: length - 4].strip("-") or "art"
    taken = set(among.values_list("key", flat=True))
    return next(key for key in (start, *(f"{start}-{number}" for number in range(2, 999))) if key not in taken)


def _end_of(rows: QuerySet) -> int:
    last = rows.order_by("-position").values_list("position", flat=True).first() or 0
    return min(int(last) + 10, 32_000)


def _keyed(choices: list[dict[str, str]]) -> list[dict[str, str]]:
    """Each choice with a key: the one it had, else one made of its words."""
    taken: set[str] = {choice["key"] for choice in choices if choice.get("key")}
    result = []
    for choice in choices:
        key = choice.get("key", "")
        if not key:
            start = slugify(fold(choice["label"]))[:30] or "antwort"
            key = next(name for name in (start, *(f"{start}-{n}" for n in range(2, 999))) if name not in taken)
            taken.add(key)
        result.append({"key": key, "label": choice["label"], "label_en": choice.get("label_en", "")})
    return result
