# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/neu/mangel/: a report by phone, at the counter or from a letter, on one page. The same data as online."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.assets.queries import layers_in_use
from nahdran.cases.operations import NewParty
from nahdran.cases.rules import may_read
from nahdran.files.models import StoredFile
from nahdran.files.texts import UnableToStore
from nahdran.kit import clock
from nahdran.kit.text import clean_line
from nahdran.reports.forms.staff import TakeInForm
from nahdran.reports.models import Body, Category, Report, ReportDraft
from nahdran.reports.operations import NewReport, OutsideTown, TooManyPhotos, add_photo, open_report
from nahdran.reports.queries.bodies import body_for
from nahdran.reports.queries.catalogue import catalogue, find_categories
from nahdran.reports.queries.similar import similar_for_desk
from nahdran.reports.views.staff.case import case_page


@staff_required("cases.work")
def take_in(request: HttpRequest) -> HttpResponse:
    """First the kind, because its questions belong to the page; then everything else at once."""
    category = (
        Category.objects.filter(key=clean_line(request.GET.get("art", "")), is_active=True)
        .select_related("group")
        .prefetch_related("questions")
        .first()
    )
    if category is None:
        words = clean_line(request.GET.get("q", ""))[:100]
        context = {
            "groups": catalogue(everything=True),
            "words": words,
            "hits": find_categories(words, everything=True) if words else [],
        }
        return render(request, "reports/staff/take_in_kind.html", {**context, "current_desk": "inbox"})
    draft = _draft(request)
    refused = _take_photos(request, draft) if request.method == "POST" else []
    files = _files(draft)
    form = TakeInForm(request.POST or None, request.FILES or None, category=category, has_photo=bool(files), initial={})
    alike: list[tuple[Report, int]] = []
    others: Body | None = None
    if request.method == "POST" and form.is_valid() and not refused:
        alike, others = _alike(request, form, category), _others(request, form, category)
        try:
            if not (alike or others):
                return _opened(request, form, category, draft, files)
        except OutsideTown as error:
            form.add_error("place", error.hint)
    shown: dict[str, Any] = {
        "form": form,
        "category": category,
        "key": draft.pk,
        "photos": files,
        "refused": refused,
        "alike": alike,
        "others": others,
        "has_lists": layers_in_use().exists(),
        "current_desk": "inbox",
    }
    return render(
        request, "reports/staff/take_in.html", shown, status=422 if form.errors or refused or alike or others else 200
    )


def _alike(request: HttpRequest, form: TakeInForm, category: Category) -> list[tuple[Report, int]]:
    """What may be the same, shown once before a second case of it is opened; of the units that this person may read."""
    if "trotzdem" in request.POST:
        return []
    place = form.cleaned_data["place"]
    found = similar_for_desk(
        category, place.lon, place.lat, text=form.cleaned_data["text"], asset=form.asset.pk if form.asset else None
    )
    return [(report, metres) for report, metres in found if may_read(request.user, report.case)]


def _others(request: HttpRequest, form: TakeInForm, category: Category) -> Body | None:
    """Who answers for it instead of the town, said once before the case opens."""
    place = form.cleaned_data["place"]
    return None if "trotzdem" in request.POST else body_for(category, place.lon, place.lat)


def _passed_on_to(request: HttpRequest, form: TakeInForm, category: Category) -> Body | None:
    """The body, if the clerk has ticked that it goes there."""
    place = form.cleaned_data["place"]
    body = body_for(category, place.lon, place.lat) if "weitergeben" in request.POST else None
    return body if body is not None and body.hands_over else None


def _draft(request: HttpRequest) -> ReportDraft:
    """The desk's own draft: it only holds photos while the form is being corrected. A row is written when the first one comes."""
    try:
        key = UUID(request.POST.get("schluessel", ""))
    except ValueError:
        key = uuid4()
    known = ReportDraft.objects.filter(pk=key).first()
    if known is not None and known.data.get("desk") == request.user.pk:
        return known
    now = clock.now()
    return ReportDraft(pk=uuid4() if known else key, data={"desk": request.user.pk}, created_at=now, changed_at=now)


def _take_photos(request: HttpRequest, draft: ReportDraft) -> list[str]:
    refused = []
    for upload in request.FILES.getlist("photos"):
        if draft._state.adding:
            draft.save(force_insert=True)
        try:
            add_photo(draft=draft, upload=upload)
        except TooManyPhotos:
            refused.append(_("%(name)s: Mehr als fünf Bilder gehen nicht.") % {"name": upload.name})
        except UnableToStore as error:
            refused.append(f"{upload.name}: {error.message}")
    return refused


def _files(draft: ReportDraft) -> list[StoredFile]:
    return [] if draft._state.adding else [photo.file for photo in draft.photos.select_related("file")]


def _opened(
    request: HttpRequest, form: TakeInForm, category: Category, draft: ReportDraft, files: list[StoredFile]
) -> HttpResponse:
    values: dict[str, Any] = form.cleaned_data
    place = values["place"]
    new = NewReport(
        category=category,
        lon=place.lon,
        lat=place.lat,
        address=place.label,
        place_note=place.detail,
        text=values["text"],
        answers=values["answers"],
        asset=form.asset,
        files=files,
        party=NewParty(name=values["name"], email=values["email"], phone=values["phone"]),
        body=_passed_on_to(request, form, category),
        shares_contact="kontakt" in request.POST,
    )
    opened = open_report(new=new, channel=values["channel"], actor=request.user, key=f"report:desk:{draft.pk}")  # type: ignore[arg-type]
    if not draft._state.adding:
        draft.photos.all().delete()
        draft.delete()
    messages.success(
        request,
        _("Die Meldung ist aufgenommen. Die Nummer zum Weitersagen: %(number)s") % {"number": opened.case.reference},
    )
    return redirect(case_page(opened.case.reference))
