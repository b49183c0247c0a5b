# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Connecting two cases."""

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.models import Case, CaseLink
from nahdran.cases.operations.locking import locked, moment, touched


def link(*, case: Case, other: Case, kind: str, actor: User | None) -> CaseLink:
    """Note how ``case`` belongs to ``other``. The same link twice is one link."""
    with transaction.atomic():
        case = locked(case)
        entry, is_new = CaseLink.objects.get_or_create(case=case, other=other, kind=kind)
        if is_new:
            touched(case, moment(case))
            record(action="cases.linked", actor=actor, obj=case, data={"other": other.reference, "kind": kind})
    return entry
