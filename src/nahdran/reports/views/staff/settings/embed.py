# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which websites may show the public map in a frame."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.reports import operations
from nahdran.reports.forms.embed import EmbedForm
from nahdran.reports.models import EmbedSite
from nahdran.reports.views.staff.settings.kinds import RIGHT


@staff_required(RIGHT)
def index(request: HttpRequest) -> HttpResponse:
    now = "\n".join(EmbedSite.objects.values_list("origin", flat=True))
    form = EmbedForm(request.POST or None, initial={"sites": now})
    if request.method == "POST" and form.is_valid():
        operations.save_embed_sites(origins=form.cleaned_data["sites"], actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Gespeichert. Das gilt ab sofort."))
        return redirect("reports_staff:embed")
    context = {"form": form, "current_desk": "settings"}
    return render(request, "reports/staff/settings/embed.html", context, status=422 if form.errors else 200)
