# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a column of a file probably means, and which of our words reads like one of theirs. Only a proposal; a person decides."""

from collections.abc import Collection, Mapping, Sequence

from nahdran.kit.text import fold


def proposed(
    columns: Sequence[str],
    names: Mapping[str, Sequence[str]],
    kept: Mapping[str, str] | None = None,
    never: Collection[str] = (),
) -> dict[str, str]:
    """{field: column} by ``names``, {field: how others call it}. What was ``kept`` from the last time comes first; fields in ``never`` are left to the person."""
    found: dict[str, str] = {field: column for field, column in (kept or {}).items() if column in columns}
    taken = set(found.values())
    folded = {plain(column): column for column in reversed(columns)}
    for field, known in names.items():
        if field in found or field in never:
            continue
        for name in known:
            column = folded.get(plain(name))
            if column is not None and column not in taken:
                found[field] = column
                taken.add(column)
                break
    return found


def closest(word: str, offered: Mapping[str, str]) -> str:
    """The key whose label reads like ``word``, or nothing. ``offered`` is {key: label}."""
    wanted = plain(word)
    labels = {plain(label): key for key, label in offered.items()}
    if wanted in labels:
        return labels[wanted]
    inside = [key for label, key in labels.items() if wanted and (wanted in label or label in wanted)]
    return inside[0] if len(inside) == 1 else ""


def plain(text: str) -> str:
    """For comparing: without case, umlauts and the signs between words."""
    return " ".join(fold(text).replace("_", " ").replace("-", " ").replace(".", " ").split())
