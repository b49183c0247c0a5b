# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos of the old system: archives come in, and how far each of them is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.takeover import operations
from nahdran.takeover.forms import PhotosForm
from nahdran.takeover.queries import boxes_of, named_photos
from nahdran.takeover.views.staff.runs import RIGHT, found


@staff_required(RIGHT)
def photos(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(pk)
    posted = request.method == "POST"
    form = PhotosForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            operations.bring_photos(
                run=row,
                data=upload.read(),
                name=upload.name or "",
                publishes=form.cleaned_data["publishes"],
                actor=request.user,  # type: ignore[arg-type]
            )
        except operations.UnableToTakeOver as error:
            form.add_error(error.field or None, error.sentence)
        else:
            messages.success(
                request, _("Die Fotos werden jetzt zugeordnet. Laden Sie die Seite neu, um den Stand zu sehen.")
            )
            return redirect("takeover_staff:photos", pk=pk)
    context = {
        "form": form,
        "run": row,
        "boxes": boxes_of(row),
        "named": named_photos(row),
        "current_desk": "settings",
    }
    return render(request, "takeover/staff/photos.html", context, status=422 if form.errors else 200)
