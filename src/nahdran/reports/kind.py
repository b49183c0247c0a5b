# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What defect reports tell the case core about themselves. Registered when the app starts; called by the core only."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nahdran.cases.enums import Confidentiality
from nahdran.cases.kinds import CaseKind, Decision, Line, Panel, Targets, register
from nahdran.cases.models import Attachment, Case
from nahdran.cases.queries.together import together
from nahdran.cases.slots import Splitter, merge_proposals, splitters, successors
from nahdran.cases.slots import sites as sites_of_kinds
from nahdran.files.enums import Kind as FileKind
from nahdran.reports.answers import in_words
from nahdran.reports.enums import SHOWN, ForwardState, Release
from nahdran.reports.models import Question, Report
from nahdran.reports.operations.bodies import forget_hand_overs
from nahdran.reports.operations.complaining import forget_complaints
from nahdran.reports.operations.following import announce, forget_followers
from nahdran.reports.operations.forwarding.telling import queue_status
from nahdran.reports.operations.opening import KIND, targets_of
from nahdran.reports.operations.parts import open_part, sorts
from nahdran.reports.operations.release import hide
from nahdran.reports.operations.routes import forget_reasons
from nahdran.reports.queries.catalogue import pick_questions, questions_for_answers
from nahdran.reports.queries.complaints import is_complained
from nahdran.reports.queries.merged import proposals
from nahdran.reports.queries.near import near_set, neighbours_of
from nahdran.reports.queries.panel import panel_sets
from nahdran.reports.queries.sites import sites, successor_of
from nahdran.reports.routing import RULE_FIELDS, Explanation, explain, rules_for, told_by
from nahdran.reports.suspicion import in_words as in_words_of_suspicion
from nahdran.reports.workflow import WITHDRAWN, WORKFLOW

# How many reports the desk shows as neighbours.
_NEIGHBOURS = 5


class ReportKind(CaseKind):
    key = KIND
    label = _("Mängelmeldung")
    icon = "report"
    workflow = WORKFLOW

    def lines(self, case_ids: Iterable[int]) -> dict[int, Line]:
        ids = list(case_ids)
        thumbs = _first_photos(ids)
        rows = (
            Report.objects.filter(pk__in=ids)
            .select_related("category__group", "district")
            .only(
                "address",
                "category__name",
                "category__name_en",
                "category__icon",
                "category__group__icon",
                "district__name",
                "release",
            )
            .annotate(complained=is_complained())
        )
        return {
            row.pk: Line(
                place=_place(row),
                category=row.category.label,
                icon=row.category.sign,
                thumb=thumbs.get(row.pk, ""),
                warning=_warning(row),
            )
            for row in rows
        }

    def citizen_panel(self, case: Case) -> Panel:
        report = _report(case)
        public = _address(case) if report.release == Release.RELEASED else ""
        questions = questions_for_answers(report.category_id, report.answers)
        return Panel("reports/citizen/panel.html", _facts(report, questions) | {"public_address": public})

    def staff_panel(self, case: Case) -> Panel:
        """Two queries: the report, and all that hangs at it."""
        report = _report(case)
        rows = together(
            **panel_sets(report),
            near=near_set(report.lon, report.lat, but=case.pk),
            rules=rules_for(report.category, report.district).values(*RULE_FIELDS),
        )
        context = _facts(report, pick_questions(rows["questions"], report.category_id)) | {
            "case": case,
            "photos": _photos(case, rows["pictures"], {photo.file_id for photo in rows["public"]}),
            "near": neighbours_of(rows["near"], report.lon, report.lat, limit=_NEIGHBOURS),
            "suspicions": in_words_of_suspicion(report.suspicion),
            "public_address": _address(case) if report.release == Release.RELEASED else "",
            "forwards": rows["forwards"],
            "ways": _open_ways(case, rows),
            "proposal": _proposal(
                case, explain(report.category, report.district, told=told_by(case, report), rules=rows["rules"])
            ),
        }
        return Panel("reports/staff/panel.html", context)

    def route(self, case: Case) -> Decision:
        report = _report(case)
        return explain(report.category, report.district, told=told_by(case, report)).decision

    def targets(self, case: Case) -> Targets:
        return targets_of(_report(case).category)

    def changed(self, case: Case) -> None:
        """Keep our copies of tone and openness; what a person takes back, or the town makes confidential, nobody else sees any longer."""
        status = case.state
        Report.objects.filter(pk=case.pk).update(
            tone=status.tone, is_open=not status.closes, updated_at=case.changed_at
        )
        announce(case)
        queue_status(case)
        # Read again behind the update above, which has waited for whoever was just releasing it.
        if status.key == WITHDRAWN or case.confidentiality == Confidentiality.CONFIDENTIAL:
            report = _report(case)
            if status.key == WITHDRAWN or report.release in SHOWN:
                hide(report)

    def forget(self, case: Case) -> None:
        """The words of the person go; kind, place and what the town has released in its own words stay."""
        Report.objects.filter(pk=case.pk).update(description="", place_note="", answers={}, unchecked=False)
        forget_followers(case)
        forget_complaints(case)
        forget_hand_overs(case)
        forget_reasons(case)

    def public_address(self, case: Case) -> str:
        released = Report.objects.filter(pk=case.pk, release=Release.RELEASED).exists()
        return _address(case) if released else ""


def _address(case: Case) -> str:
    return reverse("reports:detail", kwargs={"reference": case.reference})


def _report(case: Case) -> Report:
    return Report.objects.select_related("category__group", "district", "case").get(pk=case.pk)


def _place(report: Report) -> str:
    """The address, with the district where the address does not name it."""
    district = report.district.name if report.district else ""
    return report.address if not district or district in report.address else f"{report.address}, {district}"


def _warning(row: Any) -> Any:
    if row.release == Release.PAUSED:
        return _("beanstandet, verborgen")
    return _("beanstandet") if row.complained else ""


def _facts(report: Report, questions: list[Question]) -> dict[str, Any]:
    return {
        "report": report,
        "place": _place(report),
        "answers": in_words(questions, report.answers),
        "is_public": report.release == Release.RELEASED,
    }


def _open_ways(case: Case, rows: dict[str, list[Any]]) -> list[Any]:
    """Where it could still be handed on to."""
    taken = {row.partner_id for row in rows["forwards"] if row.state != ForwardState.CANCELLED}
    return [way for way in rows["ways"] if way.partner_id not in taken] if case.is_open else []


def _first_photos(case_ids: list[int]) -> dict[int, str]:
    """The address of the first photo of each case that has one."""
    rows = (
        Attachment.objects.filter(case_id__in=case_ids, file__kind=FileKind.IMAGE, message__isnull=False)
        .order_by("case_id", "id")
        .distinct("case_id")
        .values_list("case_id", "case__reference", "file_id")
    )
    return {case_id: _photo_address(reference, file_id, "thumb") for case_id, reference, file_id in rows}


def _photo_address(reference: str, file_id: Any, variant: str) -> str:
    return reverse("desk:attachment", kwargs={"reference": reference, "file_id": file_id, "variant": variant})


def _photos(case: Case, pictures: list[Attachment], public: set[Any]) -> list[dict[str, Any]]:
    """Every picture of the case, with the mark whether the public sees it."""
    return [
        {"id": str(entry.file_id), "at": entry.at, "is_public": entry.file_id in public}
        | {name: _photo_address(case.reference, entry.file_id, name) for name in ("thumb", "medium", "large")}
        for entry in pictures
    ]


def _proposal(case: Case, found: Explanation) -> Any:
    return None if found.unit.pk == case.unit_id else found


register(ReportKind())
merge_proposals.register(KIND, proposals)
splitters.register(KIND, Splitter(sorts, open_part))
successors.register(KIND, successor_of)
sites_of_kinds.register(KIND, sites)
