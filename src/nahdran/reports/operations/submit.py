# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sending a draft: exactly one case comes of it, however often and from however many windows it is sent."""

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.cases.operations import NewParty, Opened
from nahdran.kit import clock
from nahdran.reports.models import Category, ReportDraft
from nahdran.reports.operations.errors import UnableToSubmit
from nahdran.reports.operations.opening import NewReport, open_report
from nahdran.reports.queries.drafts import missing_steps
from nahdran.reports.rules import SHORTEST_VISIT


def submit_report(
    *, draft: ReportDraft, language: str = "de", account: User | None = None, trap: bool = False
) -> Opened:
    """Open the report that ``draft`` describes. Sent before, it gives the case from then.

    ``trap`` says that a field was filled in which people do not see; such a report is marked and held, never dropped. Raises
    UnableToSubmit with the steps that still need something, and OutsideTown. The draft is emptied and locked.
    """
    with transaction.atomic():
        # Without joining the case: who waited for the lock would see the new draft beside the old absence of its case.
        fresh = ReportDraft.objects.select_for_update().get(pk=draft.pk)
        if fresh.case is not None:
            return Opened(fresh.case, is_new=False)
        if missing := missing_steps(fresh):
            raise UnableToSubmit(missing)
        new = _new_report(
            fresh,
            language=language,
            account=account,
            suspicion=_suspicion(fresh, trap=trap or bool(fresh.data.get("trap"))),
        )
        opened = open_report(new=new, key=f"report:{fresh.pk}")
        fresh.photos.all().delete()
        fresh.case, fresh.data, fresh.changed_at = opened.case, {}, clock.now()
        fresh.save(update_fields=["case", "data", "changed_at"])
    return opened


def _suspicion(draft: ReportDraft, *, trap: bool) -> str:
    signs = ["honeypot"] if trap else []
    if clock.now() - draft.created_at < SHORTEST_VISIT:
        signs.append("too_fast")
    return ",".join(signs)


def _new_report(draft: ReportDraft, *, language: str, account: User | None, suspicion: str) -> NewReport:
    data = draft.data
    place = data["place"]
    return NewReport(
        category=Category.objects.select_related("group").get(key=data["category"]),
        lon=place["lon"],
        lat=place["lat"],
        address=place.get("address", ""),
        place_note=place.get("note", ""),
        text=data.get("text", ""),
        answers=data.get("answers", {}),
        files=[photo.file for photo in draft.photos.select_related("file")],
        party=NewParty(
            name=data.get("name", ""),
            email=data.get("email", ""),
            phone=data.get("phone", ""),
            language=language,
            account=account,
        ),
        suspicion=suspicion,
    )
