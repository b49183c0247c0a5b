# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Defect reports as something to follow: what a subscription is compared with, and what its mails may tell. Only what is public now.

Asked by ``notices``, which knows the people, the places they listen to, and the rhythm.
"""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nahdran.cases.models import Party, StatusChange
from nahdran.cases.queries.merged import joined_ids
from nahdran.notices.enums import Hears, Shape, Stage
from nahdran.notices.slots import Facts, FollowSource, Line, Single
from nahdran.reports.confirmation import leave_link
from nahdran.reports.models import Follower
from nahdran.reports.operations.following import SOURCE
from nahdran.reports.queries import filters as choices
from nahdran.reports.queries.narrowing import ALL, SETTLED, released, search_words
from nahdran.reports.queries.public import PublicReport, rows_of, with_photos

KIND, GROUP = "art", "gruppe"


class ReportNews(FollowSource):
    key = SOURCE
    label = _("Mängel")
    url_name = "reports:subscribe"

    def facts(self, subject: int, stage: Stage) -> Facts | None:
        """Four queries. Who has reported it (or what was merged into it), and who follows just this one, hears of it anyway."""
        names = ("lon", "lat", "district_id", "category__key", "category__group__key")
        row = released().filter(pk=subject).values_list(*names).first()
        if row is None:
            return None
        lon, lat, district, kind, group = row
        return Facts(
            subject=subject,
            lon=lon,
            lat=lat,
            district_id=district,
            topics=frozenset({topic(KIND, kind), topic(GROUP, group)}),
            told=frozenset(_told(subject, stage)),
        )

    def words_found(self, subject: int, texts: Collection[str]) -> set[str]:
        parts = [
            released()
            .filter(pk=subject, words=search_words(text))
            .order_by()
            .values_list(Value(text, output_field=CharField()), flat=True)
            for text in texts
            if text.split()
        ]
        return set(parts[0].union(*parts[1:], all=True)) if parts else set()

    def lines(self, subjects: Collection[int], *, single: bool = False) -> Mapping[int, Line]:
        rows = rows_of(released().filter(pk__in=list(subjects)))
        steps = _newest_words(subjects) if single else {}
        rows = with_photos(rows) if single else rows
        return {row.case_id: _line(row, steps.get(row.case_id, "")) for row in rows}

    def topic_label(self, topic: str) -> str:
        what, _colon, key = topic.partition(":")
        return choices.category_name(key) if what == KIND else choices.group_name(key)

    def list_address(self, choice: Mapping[str, Any]) -> str:
        """The list with the same choice; open and settled ones, because both may have been told of."""
        what, _colon, key = choice["topic"].partition(":")
        values = {"stand": SETTLED if choice["hears"] == Hears.CLOSED else ALL, what: key, "q": choice["words"]}
        if choice["shape"] == Shape.DISTRICT:
            values["ortsteil"] = choice["district"]
        elif choice["shape"] == Shape.CIRCLE:
            values |= {"nahe": f"{choice['lon']:.5f},{choice['lat']:.5f}", "umkreis": str(choice["metres"])}
        elif choice["shape"] == Shape.AREA:
            values["gebiet"] = ";".join(f"{lon:.5f},{lat:.5f}" for lon, lat in choice["ring"])
        told = {name: value for name, value in values.items() if name and value}
        return f"{reverse('reports:list')}?{urlencode(told, safe=',;')}"

    def singles(self, email: str) -> list[Single]:
        rows = Follower.objects.filter(email__iexact=email, confirmed_at__isnull=False).order_by("pk")
        return [
            Single(
                title=row.report.category.label,
                place=row.report.address,
                address=reverse("reports:detail", kwargs={"reference": row.report.case.reference}),
                leave=leave_link(row),
            )
            for row in rows.select_related("report__case", "report__category")[:100]
        ]


def topic(what: str, key: str) -> str:
    """„art:lampe“, „gruppe:beleuchtung“"""
    return f"{what}:{key}"


def _told(subject: int, stage: Stage) -> set[str]:
    ids = [subject, *joined_ids(subject)]
    people = Party.objects.filter(case_id__in=ids).values_list("email", "account__email")
    told = {email.lower() for pair in people for email in pair if email}
    if stage != Stage.NEW:
        singly = Follower.objects.filter(report_id__in=ids, confirmed_at__isnull=False)
        told |= {email.lower() for email in singly.values_list("email", flat=True)}
    return told


def _newest_words(subjects: Collection[int]) -> dict[int, str]:
    """What the town has written publicly at the newest step of each."""
    rows = StatusChange.objects.filter(case_id__in=list(subjects)).order_by("case_id", "-at", "-id").distinct("case_id")
    return dict(rows.values_list("case_id", "public_text"))


def _line(row: PublicReport, step: str) -> Line:
    photo = ""
    if row.photo:
        values = {"reference": row.reference, "file_id": row.photo, "variant": "medium"}
        photo = reverse("reports:public_photo", kwargs=values)
    return Line(
        subject=row.case_id,
        reference=row.reference,
        title=row.title,
        place=row.place,
        status=row.status,
        is_open=row.is_open,
        at=row.updated_at,
        address=reverse("reports:detail", kwargs={"reference": row.reference}),
        text=step or row.text,
        photo=photo,
    )
