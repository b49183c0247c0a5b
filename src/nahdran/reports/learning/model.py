# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The model as pages use it: read from plain arrays, so that loading runs no code, and asked with nothing but numpy.

Each block (words, pieces) is TF-IDF of unit length; the weights are those of a logistic regression, the temperature makes its confidence honest.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from nahdran.reports.learning.features import ANALYZERS, counts

# A file of another shape is not read; the next learning writes a new one.
FORMAT = 1
_MOST_BYTES = 60_000_000


class UnreadableModel(Exception):
    """The file is not one of ours, or of an older kind."""


@dataclass(frozen=True)
class Block:
    """One way to look at a text: which features there are and how rare each is."""

    vocabulary: Mapping[str, int]
    idf: np.ndarray


@dataclass(frozen=True)
class Model:
    """``weights`` has a row for each feature of all blocks, one block after the other, and a column for each kind."""

    kinds: list[str]
    blocks: dict[str, Block]
    weights: np.ndarray
    intercept: np.ndarray
    temperature: float

    def ask(self, text: str) -> list[tuple[str, float]]:
        """Keys of kinds with their probability, the likeliest first; nothing for a text of which the model knows no word."""
        shares = self.shares(text)
        return [] if shares is None else self.ordered(shares)

    def ordered(self, shares: np.ndarray) -> list[tuple[str, float]]:
        return [(self.kinds[index], float(shares[index])) for index in np.argsort(-shares, kind="stable")]

    def shares(self, text: str) -> np.ndarray | None:
        """The probability of each kind, in the order of ``kinds``."""
        scores = self.intercept.astype(np.float64).copy()
        offset, known = 0, False
        for name, block in self.blocks.items():
            rows, values = _tf_idf(block, name, text)
            if rows.size:
                known = True
                scores += values @ self.weights[offset + rows].astype(np.float64)
            offset += len(block.vocabulary)
        return softmax(scores / self.temperature) if known else None

    def dump(self) -> bytes:
        """As one compressed file of arrays."""
        head = {"format": FORMAT, "kinds": self.kinds, "blocks": list(self.blocks), "temperature": self.temperature}
        arrays: dict[str, Any] = {
            "head": np.frombuffer(json.dumps(head).encode(), dtype=np.uint8),
            "weights": self.weights.astype(np.float16),
            "intercept": self.intercept.astype(np.float32),
        }
        for name, block in self.blocks.items():
            terms = sorted(block.vocabulary, key=block.vocabulary.__getitem__)
            arrays[f"{name}_terms"] = np.frombuffer("\n".join(terms).encode(), dtype=np.uint8)
            arrays[f"{name}_idf"] = block.idf.astype(np.float32)
        out = io.BytesIO()
        np.savez_compressed(out, **arrays)
        return out.getvalue()


def load(data: bytes) -> Model:
    """The model in ``data``. Never unpickles anything. Raises UnreadableModel."""
    if len(data) > _MOST_BYTES:
        raise UnreadableModel("too large")
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return _read(arrays)
    except UnreadableModel:
        raise
    except Exception as error:  # whatever numpy, zip or JSON say of a broken file
        raise UnreadableModel(str(error)) from error


def softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: np.ndarray = raised / raised.sum(axis=-1, keepdims=True)
    return result


def _read(arrays: Any) -> Model:
    head = json.loads(arrays["head"].tobytes())
    if head.get("format") != FORMAT:
        raise UnreadableModel("another format")
    blocks = {}
    for name in head["blocks"]:
        if name not in ANALYZERS:
            raise UnreadableModel(f"unknown block {name}")
        terms = arrays[f"{name}_terms"].tobytes().decode().split("\n")
        blocks[name] = Block({term: index for index, term in enumerate(terms)}, arrays[f"{name}_idf"])
    model = Model(head["kinds"], blocks, arrays["weights"], arrays["intercept"], float(head["temperature"]))
    rows = sum(len(block.vocabulary) for block in blocks.values())
    fits = model.weights.shape == (rows, len(model.kinds)) and model.intercept.shape == (len(model.kinds),)
    if (
        not fits
        or any(block.idf.shape != (len(block.vocabulary),) for block in blocks.values())
        or model.temperature <= 0
    ):
        raise UnreadableModel("shapes do not fit")
    return model


def _tf_idf(block: Block, name: str, text: str) -> tuple[np.ndarray, np.ndarray]:
    """Rows and values of one text: 1 + log of the count, times rarity, to unit length. As scikit-learn does it."""
    found = {
        block.vocabulary[term]: count
        for term, count in counts(ANALYZERS[name], text).items()
        if term in block.vocabulary
    }
    rows = np.fromiter(found, dtype=np.intp, count=len(found))
    if not rows.size:
        return rows, rows.astype(np.float64)
    tf = 1.0 + np.log(np.fromiter(found.values(), dtype=np.float64, count=len(found)))
    values = tf * block.idf[rows].astype(np.float64)
    return rows, values / np.linalg.norm(values)
