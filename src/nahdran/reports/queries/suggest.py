# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Kinds that fit what somebody writes, the likeliest first: by the model if there is one, else by the words of the kinds.

The model is read once by each process and again when a new one was learnt.
"""

import hashlib
from dataclasses import dataclass
from threading import Lock

import structlog
from django.core.files.storage import storages
from django.db.models import QuerySet

from nahdran.cases.models import Case
from nahdran.reports.kept import Kept
from nahdran.reports.learning.features import plain
from nahdran.reports.learning.model import Model, UnreadableModel, load
from nahdran.reports.models import Category, Report, Suggester
from nahdran.reports.queries.catalogue import catalogue, find_categories
from nahdran.reports.queries.intake import intake_settings
from nahdran.reports.workflow import DONE, DUPLICATE, NOT_OURS

logger = structlog.get_logger(__name__)

# Less likely than that a suggestion would only distract.
_LEAST = 0.08
# So sure the model must be of its first for the words of the kinds not to be asked as well.
_SURE = 0.25
_SHORTEST = 4
_TELLING = 4
# The newest are enough, and keep the learning within minutes.
_MOST_EXAMPLES = 10_000

_newest: Kept[Suggester | None] = Kept()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``share`` is how sure the model is, 0 to 1; None where only words were compared."""

    category: Category
    share: float | None

    @property
    def percent(self) -> int | None:
        return None if self.share is None else round(self.share * 100)


class _Loaded:
    def __init__(self) -> None:
        self.pk: int | None = None
        self.model: Model | None = None
        self.lock = Lock()


_loaded = _Loaded()


def suggest(text: str, limit: int = 3) -> list[Suggestion]:
    """At most ``limit`` of the kinds that may be reported now. Two queries, none for the model once it is read."""
    if len(text.strip()) < _SHORTEST:
        return []
    offered = {item.key: item for entry in catalogue() for item in entry.categories}
    model = current_model()
    found = [
        Suggestion(offered[key], share)
        for key, share in (model.ask(text) if model else [])
        if key in offered and share >= _LEAST
    ][:limit]
    if found and (found[0].share or 0) >= _SURE:
        return found
    taken = {item.category.key for item in found}
    words = [item for item in find_categories(_telling(text), limit) if item.key not in taken]
    return [*found, *(Suggestion(item, None) for item in words)][:limit]


def _telling(text: str) -> str:
    """The words of a sentence that can name a thing: short ones ("die", "vor", "ist") begin half the words of the language."""
    return " ".join(dict.fromkeys(word for word in plain(text) if len(word) >= _TELLING))


def newest_suggester() -> Suggester | None:
    return _newest.get("", lambda: Suggester.objects.order_by("-trained_at", "-id").first())


def current_model() -> Model | None:
    """The model in use; None if suggesting is switched off, nothing was learnt yet, or its file cannot be trusted."""
    row = newest_suggester() if intake_settings().suggests else None
    if row is None:
        return None
    if _loaded.pk != row.pk:
        with _loaded.lock:
            if _loaded.pk != row.pk:
                _loaded.model, _loaded.pk = _read(row), row.pk
    return _loaded.model


def examples() -> QuerySet[Report]:
    """What may be learnt from: settled by the town, and of a kind that is in use. Their kind is what clerks have made of it."""
    settled = Case.objects.filter(closed_at__isnull=False, status__in=[DONE, NOT_OURS, DUPLICATE])
    rows = Report.objects.filter(case__in=settled, category__is_active=True, suspicion="")
    return rows.select_related("category").order_by("-case")


def example_texts() -> tuple[list[str], list[str]]:
    """Texts and keys of kinds. What the person wrote; where that is erased, what the town has released of it."""
    texts, labels = [], []
    fields = examples().values_list("description", "public_text", "category__key")
    for description, public_text, key in fields[:_MOST_EXAMPLES].iterator(chunk_size=2000):
        text = description or public_text
        if len(text.strip()) >= _SHORTEST:
            texts.append(text)
            labels.append(key)
    return texts, labels


def _read(row: Suggester) -> Model | None:
    try:
        with storages["files"].open(row.path, "rb") as file:
            data = file.read()
    except OSError:
        logger.warning("reports.model_missing", model=row.pk)
        return None
    if hashlib.sha256(data).hexdigest() != row.sha256:
        logger.warning("reports.model_changed", model=row.pk)
        return None
    try:
        return load(data)
    except UnreadableModel:
        logger.warning("reports.model_unreadable", model=row.pk)
        return None
