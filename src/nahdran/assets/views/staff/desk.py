# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/arbeitsplatz/bestand/: find a thing by its number or in its list, and see what is known about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nahdran.accounts.access import staff_required
from nahdran.accounts.rules import has_right
from nahdran.assets import operations
from nahdran.assets.forms import NoticeForm
from nahdran.assets.models import Asset, AssetLayer
from nahdran.assets.queries import assets_of, layer_lines, starting_with
from nahdran.assets.slots import asset_sections
from nahdran.kit import clock
from nahdran.kit.paging import InvalidCursor, page_by_key
from nahdran.kit.text import clean_line

READ, MANAGE = "assets.read", "assets.manage"
_PAGE = 50


@staff_required(READ)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All lists, or what begins with a number."""
    words = clean_line(request.GET.get("q", ""))[:60]
    context: dict[str, Any] = {"words": words, "lines": layer_lines(), "current_desk": "assets"}
    if words:
        try:
            context["page"] = page_by_key(starting_with(words), ("key", "id"), request.GET.get("seite", ""), _PAGE)
        except InvalidCursor:
            return redirect("assets_staff:index")
    context["may_manage"] = has_right(request.user, MANAGE)
    return render(request, "assets/staff/index.html", context)


@staff_required(READ)
@require_safe
def layer(request: HttpRequest, key: str) -> HttpResponse:
    row = get_object_or_404(AssetLayer, key=key)
    removed = request.GET.get("stand") == "abgebaut"
    try:
        page = page_by_key(assets_of(row, removed=removed), ("key", "id"), request.GET.get("seite", ""), _PAGE)
    except InvalidCursor:
        return redirect("assets_staff:list", key=key)
    shown = {
        "layer": row,
        "page": page,
        "removed": removed,
        "current_desk": "assets",
        "parts": [
            {"label": _("Vorhanden"), "href": "?", "current": not removed, "icon": "check"},
            {"label": _("Abgebaut"), "href": "?stand=abgebaut", "current": removed, "icon": "history"},
        ],
    }
    return render(request, "assets/staff/list.html", shown)


@staff_required(READ)
@require_safe
def asset(request: HttpRequest, pk: int) -> HttpResponse:
    row = _asset(pk)
    sections = [
        {"template": section.template, "data": data}
        for section in asset_sections
        if (data := section.context(request, row)) is not None
    ]
    context = {
        "asset": row,
        "notice": row.notice_on(clock.today()),
        "sections": sections,
        "may_manage": has_right(request.user, MANAGE),
        "current_desk": "assets",
    }
    return render(request, "assets/staff/asset.html", context)


@staff_required(MANAGE)
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """What is said to those who pick this thing."""
    row = _asset(pk)
    form = NoticeForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        operations.save_notice(
            asset=_asset(pk),
            notice=values["notice"],
            notice_en=values["notice_en"],
            until=values["notice_until"],
            actor=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, _("Der Hinweis ist gespeichert."))
        return redirect("assets_staff:asset", pk=pk)
    context = {"form": form, "asset": _asset(pk) if form.errors else row, "current_desk": "assets"}
    return render(request, "assets/staff/notice.html", context, status=422 if form.errors else 200)


def _asset(pk: int) -> Asset:
    return get_object_or_404(Asset.objects.select_related("layer", "district"), pk=pk)
