# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports that wait for a look, as the desk shows them. A constant number of queries however many there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from nahdran.cases.enums import Channel
from nahdran.reports.enums import BlockSort
from nahdran.reports.models import Block, Category, DraftPhoto, WaitingReport
from nahdran.reports.queries.blocking import fitting
from nahdran.reports.suspicion import in_words


@dataclass(frozen=True, slots=True)
class Suspect:
    """Without the name and address of whoever sent it: they do not help to judge, only where the mailbox lies does."""

    token: UUID
    began_at: datetime
    channel: str
    category: str
    place: str
    text: str
    mail_domain: str
    signs: list[Any]
    photos: list[int]
    # Entries of the town's list that it fits, and whether there is an address that is not on it yet.
    blocks: list[Block]
    may_block: bool


def in_detail(rows: Iterable[WaitingReport]) -> list[Suspect]:
    """Three queries beside that of the rows."""
    waiting = list(rows)
    drafts = [row.pk for row in waiting]
    names = {
        row.key: row.label for row in Category.objects.filter(key__in=[_data(row).get("category") for row in waiting])
    }
    photos: dict[Any, list[int]] = {}
    for draft_id, photo_id in DraftPhoto.objects.filter(draft__in=drafts).values_list("draft_id", "id"):
        photos.setdefault(draft_id, []).append(photo_id)
    found = fitting([_data(row) for row in waiting])
    return [_suspect(row, names, photos.get(row.pk, []), blocks) for row, blocks in zip(waiting, found, strict=True)]


def _data(row: WaitingReport) -> dict[str, Any]:
    return row.draft.data


def _suspect(row: WaitingReport, names: Mapping[str, str], photos: list[int], blocks: list[Block]) -> Suspect:
    data = _data(row)
    place = data.get("place", {})
    return Suspect(
        token=row.token,
        began_at=row.began_at,
        channel=str(Channel(row.channel).label),
        category=names.get(data.get("category", ""), ""),
        place=", ".join(filter(None, [place.get("address", ""), place.get("note", "")])),
        text=data.get("text", ""),
        mail_domain=str(data.get("email", "")).rpartition("@")[2],
        signs=in_words(data.get("suspicion", "")),
        photos=photos,
        blocks=blocks,
        may_block=bool(data.get("email")) and all(block.sort != BlockSort.ADDRESS for block in blocks),
    )
