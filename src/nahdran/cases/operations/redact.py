# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Replacing what a case says, or a file of it, by a version with less in it. Called by a feature that has asked the right and holds the lock."""

from collections.abc import Sequence

from nahdran.cases.enums import Direction
from nahdran.cases.models import Attachment, Case, Message
from nahdran.cases.operations.words import index_words
from nahdran.files.models import StoredFile


def replace_text(*, case: Case, before: str, after: str, place: str) -> int:
    """Where a message that came in says exactly ``before``, it says ``after``; the search forgets the rest. Returns how many messages."""
    rows = Message.objects.filter(case=case, direction=Direction.IN, text=before)
    changed = rows.update(text=after)
    said = Message.objects.filter(case=case).exclude(text="").order_by("at", "id").values_list("text", flat=True)
    index_words(case, place, " ".join(said))
    return changed


def replace_file(*, case: Case, old: Sequence[StoredFile], new: StoredFile) -> int:
    """Let ``new`` hang wherever one of ``old`` hangs at this case, once for each message. Returns how many places."""
    places = list(Attachment.objects.filter(case=case, file__in=old).order_by("id"))
    seen: set[int | None] = set()
    for place in places:
        if place.message_id in seen:
            place.delete()
            continue
        seen.add(place.message_id)
        place.file = new
        place.save(update_fields=["file"])
    return len(seen)
