# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The queue of the desk: reports that wait for a look before the public may see them, or more of them. The oldest first.

Every page costs the same: it walks a partial index that holds only what waits, and counting stops at a hundred.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from nahdran.accounts.rules import units_with_right
from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import Attachment
from nahdran.cases.queries.counting import bounded_counts
from nahdran.files.enums import Kind
from nahdran.kit.paging import page_by_key
from nahdran.kit.text import clean_line
from nahdran.reports.enums import Publish, Release
from nahdran.reports.kept import Kept
from nahdran.reports.models import PhotoCheck, Report
from nahdran.reports.models.report import WAITS_FOR_LOOK
from nahdran.reports.personal import Piece, marked
from nahdran.reports.queries.complaints import undecided
from nahdran.reports.queries.intake import quarantine

PAGE = 10
ORDER = ("reported_at", "case_id")
WITH, WITHOUT = "mit", "ohne"
_counts: Kept[dict[str, int]] = Kept()


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What narrows the queue: keys of a kind and of a district, and whether something was found. Nonsense finds nothing."""

    kind: str = ""
    district: str = ""
    findings: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Narrowed":
        return cls(*(clean_line(query.get(name, "")) for name in ("art", "ortsteil", "funde")))

    def __bool__(self) -> bool:
        return bool(self.kind or self.district or self.findings)

    def query(self, **more: str) -> str:
        """As it stands in an address."""
        values = {"art": self.kind, "ortsteil": self.district, "funde": self.findings, **more}
        return urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True, slots=True)
class WaitingPhoto:
    file_id: Any
    spots: int


@dataclass(frozen=True, slots=True)
class Held:
    """One report of the queue, ready to be shown."""

    report: Report
    text: list[Piece]
    photos: list[WaitingPhoto]

    @property
    def is_public(self) -> bool:
        """A rule has shown a part of it."""
        return self.report.release == Release.RELEASED

    @property
    def shows_text(self) -> bool:
        return self.is_public and bool(self.report.public_text)

    @property
    def is_clean(self) -> bool:
        """Nothing was found by rule, so a look is enough."""
        return not self.report.findings and self.report.findings is not None and not self.report.suspicion

    @property
    def photos_clean(self) -> bool:
        return not any(photo.spots for photo in self.photos)

    @property
    def seen(self) -> str:
        return self.report.updated_at.isoformat()


@dataclass(frozen=True, slots=True)
class HeldPage:
    rows: list[Held]
    next: str | None
    previous: str | None
    count: int


def waiting_for_look(user: Any, narrowed: Narrowed | None = None) -> QuerySet[Report]:
    """All that ``user`` may release."""
    rows = Report.objects.filter(WAITS_FOR_LOOK, case__confidentiality=Confidentiality.NORMAL)
    rows = rows.exclude(category__publish=Publish.NEVER)
    for right in ("reports.release", "cases.read"):
        units = units_with_right(user, right)
        if isinstance(units, set):
            rows = rows.filter(case__unit_id__in=sorted(units))
    return rows.filter(_narrower(narrowed)) if narrowed else rows


def releasing_page(user: Any, narrowed: Narrowed, cursor: str = "") -> HeldPage:
    """One page. Four queries. Raises InvalidCursor."""
    rows = waiting_for_look(user, narrowed)
    page = page_by_key(rows.select_related("case", "category__group", "district"), ORDER, cursor, PAGE)
    count = bounded_counts({"list": rows})["list"]
    return HeldPage(_held(page.rows), page.next, page.previous, count)


def next_waiting(user: Any, narrowed: Narrowed, after: tuple[datetime, int]) -> str:
    """The number of the report that comes behind this place of the queue, else of the first one; empty if nothing waits."""
    rows = waiting_for_look(user, narrowed).exclude(pk=after[1]).order_by(*ORDER)
    behind = rows.filter(Q(reported_at__gt=after[0]) | Q(reported_at=after[0], pk__gt=after[1]))
    for found in (behind, rows):
        if reference := found.values_list("case__reference", flat=True).first():
            return str(reference)
    return ""


def desk_counts(user: Any) -> dict[str, int]:
    """For the badges in the rail, which stand on every page of the desk: all in one query, kept for some seconds."""
    units = [units_with_right(user, right) for right in ("reports.release", "cases.read")]
    key = "/".join(str(sorted(one)) if isinstance(one, set) else "*" for one in units)
    sets = {"look": waiting_for_look(user), "quarantine": quarantine(), "complaints": undecided(user)}
    return _counts.get(key, lambda: bounded_counts(sets))


def spots_of(file_ids: Iterable[Any]) -> dict[Any, list[dict[str, Any]]]:
    """What a detector proposes to cover, by file."""
    return dict(PhotoCheck.objects.filter(file__in=list(file_ids)).values_list("file_id", "spots"))


def _narrower(narrowed: Narrowed) -> Q:
    found = Q()
    if narrowed.kind:
        found &= Q(category__key=narrowed.kind)
    if narrowed.district:
        found &= Q(district__slug=narrowed.district)
    if narrowed.findings:
        found &= {WITH: Q(findings__gt=0), WITHOUT: Q(findings=0)}.get(narrowed.findings, Q(pk__in=[]))
    return found


def _held(reports: list[Report]) -> list[Held]:
    """Two queries."""
    pictures = Attachment.objects.filter(case__in=[report.pk for report in reports], file__kind=Kind.IMAGE)
    files: dict[int, list[Any]] = defaultdict(list)
    for case_id, file_id in pictures.order_by("id").values_list("case_id", "file_id"):
        if file_id not in files[case_id]:
            files[case_id].append(file_id)
    spots = spots_of(file_id for found in files.values() for file_id in found)
    return [
        Held(
            report,
            marked(report.description),
            [WaitingPhoto(file_id, len(spots.get(file_id, []))) for file_id in files[report.pk]],
        )
        for report in reports
    ]
