# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that come with a message. What was taken once is not asked for again when the form comes back with an error.

Called by the views that take messages. The files wait with a time limit until their message is sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core import signing

from nahdran.cases.models import Case
from nahdran.files.models import StoredFile
from nahdran.files.operations import ingest
from nahdran.files.rules import DOCUMENT
from nahdran.files.texts import UnableToStore
from nahdran.kit import clock

WAIT = timedelta(days=1)
MOST = 5


@dataclass(slots=True)
class Taken:
    """``token`` names the files in the form that comes back; ``problems`` are sentences about those that were refused."""

    files: list[StoredFile] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    token: str = ""


def take(case: Case, uploads: Iterable[Any], token: str = "") -> Taken:
    """The files of an earlier try and the new ones. Stores the new ones; refused ones leave nothing behind."""
    taken = Taken(files=_waiting(case, token))
    for upload in list(uploads)[: MOST - len(taken.files)]:
        try:
            taken.files.append(ingest(upload=upload, purpose=DOCUMENT, keep_until=clock.now() + WAIT).file)
        except UnableToStore as problem:
            taken.problems.append(f"{upload.name}: {problem.message}")
    taken.token = signing.dumps([str(file.pk) for file in taken.files], salt=_salt(case)) if taken.files else ""
    return taken


def _waiting(case: Case, token: str) -> list[StoredFile]:
    if not token:
        return []
    try:
        ids = signing.loads(token, salt=_salt(case), max_age=WAIT)
    except signing.BadSignature:
        return []
    return list(StoredFile.objects.filter(pk__in=ids, keep_until__isnull=False))


def _salt(case: Case) -> str:
    return f"nahdran.cases.uploads.{case.pk}"
