# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Learning: from texts and their kinds to a model and to how good it is, measured on texts it has not learnt from. Knows scikit-learn.

Called by the worker's task through ``operations.learning`` only; nothing of scikit-learn may be imported where pages are served.
"""

import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nahdran.reports.learning.features import ANALYZERS
from nahdran.reports.learning.model import Block, Model, softmax

# Less than that is chance, not experience.
LEAST_EXAMPLES, LEAST_KINDS, LEAST_OF_A_KIND = 200, 5, 8
_FOLDS = 5
_MOST_TERMS = {"words": 8000, "pieces": 12_000}
# A word of fewer reports than that may be somebody's; a piece of a word is nobody's, but one seen seldom says nothing.
_SEEN_IN = {"words": 3, "pieces": 5}
_TEMPERATURES = np.geomspace(0.3, 4.0, 40)
_STRENGTH = 8.0
# Enough for weights that no longer change a suggestion; to the last digit would take ten times as long.
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class KindMeasure:
    examples: int
    top1: float
    top3: float


@dataclass(frozen=True, slots=True)
class Measure:
    """Shares of texts whose kind was the first suggestion, or one of three; from cross-validation."""

    examples: int
    top1: float
    top3: float
    kinds: dict[str, KindMeasure] = field(default_factory=dict)


class TooLittle(Exception):
    """There are not enough examples to learn from; ``examples`` and ``kinds`` say how many there are."""

    def __init__(self, examples: int, kinds: int) -> None:
        super().__init__(f"{examples} examples of {kinds} kinds")
        self.examples, self.kinds = examples, kinds


def learn(texts: Sequence[str], labels: Sequence[str]) -> tuple[Model, Measure]:
    """A model of all examples, and what models of four fifths of them knew about the rest. Raises TooLittle."""
    from sklearn.exceptions import ConvergenceWarning

    often = enough(labels)
    kept = [(text, label) for text, label in zip(texts, labels, strict=True) if label in often]
    texts, labels, kinds = [text for text, _label in kept], [label for _text, label in kept], sorted(often)
    truth = np.array([kinds.index(label) for label in labels])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        scores = _out_of_fold(texts, truth, len(kinds))
        model = _fitted(texts, truth, kinds, best_temperature(scores, truth))
    return model, _measured(scores, truth, kinds)


def enough(labels: Sequence[str]) -> set[str]:
    """The kinds with some examples; refuses if they are too few."""
    counts = {label: count for label, count in Counter(labels).items() if count >= LEAST_OF_A_KIND}
    if sum(counts.values()) < LEAST_EXAMPLES or len(counts) < LEAST_KINDS:
        raise TooLittle(sum(counts.values()), len(counts))
    return set(counts)


def scores_of(texts: Sequence[str], truth: np.ndarray, asked: Sequence[str]) -> np.ndarray:
    """What a model of ``texts`` says of ``asked``: a column for each kind that is in ``truth``, in its order."""
    vectors = _vectorizers()
    regression = _regression().fit(_seen(vectors, list(texts), learn=True), truth)
    return _decisions(regression, _seen(vectors, list(asked), learn=False))


def best_temperature(scores: np.ndarray, truth: np.ndarray) -> float:
    """By which the truth surprises least."""
    return float(min(_TEMPERATURES, key=lambda value: surprises(softmax(scores / value), truth).mean()))


def surprises(shares: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Negative log of the share that each truth was given."""
    result: np.ndarray = -np.log(np.maximum(shares[np.arange(len(truth)), truth], 1e-12))
    return result


def _out_of_fold(texts: list[str], truth: np.ndarray, kinds: int) -> np.ndarray:
    from sklearn.model_selection import StratifiedKFold

    scores = np.zeros((len(texts), kinds))
    for known, unknown in StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(texts, truth):
        scores[unknown] = scores_of([texts[i] for i in known], truth[known], [texts[i] for i in unknown])
    return scores


def _fitted(texts: list[str], truth: np.ndarray, kinds: list[str], temperature: float) -> Model:
    vectors = _vectorizers()
    regression = _regression().fit(_seen(vectors, texts, learn=True), truth)
    blocks = {
        name: Block({term: int(row) for term, row in vector.vocabulary_.items()}, vector.idf_)
        for name, vector in vectors.items()
    }
    return Model(kinds, blocks, np.asarray(regression.coef_).T, np.asarray(regression.intercept_), temperature)


def _vectorizers() -> dict[str, Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return {
        name: TfidfVectorizer(
            analyzer=analyzer,
            max_features=_MOST_TERMS[name],
            min_df=_SEEN_IN[name],
            sublinear_tf=True,
            dtype=np.float64,
        )
        for name, analyzer in ANALYZERS.items()
    }


def _seen(vectors: dict[str, Any], texts: list[str], *, learn: bool) -> Any:
    from scipy.sparse import hstack

    return hstack(
        [vector.fit_transform(texts) if learn else vector.transform(texts) for vector in vectors.values()]
    ).tocsr()


def _regression() -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=_STRENGTH, max_iter=_ROUNDS, tol=1e-3)


def _decisions(regression: Any, seen: Any) -> np.ndarray:
    result: np.ndarray = regression.decision_function(seen)
    return result


def _measured(scores: np.ndarray, truth: np.ndarray, kinds: list[str]) -> Measure:
    ranks = (scores > scores[np.arange(len(truth)), truth][:, None]).sum(axis=1)
    first, among = ranks == 0, ranks < 3
    by_kind = {
        kind: KindMeasure(int(mine.sum()), float(first[mine].mean()), float(among[mine].mean()))
        for index, kind in enumerate(kinds)
        for mine in (truth == index,)
    }
    return Measure(len(truth), float(first.mean()), float(among.mean()), by_kind)
