# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A case at a glance, for the preview beside the inbox: what was written last, and the first picture."""

from dataclasses import dataclass

from nahdran.cases.enums import Direction
from nahdran.cases.models import Attachment, Case, Message
from nahdran.cases.queries.together import together
from nahdran.files.enums import Kind


@dataclass(frozen=True, slots=True)
class Glance:
    message: Message | None
    picture: Attachment | None
    pictures: int


def glance_at(case: Case) -> Glance:
    """One query."""
    rows = together(
        messages=Message.objects.filter(case=case)
        .exclude(direction=Direction.NOTE)
        .order_by("-at", "-id")
        .values("id", "case_id", "at", "direction", "channel", "author_label", "text")[:1],
        pictures=Attachment.objects.filter(case=case, file__kind=Kind.IMAGE)
        .order_by("at", "id")
        .values("id", "case_id", "at", "file_id", "file__width", "file__height")[:20],
    )
    message = next(iter(rows["messages"]), None)
    return Glance(message, next(iter(rows["pictures"]), None), len(rows["pictures"]))
