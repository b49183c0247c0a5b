# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration: two reports of the same defect that were merged, one that was split into parts, and two kept filters."""

from nahdran.accounts.models import User
from nahdran.cases.models import SavedFilter, Submission
from nahdran.cases.operations import NewParty, keep_filter, merge, split
from nahdran.cases.slots import NewPart
from nahdran.org.models import Membership
from nahdran.reports.enums import Release
from nahdran.reports.models import Category, Report
from nahdran.reports.operations import NewReport, open_report, release

_MERGED, _SPLIT = "demo:gather:merged", "demo:gather:split"
_MAX = NewParty(name="Max Mustermann", email="max.mustermann@example.org", phone="02246 00000")
_ANNA = NewParty(name="Anna Beispiel", email="anna.beispiel@example.org")


def gather() -> int:
    """Tell what is not there yet; returns how many reports were added."""
    there = set(Submission.objects.filter(key__in=[_MERGED, _SPLIT]).values_list("key", flat=True))
    clerk = _clerk()
    if clerk is None:
        return 0
    _keep_filters(clerk)
    return int(_MERGED not in there and _merge(clerk)) + int(_SPLIT not in there and _split(clerk))


def _merge(clerk: User) -> bool:
    """Somebody else has reported what is being worked on already, a few steps away."""
    first = _open_report()
    if first is None:
        return False
    new = NewReport(
        category=first.category,
        lon=first.lon + 0.00015,
        lat=first.lat,
        text="Hier ist etwas kaputt, ich glaube, das wurde schon einmal gemeldet.",
        party=_MAX,
    )
    case = open_report(new=new, key=_MERGED).case
    report = Report.objects.select_related("case").get(pk=case.pk)
    release(report=report, public_text="Hier ist etwas kaputt.", photos=[], actor=clerk)
    merge(case=case, into=first.case, actor=clerk, public_reason="Danke, dass auch Sie hingesehen haben.")
    return True


def _split(clerk: User) -> bool:
    """One message, two defects: each goes to those who mend it."""
    bench = Category.objects.filter(key="bank", is_active=True).first()
    lamp = Category.objects.filter(key="lampe-dunkel", is_active=True).first()
    place = _open_report()
    if bench is None or lamp is None or place is None:
        return False
    text = "Am kleinen Platz ist das Brett einer Bank gebrochen, und die Lampe daneben ist abends dunkel."
    new = NewReport(category=bench, lon=place.lon + 0.0012, lat=place.lat, text=text, party=_ANNA)
    case = open_report(new=new, key=_SPLIT).case
    report = Report.objects.select_related("case").get(pk=case.pk)
    release(report=report, public_text=text, photos=[], actor=clerk)
    parts = [
        NewPart("Sitzbrett der Bank gebrochen", bench.key, "Brett ersetzen."),
        NewPart("Lampe neben der Bank dunkel", lamp.key, "Leuchtmittel prüfen."),
    ]
    split(case=case, parts=parts, actor=clerk, key="demo")
    return True


def _open_report() -> Report | None:
    """The newest that everybody sees and that is being worked on."""
    rows = Report.objects.filter(release=Release.RELEASED, is_open=True, tone="work")
    return rows.select_related("case", "category__group").order_by("-reported_at", "-pk").first()


def _clerk() -> User | None:
    member = Membership.objects.filter(user__is_active=True).select_related("user").order_by("pk").first()
    return member.user if member else None


def _keep_filters(clerk: User) -> None:
    """One for oneself, one for the unit; whoever has deleted theirs gets them back with the next demonstration only if none is left."""
    if SavedFilter.objects.filter(owner=clerk).exists():
        return
    member = Membership.objects.filter(user=clerk).select_related("unit").order_by("pk").first()
    keep_filter(owner=clerk, name="Diese Woche fällig", view="team", query={"frist": "woche"})
    keep_filter(
        owner=clerk,
        name="Neu, noch ohne Person",
        view="unassigned",
        query={"status": "NEW"},
        unit=member.unit if member else None,
    )
