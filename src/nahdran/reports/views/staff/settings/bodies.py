# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/einstellungen/maengel/andere/: who answers for what instead of the town, and what happens then."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.reports import operations
from nahdran.reports.enums import BodyWhere
from nahdran.reports.forms.bodies import BodyForm
from nahdran.reports.models import Body
from nahdran.reports.views.staff.settings.kinds import RIGHT


@staff_required(RIGHT)
def index(request: HttpRequest) -> HttpResponse:
    context = {
        "bodies": list(Body.objects.prefetch_related("groups", "categories", "districts")),
        "current_desk": "settings",
    }
    return render(request, "reports/staff/settings/bodies.html", context)


@staff_required(RIGHT)
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Body, pk=pk) if pk is not None else Body()
    form = BodyForm(request.POST or None, request.FILES or None, instance=row)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        sets = {name: values[name] for name in ("groups", "categories", "districts")}
        if values["where"] != BodyWhere.DISTRICTS:
            sets["districts"] = []
        operations.save_body(body=form.save(commit=False), sets=sets, actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Die Stelle ist gespeichert."))
        return redirect("reports_staff:bodies")
    context = {"form": form, "body": row, "current_desk": "settings"}
    return render(request, "reports/staff/settings/body.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    operations.remove_body(body=get_object_or_404(Body, pk=pk), actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Die Stelle ist gelöscht."))
    return redirect("reports_staff:bodies")


@staff_required(RIGHT)
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """From the roads and railways on the map; not in use before somebody has checked them."""
    added = len(operations.propose_bodies(actor=request.user))  # type: ignore[arg-type]
    sentence = ngettext(
        "%(count)d Stelle ist vorgeschlagen. Prüfen Sie sie und nehmen Sie sie in Gebrauch.",
        "%(count)d Stellen sind vorgeschlagen. Prüfen Sie sie und nehmen Sie sie in Gebrauch.",
        added,
    )
    messages.success(
        request,
        sentence % {"count": added} if added else _("Auf der Karte liegt nichts, wofür noch niemand genannt ist."),
    )
    return redirect("reports_staff:bodies")
