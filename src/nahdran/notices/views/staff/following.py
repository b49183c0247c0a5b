# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Subscriptions for the administrator: numbers, never addresses; the switch and the limits."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.notices.enums import Hears, Rhythm, Shape
from nahdran.notices.forms import FollowSettingsForm
from nahdran.notices.operations import following
from nahdran.notices.queries.following import follow_settings, numbers


@staff_required("notices.following")
def index(request: HttpRequest) -> HttpResponse:
    form = FollowSettingsForm(request.POST or None, instance=follow_settings())
    if request.method == "POST" and form.is_valid():
        following.save_follow_settings(settings=form.save(commit=False), changed=form.changed_data, actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Die Einstellungen sind gespeichert."))
        return redirect("notices_staff:following")
    counted = numbers()
    tables = [
        (_("Wo"), [(label, counted.by_shape.get(key, 0)) for key, label in Shape.choices]),
        (_("Was"), [(label, counted.by_hears.get(key, 0)) for key, label in Hears.choices]),
        (_("Wie oft"), [(label, counted.by_rhythm.get(key, 0)) for key, label in Rhythm.choices]),
    ]
    context = {"form": form, "numbers": counted, "tables": tables, "current_desk": "settings"}
    return render(request, "notices/staff/following.html", context, status=422 if form.errors else 200)
