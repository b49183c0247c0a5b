# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Name, address and colours of the town."""

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nahdran.accounts.access import staff_required
from nahdran.org.forms import ColourForm, TownForm
from nahdran.org.models import Municipality
from nahdran.org.operations import save_town
from nahdran.org.queries import town as current_town

# Proposals, not the towns' own colours: hue and chroma of the four demonstration towns and a few calm others.
SWATCHES = (
    (216, "0.078", gettext_lazy("Petrol")),
    (350, "0.115", gettext_lazy("Beere")),
    (256, "0.120", gettext_lazy("Blau")),
    (150, "0.085", gettext_lazy("Grün")),
    (30, "0.100", gettext_lazy("Ziegel")),
    (290, "0.100", gettext_lazy("Violett")),
    (190, "0.080", gettext_lazy("Türkis")),
    (75, "0.085", gettext_lazy("Ocker")),
)


@staff_required("org.manage")
def edit(request: HttpRequest) -> HttpResponse:
    return _page(request, TownForm, "org/staff/town.html", "org:town")


@staff_required("org.manage")
def colours(request: HttpRequest) -> HttpResponse:
    return _page(request, ColourForm, "org/staff/colours.html", "org:colours", swatches=SWATCHES)


def _page(
    request: HttpRequest, form_class: type[ModelForm], template: str, address: str, **context: object
) -> HttpResponse:
    row = Municipality.objects.first() or current_town()
    form = form_class(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        save_town(town=form.save(commit=False), actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Die Angaben sind gespeichert."))
        return redirect(address)
    return render(
        request, template, {"form": form, "current_desk": "settings", **context}, status=422 if form.errors else 200
    )
