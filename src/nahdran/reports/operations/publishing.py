# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of a report becomes public by a rule, at once or after some working hours. Photos never do; whatever is doubtful waits for a clerk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import Attachment, Case
from nahdran.files.enums import Kind
from nahdran.kit import clock
from nahdran.org.queries import calendar
from nahdran.reports.enums import Publish, Release
from nahdran.reports.models import Category, Report
from nahdran.reports.models.report import WAITS_FOR_LOOK
from nahdran.reports.operations import events
from nahdran.reports.operations.errors import UnableToChangeSettings
from nahdran.reports.operations.following import tell_it_is_public
from nahdran.reports.operations.release import locked_report
from nahdran.reports.operations.words import index_public_words
from nahdran.reports.queries.findings import count_findings

_PORTION = 200


@dataclass(frozen=True, slots=True)
class Beginning:
    """How public a new report is, and what is still to come."""

    release: Release
    public_text: str
    unchecked: bool
    findings: int
    publish_at: datetime | None

    @property
    def by_rule(self) -> bool:
        """Its text is public although nobody has read it."""
        return self.release == Release.RELEASED and bool(self.public_text)


def beginning_of(
    category: Category, *, text: str, answers: Mapping[str, Any], has_files: bool, doubtful: bool, at: datetime
) -> Beginning:
    """``text`` is clean already. ``doubtful``: it is suspicious, or it is not for this town."""
    findings = count_findings(category.pk, text, answers)
    clean = not findings and not doubtful
    if category.publish == Publish.AT_ONCE and clean:
        return Beginning(Release.RELEASED, text, has_files, findings, None)
    at_once = category.release_at_once and category.publish != Publish.NEVER and not doubtful
    later = category.publish == Publish.LATER and clean
    publish_at = calendar().add_working_hours(at, category.publish_hours) if later else None
    release = Release.RELEASED if at_once else Release.HELD
    return Beginning(release, "", at_once and bool(text or has_files), findings, publish_at)


def note_rule(case: Case, rule: str, *, held_photos: int) -> None:
    """Say in the log that it was no person."""
    record(
        action="reports.released_by_rule",
        actor_label="Regel",
        obj=case,
        data={"rule": rule, "held_photos": held_photos},
    )


def publish_due() -> int:
    """Make public whose time has come and what is still clean; the rest waits for a clerk. Returns how many became public.

    Everything is asked again at that moment: the rule of the kind, the words, whether somebody has decided in between.
    """
    count = 0
    due = Report.objects.filter(publish_at__lte=clock.now()).order_by("publish_at").select_related("case")
    for report in due[:_PORTION]:
        with transaction.atomic():
            count += _publish(locked_report(report))
    return count


def count_missing_findings() -> int:
    """Look through reports of the queue that came by another way (an import, an older version). Returns how many."""
    rows = Report.objects.filter(WAITS_FOR_LOOK, findings=None).order_by("reported_at", "case_id")
    found = list(rows.only("category_id", "description", "answers")[:_PORTION])
    for report in found:
        report.findings = count_findings(report.category_id, report.description, report.answers)
    Report.objects.bulk_update(found, ["findings"])
    return len(found)


def save_publishing(*, rules: Mapping[int, tuple[str, int]], actor: User | None) -> int:
    """Set the rule of each kind as ``{id: (publish, hours)}``. Returns how many changed. What is public stays, what waits is asked anew."""
    with transaction.atomic():
        changed = []
        for category in Category.objects.select_for_update().filter(pk__in=rules):
            wanted = rules[category.pk]
            if (category.publish, category.publish_hours) != wanted:
                category.publish, category.publish_hours = wanted
                changed.append(category)
        for category in changed:
            if category.publish not in Publish.values:
                raise UnableToChangeSettings(category.publish)
            category.save(update_fields=["publish", "publish_hours"])
            data = {"name": category.name, "rule": category.publish, "hours": category.publish_hours}
            record(action="reports.publishing", actor=actor, obj=category, data=data)
    return len(changed)


def _publish(report: Report) -> bool:
    """The inside for one report behind its lock."""
    if report.publish_at is None or report.publish_at > clock.now():
        return False
    report.publish_at = None
    allowed, was_public = _may_publish(report), report.release == Release.RELEASED
    if allowed:
        photos = Attachment.objects.filter(case_id=report.pk, file__kind=Kind.IMAGE).count()
        report.release, report.public_text, report.unchecked = Release.RELEASED, report.description, photos > 0
    report.save(update_fields=["release", "public_text", "unchecked", "publish_at"])
    if allowed:
        index_public_words(report)
        tell_it_is_public(report.pk)
        (events.changed if was_public else events.released)(report)
        note_rule(report.case, report.category.publish, held_photos=photos)
    return allowed


def _may_publish(report: Report) -> bool:
    undecided = report.release == Release.HELD or (report.unchecked and not report.public_text)
    ruled = report.category.publish in {Publish.AT_ONCE, Publish.LATER}
    open_to_all = report.case.confidentiality == Confidentiality.NORMAL and report.is_open and not report.suspicion
    return (
        undecided
        and ruled
        and open_to_all
        and not count_findings(report.category_id, report.description, report.answers)
    )
