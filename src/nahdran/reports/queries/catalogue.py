# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads of groups, kinds and questions: for the form, for filters and for reading answers back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from nahdran.kit.text import fold
from nahdran.reports.enums import Offer, QuestionKind
from nahdran.reports.models import Category, CategoryGroup, Question
from nahdran.reports.queries.situations import active_situations


@dataclass(frozen=True, slots=True)
class GroupOfKinds:
    group: CategoryGroup
    categories: list[Category]
    # The group of a situation: it exists only while that lasts.
    is_urgent: bool = False


def catalogue(*, everything: bool = False) -> list[GroupOfKinds]:
    """What may be reported now: the groups and kinds in use, in their order. Three queries.

    In a situation (storm, flood) its kinds stand first, in a group of their own, or are all there is. ``everything`` passes over that:
    the desk takes in what it is told.
    """
    groups = CategoryGroup.objects.prefetch_related(
        Prefetch("categories", Category.objects.filter(is_active=True).order_by("position", "name"), to_attr="in_use")
    )
    result = []
    for group in groups:
        for category in group.in_use:
            category.group = group
        if group.in_use:
            result.append(GroupOfKinds(group, list(group.in_use)))
    return result if everything else _with_situations(result)


def _with_situations(groups: list[GroupOfKinds]) -> list[GroupOfKinds]:
    """Each kind once. Situations that name no kind in use change nothing, so nobody ever finds an empty form."""
    urgent, left = [], groups
    situations = [current for current in active_situations() if current.offer != Offer.ALL]
    for current in situations:
        chosen = [item for entry in left for item in entry.categories if item.pk in current.categories]
        if chosen:
            urgent.append(GroupOfKinds(CategoryGroup(key=current.key, name=current.label, icon="alert"), chosen, True))
            left = _without(left, {item.pk for item in chosen})
    only = any(current.offer == Offer.ONLY for current in situations)
    return urgent if urgent and only else [*urgent, *left]


def _without(groups: list[GroupOfKinds], taken: set[int]) -> list[GroupOfKinds]:
    kept = [GroupOfKinds(entry.group, [item for item in entry.categories if item.pk not in taken]) for entry in groups]
    return [entry for entry in kept if entry.categories]


def find_categories(text: str, limit: int = 12, *, everything: bool = False) -> list[Category]:
    """Kinds for words that people use ("Laterne kaputt"): every word must begin one of a kind's words, the best first."""
    wanted = fold(text).replace("-", " ").split()[:8]
    if not wanted:
        return []
    found: list[tuple[int, int, Category]] = []
    for entry in catalogue(everything=everything):
        for category in entry.categories:
            weight = _weight(wanted, category)
            if weight:
                found.append((-weight, len(found), category))
    return [category for _weight_, _place, category in sorted(found, key=lambda item: item[:2])[:limit]]


def _weight(wanted: list[str], category: Category) -> int:
    """How well a kind fits: words of the name count most. Words that fit nowhere are passed over if another one fits."""
    names = _words(f"{category.name} {category.name_en}")
    others = _words(f"{category.keywords} {category.description} {category.description_en} {category.group.name}")
    total = 0
    for word in wanted:
        if any(name.startswith(word) for name in names):
            total += 4
        elif any(other.startswith(word) for other in others):
            total += 2
        elif len(word) >= 4 and any(word in text for text in (*names, *others)):
            total += 1
    return total


def _words(text: str) -> list[str]:
    return fold(text).replace(",", " ").replace("-", " ").split()


def active_questions(category: Category) -> list[Question]:
    return [question for question in category.questions.all() if question.is_active]


def questions_of(*, category: Category | None, group: CategoryGroup | None) -> list[Question]:
    """The questions asked for a kind, or for any kind of a group: those with the same key are one, with the answers of all. One query."""
    rows = Question.objects.filter(is_active=True).exclude(kind=QuestionKind.INFO)
    if category is None and group is None:
        return []
    rows = rows.filter(category=category) if category else rows.filter(category__group=group, category__is_active=True)
    found: dict[str, Question] = {}
    for question in rows.order_by("position", "id"):
        first = found.setdefault(question.key, question)
        known = {choice["key"] for choice in first.choices}
        first.choices += [choice for choice in question.choices if choice["key"] not in known]
    return list(found.values())


def questions_for_answers(category_id: int, answers: Mapping[str, Any]) -> list[Question]:
    """The questions to which there are answers, also those no longer asked or of a kind that the report had before."""
    keys = list(answers)
    return pick_questions(Question.objects.filter(key__in=keys).order_by("position", "id"), category_id) if keys else []


def pick_questions(questions: Iterable[Question], category_id: int) -> list[Question]:
    """Each key once: the kind's own question before that of another kind."""
    found: dict[str, Question] = {}
    for question in questions:
        if question.key not in found or question.category_id == category_id:
            found[question.key] = question
    return sorted(found.values(), key=lambda question: (question.position, question.pk))


def all_groups() -> QuerySet[CategoryGroup]:
    """Groups with all kinds, in use or not, for the settings."""
    return CategoryGroup.objects.prefetch_related(
        Prefetch("categories", Category.objects.order_by("position", "name").prefetch_related("questions"))
    )
