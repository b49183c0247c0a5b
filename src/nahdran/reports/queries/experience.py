# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The model in use, with what was measured beside it. Read once by each process, and again when a new one was learnt."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

import numpy as np
import structlog
from django.core.files.storage import storages

from nahdran.reports.kept import Kept
from nahdran.reports.learning.evidence import combine, ratios, thing_ratios
from nahdran.reports.learning.model import Model, UnreadableModel, load
from nahdran.reports.models import Suggester
from nahdran.reports.queries.evidence import Here
from nahdran.reports.queries.intake import intake_settings

logger = structlog.get_logger(__name__)

# A shorter text says nothing.
SHORTEST = 4

_newest: Kept[Suggester | None] = Kept()


@dataclass(frozen=True, slots=True)
class Experience:
    """The model with what was measured beside it. ``base`` is how often each of its kinds comes at all."""

    model: Model
    base: np.ndarray
    weight: float
    alone: float
    strength: float
    trust: float

    def told(self, text: str, here: Here) -> tuple[np.ndarray, bool]:
        """The share of each kind, and whether the text had a part in it."""
        by_text = self.model.shares(text) if len(text.strip()) >= SHORTEST else None
        shares, weight = (self.base, self.alone) if by_text is None else (by_text, self.weight)
        return combine(shares, self.ratio(here, weight), 1.0), by_text is not None

    @property
    def asks_place(self) -> bool:
        return self.weight > 0 or self.alone > 0

    def ratio(self, here: Here, weight: float) -> np.ndarray:
        """How many times likelier than in the whole town each kind is at this place and for this thing."""
        found = np.ones_like(self.base)
        if weight and (here.near or here.district):
            found = ratios(self.base, self._row(here.near), self._row(here.district), self.strength) ** weight
        its = np.array([key in here.of_thing for key in self.model.kinds])
        return found * thing_ratios(self.base, its, self.trust)

    def standing_out(self, here: Here) -> set[str]:
        """Kinds that come here more often than elsewhere."""
        ratio = self.ratio(here, self.alone)
        return {key for key, times in zip(self.model.kinds, ratio, strict=True) if times > 1}

    def _row(self, counts: Mapping[str, float]) -> np.ndarray:
        return np.array([counts.get(key, 0.0) for key in self.model.kinds])


class _Loaded:
    def __init__(self) -> None:
        self.pk: int | None = None
        self.experience: Experience | None = None
        self.lock = Lock()


_loaded = _Loaded()


def newest_suggester() -> Suggester | None:
    return _newest.get("", lambda: Suggester.objects.order_by("-trained_at", "-id").first())


def current_experience() -> Experience | None:
    """What is in use; None if suggesting is switched off, nothing was learnt yet, or the file of the model cannot be trusted."""
    row = newest_suggester() if intake_settings().suggests else None
    if row is None:
        return None
    if _loaded.pk != row.pk:
        with _loaded.lock:
            if _loaded.pk != row.pk:
                model = _read(row)
                _loaded.experience, _loaded.pk = _experience(row, model) if model else None, row.pk
    return _loaded.experience


def current_model() -> Model | None:
    experience = current_experience()
    return experience.model if experience else None


def _experience(row: Suggester, model: Model) -> Experience:
    counts = np.array([row.kinds.get(key, [0])[0] + 0.5 for key in model.kinds])
    later = row.later or {}
    weight, alone, strength = (
        float(later.get(name, usual)) for name, usual in (("weight", 0), ("alone", 0), ("strength", 1))
    )
    return Experience(model, counts / counts.sum(), weight, alone, strength, row.trust)


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
