# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Kinds that fit what somebody writes and where it is, the likeliest first: by the model if there is one, else by the words of the kinds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nahdran.reports.learning.features import plain
from nahdran.reports.models import Category
from nahdran.reports.queries.catalogue import GroupOfKinds, catalogue, find_categories
from nahdran.reports.queries.evidence import here_of
from nahdran.reports.queries.experience import SHORTEST, Experience, current_experience

# Less likely than that a suggestion would only distract.
_LEAST = 0.08
# So sure the model must be of its first for the words of the kinds not to be asked as well.
_SURE = 0.25
_TELLING = 4
# Before a word is written the place speaks only where enough was settled, and only for kinds that stand out.
_ENOUGH_NEAR = 5
_LEAST_BY_PLACE = 0.15


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``share`` is how sure the model is, 0 to 1; None where only words were compared."""

    category: Category
    share: float | None

    @property
    def percent(self) -> int | None:
        return None if self.share is None else round(self.share * 100)


def suggest(
    text: str,
    limit: int = 3,
    *,
    place: Mapping[str, Any] | None = None,
    things: Sequence[Category] = (),
    groups: Sequence[GroupOfKinds] | None = None,
) -> list[Suggestion]:
    """At most ``limit`` of the kinds that may be reported now. ``place`` is that of a draft, ``things`` the kinds of the chosen thing.

    ``groups`` is the catalogue, if it was read already. Two queries, none for the model once it is read; one more where the place has proved to help.
    """
    is_written = len(text.strip()) >= SHORTEST
    experience = current_experience()
    if not is_written and (experience is None or not (place or things)):
        return []
    offered = {item.key: item for entry in groups or catalogue() for item in entry.categories}
    found, by_text = _learnt(experience, text, place or {}, things, offered) if experience else ([], False)
    found = found[:limit]
    if not is_written or (by_text and found and (found[0].share or 0) >= _SURE):
        return found
    words = [Suggestion(item, None) for item in find_categories(_telling(text), limit)]
    # A text that the model cannot read knows more than the place, if the words of the kinds can.
    return _once([*found, *words] if by_text else [*words, *found])[:limit]


def _learnt(
    experience: Experience,
    text: str,
    place: Mapping[str, Any],
    things: Sequence[Category],
    offered: Mapping[str, Category],
) -> tuple[list[Suggestion], bool]:
    keys = {item.pk: key for key, item in offered.items()}
    here = here_of(place, things, keys, by_place=experience.asks_place)
    shares, by_text = experience.told(text, here)
    if by_text:
        fitting = set(offered)
    elif here.of_thing or (experience.alone and here.count >= _ENOUGH_NEAR):
        fitting = offered.keys() & (experience.standing_out(here) | here.of_thing)
    else:
        fitting = set()
    least = _LEAST if by_text else _LEAST_BY_PLACE
    ordered = experience.model.ordered(shares)
    return [Suggestion(offered[key], share) for key, share in ordered if key in fitting and share >= least], by_text


def _once(found: Sequence[Suggestion]) -> list[Suggestion]:
    first: dict[str, Suggestion] = {}
    for item in found:
        first.setdefault(item.category.key, item)
    return list(first.values())


def _telling(text: str) -> str:
    """The words of a sentence that can name a thing: short ones ("die", "vor", "ist") begin half the words of the language."""
    return " ".join(dict.fromkeys(word for word in plain(text) if len(word) >= _TELLING))
