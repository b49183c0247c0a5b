# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with a defect report, and the limits of what the form takes. Asked by views, panels and operations alike."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from nahdran.accounts.rules import has_right
from nahdran.cases.enums import Confidentiality
from nahdran.cases.rules import may_read, may_work
from nahdran.kit.verdict import YES, Verdict, no

# What a key for another program may be good for here.
SCOPE = "open311"
SCOPE_PROVEN = "open311.proven"

# Seeing the figures of the defect reports at the desk, with units.
STATISTICS = "reports.statistics"

MAX_TEXT = 4000
MAX_PLACE_NOTE = 200
MAX_PHOTOS = 5
# An unsent draft lives so long after its last change.
DRAFT_LIFE = timedelta(days=7)
# Nobody gets through four steps faster; who does is probably a robot. The report is opened all the same and marked.
SHORTEST_VISIT = timedelta(seconds=4)
# How near another report must be to be shown as perhaps the same.
NEAR_M = 100

CONFIDENTIAL = no(
    "confidential",
    _("Ein vertraulicher Vorgang wird nie öffentlich."),
    _("Heben Sie zuerst die Vertraulichkeit auf."),
)
NOT_RELEASING = no(
    "not_releasing",
    _("Sie dürfen Meldungen nicht freigeben."),
    _("Bitten Sie jemanden aus Ihrer Einheit mit diesem Recht oder Ihre Administration."),
)


NEVER_PUBLIC = no(
    "never_public",
    _("Meldungen dieser Art zeigt die Stadt nie öffentlich."),
    _("Ändern Sie die Art, wenn eine andere besser passt."),
)


def may_release(user: Any, case: Any) -> Verdict:
    """Show a report to the public or take it back."""
    readable = may_read(user, case)
    if not readable:
        return readable
    if case.confidentiality == Confidentiality.CONFIDENTIAL:
        return CONFIDENTIAL
    return YES if has_right(user, "reports.release", case.unit_id) else NOT_RELEASING


def may_correct(user: Any, case: Any) -> Verdict:
    """Change kind and place of a report."""
    return may_work(user, case)
