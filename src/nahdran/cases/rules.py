# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with a case, in one table. Asked by views, operations' callers and templates alike."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from nahdran.accounts.rules import has_right
from nahdran.cases.enums import Confidentiality
from nahdran.kit.verdict import YES, Verdict, no

FOREIGN = no(
    "foreign_unit",
    _("Dieser Vorgang gehört zu einer anderen Einheit."),
    _("Bitten Sie die zuständige Einheit, ihn an Ihre Einheit weiterzugeben."),
)
CONFIDENTIAL = no(
    "confidential",
    _("Dieser Vorgang ist vertraulich."),
    _("Fragen Sie die Leitung der zuständigen Einheit."),
)
NOT_LIFTING = no(
    "not_lifting",
    _("Sie dürfen die Vertraulichkeit nicht aufheben."),
    _("Das kann, wer alle vertraulichen Vorgänge der Einheit sehen darf."),
)
CLOSED = no(
    "closed",
    _("Dieser Vorgang ist abgeschlossen."),
    _("Öffnen Sie ihn wieder, wenn es noch etwas zu tun gibt."),
)


def may_read(user: Any, case: Any) -> Verdict:
    """Read a case with everything in it."""
    if not has_right(user, "cases.read", case.unit_id):
        return FOREIGN
    if (
        case.confidentiality == Confidentiality.CONFIDENTIAL
        and case.assignee_id != user.pk
        and not has_right(user, "cases.confidential", case.unit_id)
    ):
        return CONFIDENTIAL
    return YES


def may_work(user: Any, case: Any) -> Verdict:
    """Answer, assign, hand over, change the status."""
    readable = may_read(user, case)
    if not readable:
        return readable
    return YES if has_right(user, "cases.work", case.unit_id) else FOREIGN


def may_set_confidential(user: Any, case: Any) -> Verdict:
    """Whoever works on a case may close the curtain; it is opened by those who would see behind it anyway."""
    workable = may_work(user, case)
    if not workable or case.confidentiality == Confidentiality.NORMAL:
        return workable
    return YES if has_right(user, "cases.confidential", case.unit_id) else NOT_LIFTING


def may_merge(user: Any, case: Any, into: Any) -> Verdict:
    """Close one as a duplicate and let it go on in the other: that is work on both."""
    workable = may_work(user, case)
    return may_work(user, into) if workable else workable
