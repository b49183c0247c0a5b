# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/maengel/freigabe/: what waits for a look, and the decision about one report: what the public reads and sees of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.cases.models import Attachment
from nahdran.cases.queries.counting import capped
from nahdran.files.enums import Kind as FileKind
from nahdran.files.models import StoredFile
from nahdran.kit.paging import InvalidCursor
from nahdran.reports import operations
from nahdran.reports.complaint_sections import lines_of
from nahdran.reports.enums import Release
from nahdran.reports.forms.releasing import NowForm, QueueFilterForm, ReleaseForm, proposals_in
from nahdran.reports.forms.staff import kinds_in_groups
from nahdran.reports.models import Report
from nahdran.reports.operations.errors import (
    ConfidentialReport,
    ForeignPhoto,
    NeverPublic,
    OutdatedRelease,
    PartOfAnother,
)
from nahdran.reports.personal import compared, taken_out
from nahdran.reports.queries.complaints import waiting_about
from nahdran.reports.queries.filters import district_choices
from nahdran.reports.queries.findings import risky_answers
from nahdran.reports.queries.releasing import Narrowed, next_waiting, releasing_page, spots_of
from nahdran.reports.rules import CONFIDENTIAL, NEVER_PUBLIC, may_release
from nahdran.reports.views.staff.case import case_page, demand, page_of, report_of

RIGHT = "reports.release"


@staff_required(RIGHT)
def index(request: HttpRequest) -> HttpResponse:
    """The queue, the oldest first. A cursor that is not ours leads to its first page."""
    narrowed = Narrowed.of(request.GET)
    try:
        page = releasing_page(request.user, narrowed, request.GET.get("ab", ""))
    except InvalidCursor:
        return redirect(_queue(narrowed))
    form = QueueFilterForm(
        {"art": narrowed.kind, "ortsteil": narrowed.district, "funde": narrowed.findings},
        kinds=kinds_in_groups(),
        districts=[(choice.key, choice.label) for choice in district_choices()],
    )
    context = {
        "rows": page.rows,
        "shown": len(page.rows),
        "count": capped(page.count),
        "previous": _queue(narrowed, ab=page.previous or "") if page.previous else "",
        "next": _queue(narrowed, ab=page.next or "") if page.next else "",
        "form": form,
        "narrowed": narrowed,
        "way": narrowed.query(weiter="1"),
        "plain_href": _queue(Narrowed()),
        "current_desk": "releasing",
    }
    return render(request, "reports/staff/releasing.html", context)


@staff_required(RIGHT)
def release(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide what the public reads and sees of one report. ``weiter=1`` leads to the next one of the queue afterwards."""
    report = report_of(reference)
    demand(may_release(request.user, report.case))
    photos = {str(file.pk): file for file in photos_of(report)}
    risky = risky_answers(report.category_id, report.answers)
    form = _form(request, report, photos, risky)
    status = 0
    if request.method == "POST" and form.is_valid() and "vorschau" not in request.POST:
        chosen = [photos[key] for key in form.cleaned_data["photos"]]
        said = _try(
            request,
            _("Die Meldung ist jetzt auf der öffentlichen Karte."),
            lambda: operations.release(
                report=report,
                public_text=form.text,
                photos=chosen,
                actor=request.user,  # type: ignore[arg-type]
                seen=form.cleaned_data["seen"],
                answers={key: taken_out(text, form.words) for key, text in risky.items()},
                also_original=form.cleaned_data["also_original"],
            ),
        )
        if said:
            return _onward(request, report)
        status, report = 409, report_of(reference)
    return page_of(
        request,
        "reports/staff/release.html",
        report,
        _context(request, report, form, photos, risky),
        failed=bool(form.errors),
        status=status,
    )


@staff_required(RIGHT)
@require_POST
def now(request: HttpRequest, reference: str) -> HttpResponse:
    """One click: the text as it is, with or without the photos. Only for what is clean; anything else gets its own page."""
    report = report_of(reference)
    demand(may_release(request.user, report.case))
    form = NowForm(request.POST)
    found = proposals_in([report.description, *risky_answers(report.category_id, report.answers).values()])
    if not form.is_valid() or form.cleaned_data["seen"] is None or found:
        return redirect(
            f"{reverse('reports_staff:release', kwargs={'reference': reference})}?{request.GET.urlencode()}"
        )
    photos = photos_of(report) if form.cleaned_data["fotos"] else []
    _try(
        request,
        _("Freigegeben: %(number)s") % {"number": reference},
        lambda: operations.release(
            report=report,
            public_text=report.description,
            photos=photos,
            actor=request.user,  # type: ignore[arg-type]
            seen=form.cleaned_data["seen"],
        ),
    )
    return redirect(_queue(Narrowed.of(request.GET)))


@staff_required(RIGHT)
@require_POST
def leave(request: HttpRequest, reference: str) -> HttpResponse:
    """Nothing (more) of it becomes public."""
    report = report_of(reference)
    demand(may_release(request.user, report.case))
    form = NowForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else None
    said = _("Es wird nichts weiter öffentlich: %(number)s") % {"number": reference}
    _try(request, said, lambda: operations.leave_as_it_is(report=report, actor=request.user, seen=seen))  # type: ignore[arg-type]
    return _onward(request, report) if "weiter" in request.GET else redirect(_queue(Narrowed.of(request.GET)))


@staff_required(RIGHT)
@require_POST
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    report = report_of(reference)
    demand(may_release(request.user, report.case))
    operations.withdraw_release(report=report, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Die Meldung ist nicht mehr öffentlich."))
    return redirect(case_page(reference))


def photos_of(report: Report) -> list[StoredFile]:
    """Every picture of the case once."""
    attached = Attachment.objects.filter(case_id=report.pk, file__kind=FileKind.IMAGE)
    return list({entry.file_id: entry.file for entry in attached.select_related("file").order_by("id")}.values())


def _queue(narrowed: Narrowed, **more: str) -> str:
    query = narrowed.query(**more)
    return reverse("reports_staff:releasing") + (f"?{query}" if query else "")


def _form(request: HttpRequest, report: Report, photos: dict[str, Any], risky: dict[str, str]) -> ReleaseForm:
    """What is found is ticked at first; where the text was public already, somebody has chosen before."""
    proposals = proposals_in([report.description, report.public_text, *risky.values()])
    initial = {
        "public_text": report.public_text or report.description,
        "photos": [str(key) for key in report.public_photos.values_list("file_id", flat=True)],
        "take_out": [one.key for one in proposals],
        "seen": report.updated_at.isoformat(),
    }
    return ReleaseForm(request.POST or None, photo_ids=list(photos), proposals=proposals, initial=initial)


def _context(
    request: HttpRequest, report: Report, form: ReleaseForm, photos: dict[str, StoredFile], risky: dict[str, str]
) -> dict[str, Any]:
    """With the comparison of the original and what would be public, as far as it is known."""
    planned = form.text if form.is_bound and form.is_valid() else ""
    if not form.is_bound:
        words = [one.text for one in form.proposals]
        planned = taken_out(str(form.initial["public_text"]), words)
    spots = spots_of(file.pk for file in photos.values())
    ticked = _posted(form, "photos")
    return {
        "form": form,
        "seen": report.updated_at.isoformat(),
        "compared": compared(report.description, planned) if planned != report.description else [],
        "risky": list(risky.values()),
        "lines": lines_of(waiting_about(report.pk)),
        "is_paused": report.release == Release.PAUSED,
        "ticked_words": _posted(form, "take_out") if form.proposals else [],
        "photos": [
            {"file": file, "is_ticked": key in ticked, "spots": len(spots.get(file.pk, []))}
            for key, file in photos.items()
        ],
        "way": request.GET.urlencode() if "weiter" in request.GET else "",
        "back": _queue(Narrowed.of(request.GET)) if "weiter" in request.GET else case_page(report.case.reference),
        "never": report.category.publish == "NEVER",
        "current_desk": "releasing" if "weiter" in request.GET else "inbox",
    }


def _posted(form: ReleaseForm, name: str) -> list[str]:
    if not form.is_bound:
        return list(form.initial[name])
    data = form.data
    return data.getlist(name) if isinstance(data, QueryDict) else []


def _onward(request: HttpRequest, report: Report) -> HttpResponse:
    """Where somebody works through the queue: to the next one."""
    if "weiter" not in request.GET:
        return redirect(case_page(report.case.reference))
    narrowed = Narrowed.of(request.GET)
    following = next_waiting(request.user, narrowed, (report.reported_at, report.pk))
    if not following:
        return redirect(_queue(narrowed))
    address = reverse("reports_staff:release", kwargs={"reference": following})
    return redirect(f"{address}?{narrowed.query(weiter='1')}")


def _try(request: HttpRequest, said: str, verb: Callable[[], Any]) -> bool:
    """Do it and say so, or say why not."""
    try:
        verb()
    except ConfidentialReport:
        messages.warning(request, CONFIDENTIAL.sentence)
    except NeverPublic:
        messages.warning(request, NEVER_PUBLIC.sentence)
    except PartOfAnother:
        messages.warning(request, _("Das ist ein Teil eines aufgeteilten Anliegens. Öffentlich ist nur das Ganze."))
    except (OutdatedRelease, ForeignPhoto):
        messages.warning(
            request,
            _(
                "An dieser Meldung hat sich gerade etwas geändert. Es wurde nichts veröffentlicht, bitte sehen Sie noch einmal hin."
            ),
        )
    else:
        messages.success(request, said)
        return True
    return False
