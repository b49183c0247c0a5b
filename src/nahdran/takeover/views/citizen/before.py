# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a number of the old system leads today, so that links and letters from then still help."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nahdran.takeover.queries import public_reference


@require_safe
def before(request: HttpRequest, source: str, number: str) -> HttpResponse:
    """The public page of a released report; what is not released is as if it did not exist."""
    reference = public_reference(source, number[:80])
    if reference is None:
        raise Http404(_("Diese Nummer kennen wir nicht."))
    return redirect("reports:detail", reference=reference)
