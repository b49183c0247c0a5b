# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/einstellungen/bestand/: the lists of what the town owns."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nahdran.accounts.access import staff_required
from nahdran.assets import operations
from nahdran.assets.forms import LayerForm
from nahdran.assets.models import AssetLayer
from nahdran.assets.queries import imports_of, layer_lines

RIGHT = "assets.manage"


@staff_required(RIGHT)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "assets/staff/layers.html", {"lines": layer_lines(), "current_desk": "settings"})


@staff_required(RIGHT)
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(AssetLayer, pk=pk) if pk is not None else AssetLayer()
    form = LayerForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        saved = operations.save_layer(layer=form.save(commit=False), actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Die Liste ist gespeichert."))
        return redirect("assets_staff:layer", pk=saved.pk)
    # The form writes into its object even what it refuses.
    layer = get_object_or_404(AssetLayer, pk=pk) if form.errors and pk is not None else row
    context = {
        "form": form,
        "layer": layer,
        "imports": imports_of(layer) if layer.pk else [],
        "is_empty": layer.pk and not layer.assets.exists(),
        "current_desk": "settings",
    }
    return render(request, "assets/staff/layer.html", context, status=422 if form.errors else 200)


@staff_required(RIGHT)
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    is_active = request.POST.get("an") == "1"
    operations.switch_layer(layer=get_object_or_404(AssetLayer, pk=pk), is_active=is_active, actor=request.user)  # type: ignore[arg-type]
    messages.success(
        request, _("Die Liste ist in Gebrauch.") if is_active else _("Die Liste ist nicht mehr in Gebrauch.")
    )
    return redirect("assets_staff:layer", pk=pk)


@staff_required(RIGHT)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        operations.remove_layer(layer=get_object_or_404(AssetLayer, pk=pk), actor=request.user)  # type: ignore[arg-type]
    except operations.UnableToTakeIn as error:
        messages.error(request, error.sentence)
        return redirect("assets_staff:layer", pk=pk)
    messages.success(request, _("Die Liste ist gelöscht."))
    return redirect("assets_staff:layers")
