# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How good suggestions are for what comes later: learnt from the older reports, asked about the newer ones, with the text alone and with the place.

The place counts only as much as it has helped before: its weight is found on reports between those learnt from and those asked about.
Knows scikit-learn and scipy; for the worker only.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

import numpy as np

from nahdran.places.metric import distance_m
from nahdran.reports.learning.evidence import MOST_NEAR, MOST_OF_DISTRICT, REACH_M, combine, fade, ratios
from nahdran.reports.learning.model import softmax
from nahdran.reports.learning.samples import Sample
from nahdran.reports.learning.train import best_temperature, enough, scores_of, surprises

_LEARNT_FIRST, _LEARNT_THEN = 0.6, 0.8
_WEIGHTS = (0.25, 0.5, 0.75, 1.0)
_STRENGTHS = (2.0, 5.0, 10.0, 20.0, 50.0)
# So many times the standard error the place must help by, or it was chance.
_BEYOND_CHANCE = 2.0
_LEAST_KINDS = 3
_NEVER = -1000.0


@dataclass(frozen=True, slots=True)
class Later:
    """Shares of newer reports whose kind came first, or among three. ``sure`` and ``place_sure`` are what was said of the first ones on average:
    honest ones are near ``both1`` and ``place1``. ``weight`` is that of the place beside a text, ``alone`` before a word is written; 0 where it
    has not helped.
    """

    examples: int
    text1: float
    text3: float
    both1: float
    both3: float
    place1: float
    place3: float
    sure: float
    place_sure: float
    weight: float
    alone: float
    strength: float


@dataclass(frozen=True, slots=True)
class Weighing:
    """How what is known is brought together, as it was best before."""

    temperature: float
    weight: float
    alone: float
    strength: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """The newer reports as those learnt from the older ones see them."""

    scores: np.ndarray
    base: np.ndarray
    near: np.ndarray
    district: np.ndarray
    truth: np.ndarray

    def ratio(self, strength: float) -> np.ndarray:
        return ratios(self.base, self.near, self.district, strength)

    def surprises(self, shares: np.ndarray, weight: float, strength: float) -> np.ndarray:
        return surprises(combine(shares, self.ratio(strength), weight), self.truth)


def measure_later(samples: Sequence[Sample]) -> Later | None:
    """Nothing where the older ones are of too few kinds. Raises TooLittle."""
    from sklearn.exceptions import ConvergenceWarning

    often = enough([sample.label for sample in samples])
    kept = sorted((sample for sample in samples if sample.label in often), key=lambda sample: sample.at)
    kinds = sorted(often)
    first, then = int(len(kept) * _LEARNT_FIRST), int(len(kept) * _LEARNT_THEN)
    if len({sample.label for sample in kept[:first]}) < _LEAST_KINDS:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        before = _asked(kept[:first], kept[first:then], kinds)
        after = _asked(kept[:then], kept[then:], kinds)
    return _later(after, _weighing(before))


def _asked(older: Sequence[Sample], newer: Sequence[Sample], kinds: list[str]) -> _Asked:
    index = {kind: column for column, kind in enumerate(kinds)}
    known = np.array([index[sample.label] for sample in older])
    columns = np.unique(known)
    scores = np.full((len(newer), len(kinds)), _NEVER)
    found = scores_of([sample.text for sample in older], known, [sample.text for sample in newer])
    scores[:, columns] = found
    base = (np.bincount(known, minlength=len(kinds)) + 0.5) / (len(known) + 0.5 * len(kinds))
    near, district = _surroundings(older, newer, index)
    return _Asked(scores, base, near, district, np.array([index[sample.label] for sample in newer]))


def _surroundings(
    older: Sequence[Sample], newer: Sequence[Sample], index: dict[str, int]
) -> tuple[np.ndarray, np.ndarray]:
    """For each newer report what was public around it and in its district, as a page would find it."""
    public = [sample for sample in older if sample.is_public]
    near, district = np.zeros((len(newer), len(index))), np.zeros((len(newer), len(index)))
    counts: dict[int | None, np.ndarray] = {}
    for sample in reversed(public):
        mine = counts.setdefault(sample.district, np.zeros(len(index)))
        if mine.sum() < MOST_OF_DISTRICT:
            mine[index[sample.label]] += 1
    for row, sample in enumerate(newer):
        if sample.district in counts and sample.district is not None:
            district[row] = counts[sample.district]
    if public:
        labels = np.array([index[sample.label] for sample in public])
        for row, (metres, places) in enumerate(_nearest(public, newer)):
            np.add.at(near[row], labels[places], fade(metres))
    return near, district


def _nearest(public: Sequence[Sample], newer: Sequence[Sample]) -> list[tuple[np.ndarray, np.ndarray]]:
    from scipy.spatial import cKDTree

    lat = public[0].lat
    scale = np.array([distance_m(0, 0, 0, 1) * max(cos(radians(lat)), 0.01), distance_m(0, 0, 0, 1)])
    tree = cKDTree(np.array([(sample.lon, sample.lat) for sample in public]) * scale)
    asked = np.array([(sample.lon, sample.lat) for sample in newer]) * scale
    metres, places = tree.query(asked, k=np.arange(1, MOST_NEAR + 1), distance_upper_bound=REACH_M)
    return [(far[np.isfinite(far)], at[np.isfinite(far)]) for far, at in zip(metres, places, strict=True)]


def _weighing(asked: _Asked) -> Weighing:
    """What surprises least on reports between those learnt from and those asked about; no weight where that may be chance."""
    temperature = best_temperature(asked.scores, asked.truth)
    base = np.broadcast_to(asked.base, asked.scores.shape)
    tried = {
        (weight, strength): asked.surprises(base, weight, strength) for strength in _STRENGTHS for weight in _WEIGHTS
    }
    alone, strength = min(tried, key=lambda pair: float(tried[pair].mean()))
    if not _helps(surprises(base, asked.truth), tried[alone, strength]):
        alone = 0.0
    text = softmax(asked.scores / temperature)
    added = {weight: asked.surprises(text, weight, strength) for weight in _WEIGHTS}
    weight = min(added, key=lambda weight: float(added[weight].mean()))
    if not _helps(surprises(text, asked.truth), added[weight]):
        weight = 0.0
    return Weighing(temperature, weight, alone, strength)


def _helps(without: np.ndarray, having: np.ndarray) -> bool:
    gain = without - having
    return float(gain.mean()) > _BEYOND_CHANCE * float(gain.std()) / sqrt(len(gain))


def _later(asked: _Asked, weighing: Weighing) -> Later:
    text, ratio = softmax(asked.scores / weighing.temperature), asked.ratio(weighing.strength)
    both = combine(text, ratio, weighing.weight)
    place = combine(np.broadcast_to(asked.base, text.shape), ratio, weighing.alone)
    (text1, text3), (both1, both3), (place1, place3) = (
        (_among(values, asked.truth, 1), _among(values, asked.truth, 3)) for values in (text, both, place)
    )
    return Later(
        examples=len(asked.truth),
        text1=text1,
        text3=text3,
        both1=both1,
        both3=both3,
        place1=place1,
        place3=place3,
        sure=float(both.max(axis=1).mean()),
        place_sure=float(place.max(axis=1).mean()),
        weight=weighing.weight,
        alone=weighing.alone,
        strength=weighing.strength,
    )


def _among(shares: np.ndarray, truth: np.ndarray, count: int) -> float:
    """Ties are decided against the truth, so that knowing nothing never looks good."""
    mine = shares[np.arange(len(truth)), truth][:, None]
    return float(((shares >= mine).sum(axis=1) <= count).mean())
