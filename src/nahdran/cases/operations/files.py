# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tying stored files to a case. A file that waited for its form to be sent stays from then on."""

from collections.abc import Sequence
from datetime import datetime

from nahdran.cases.models import Attachment, Case, Message
from nahdran.files.models import StoredFile
from nahdran.files.operations import keep
from nahdran.kit import clock


def add_files(
    case: Case,
    message: Message | None,
    files: Sequence[StoredFile],
    *,
    at: datetime | None = None,
    for_party: bool = True,
) -> list[Attachment]:
    """Attach ``files`` to the case (and message) and end their time limit. The caller holds the lock and touches the case."""
    time = at or (message.at if message else clock.now())
    attachments = [Attachment(case=case, message=message, file=file, at=time, for_party=for_party) for file in files]
    for file in files:
        if file.keep_until is not None:
            keep(file=file)
    return Attachment.objects.bulk_create(attachments)
