# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of senders and words whose reports wait for a look, and what of it a report fits. One query each, however long the list is."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from nahdran.kit import clock
from nahdran.reports.blocking import digests_of, says
from nahdran.reports.enums import BlockSort
from nahdran.reports.models import Block
from nahdran.reports.suspicion import BLOCKED_SENDER, BLOCKED_WORDS, is_disposable


def blocks() -> QuerySet[Block]:
    """What counts today; the newest first."""
    return Block.objects.filter(until__gte=clock.today()).order_by("-created_at", "-id")


def fitting(contents: Iterable[Mapping[str, Any]]) -> list[list[Block]]:
    """For each report, as the data of a draft, the entries that it fits."""
    reports = list(contents)
    digests = [digests_of(email) if (email := str(data.get("email", ""))) else [] for data in reports]
    known = [each for of_one in digests for each in of_one]
    rows = list(blocks().filter(~Q(sort=BlockSort.ADDRESS) | Q(digest__in=known)))
    return [[row for row in rows if _fits(row, data, of_one)] for data, of_one in zip(reports, digests, strict=True)]


def blocked_signs(data: Mapping[str, Any]) -> list[str]:
    """The signs of suspicion that follow from the list."""
    (found,) = fitting([data])
    sorts = {BLOCKED_WORDS if row.sort == BlockSort.WORDS else BLOCKED_SENDER for row in found}
    return sorted(sorts)


def _fits(row: Block, data: Mapping[str, Any], digests: list[str]) -> bool:
    if row.sort == BlockSort.ADDRESS:
        return row.digest in digests
    if row.sort == BlockSort.DOMAIN:
        return is_disposable(str(data.get("email", "")), row.value)
    return says(" \n ".join(_texts(data)), row.value)


def _texts(data: Mapping[str, Any]) -> list[str]:
    """Everything that a person has typed."""
    place = data.get("place") or {}
    answers = (data.get("answers") or {}).values()
    return [str(data.get("text", "")), str(data.get("name", "")), str(place.get("note", "")), *map(str, answers)]
