# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Parts of a report that was split: opened at its place, routed by their own kind, without a person. Called by the core (``cases.slots``).

They are never released: on the map stands the whole, once, and its public page says how each part stands. So nothing has to be looked at
and released again, followers keep their page, and no defect is shown twice.
"""

from nahdran.accounts.models import User
from nahdran.cases.models import Case
from nahdran.cases.slots import NewPart
from nahdran.reports.models import Category, Report
from nahdran.reports.operations import events
from nahdran.reports.operations.opening import NewReport, open_report


def sorts(case: Case) -> list[tuple[str, str]]:
    """The kinds in use, the one of the report itself first."""
    own = Report.objects.values_list("category_id", flat=True).get(pk=case.pk)
    rows = Category.objects.filter(is_active=True).select_related("group").order_by("group__position", "position", "id")
    found = sorted(rows, key=lambda row: row.pk != own)
    return [(row.key, f"{row.group.label}: {row.label}") for row in found]


def open_part(case: Case, part: NewPart, actor: User, key: str) -> Case:
    whole = Report.objects.get(pk=case.pk)
    new = NewReport(
        category=Category.objects.select_related("group").get(key=part.sort),
        lon=whole.lon,
        lat=whole.lat,
        address=whole.address,
        place_note=whole.place_note,
        text=part.text,
        files=list(part.files),
        part_title=part.title,
    )
    made = open_report(new=new, channel=case.channel, actor=actor, key=key).case
    events.part_made(case, made)
    return made
