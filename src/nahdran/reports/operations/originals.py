# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking personal data out of the case itself, not only out of what the public reads. What is replaced here is gone for good.

The caller holds the lock and has asked ``rules.may_release``. The log says which kinds and how many, never the words.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.operations import replace_text
from nahdran.kit.personal import KINDS, REMOVED, find_personal
from nahdran.kit.text import clean_line
from nahdran.reports.answers import MAX_ANSWER
from nahdran.reports.models import Report


def replace_original(report: Report, *, actor: User | None) -> bool:
    """Make the public text the only one: in the report, in the message that it came with, and in the words of the search.

    Returns whether anything was replaced; done before, nothing happens.
    """
    before, after = report.description, report.public_text
    if before == after:
        return False
    report.description = after
    report.findings = None
    report.save(update_fields=["description", "findings"])
    replace_text(case=report.case, before=before, after=after, place=search_words(report))
    record(action="reports.text_redacted", actor=actor, obj=report.case, data=what_went(before, after))
    return True


def replace_answers(report: Report, answers: Mapping[str, str], *, actor: User | None) -> None:
    """Replace free answers by what is left of them; they are shown in public as they are stored."""
    before = {key: report.answers[key] for key in answers if isinstance(report.answers.get(key), str)}
    after = {key: clean_line(answers[key])[:MAX_ANSWER] for key in before}
    if before == after:
        return
    report.answers = {**report.answers, **after}
    report.save(update_fields=["answers"])
    data = what_went(" | ".join(before.values()), " | ".join(after.values()))
    record(action="reports.answer_redacted", actor=actor, obj=report.case, data=data)


def what_went(before: str, after: str) -> dict[str, Any]:
    """How many findings of each kind are no longer there, and how many places were taken out in all."""
    gone = Counter(found.kind for found in find_personal(before))
    gone.subtract(found.kind for found in find_personal(after))
    kinds = [kind for kind in KINDS if gone[kind] > 0]
    return {
        "personal": kinds,
        "places": max(after.count(REMOVED) - before.count(REMOVED), sum(gone[kind] for kind in kinds)),
    }


def search_words(report: Report) -> str:
    district = report.district.name if report.district else ""
    return f"{report.address} {district} {report.place_note} {report.category.group.name}"
