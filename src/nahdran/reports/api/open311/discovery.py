# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the interface is, who answers for it and how one gets a key: for programs, and as a page for people."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nahdran.org.queries import town
from nahdran.reports.api.open311.door import PRODUCTION, SANDBOX, Call, Result
from nahdran.reports.api.open311.wire import Tree
from nahdran.reports.queries.interface import catalogue_changed_at, jurisdictions

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
ROOTS = {PRODUCTION: "open311/v2", SANDBOX: "open311/test/v2"}
# Since when the interface is as it is; newer is only what it offers.
_SINCE = datetime(2026, 11, 20, tzinfo=UTC)


def discovery(call: Call) -> Result:
    changed_at = max(catalogue_changed_at() or _SINCE, _SINCE)
    tree = {
        "changeset": changed_at,
        "contact": _contact(),
        "key_service": _("Einen Schlüssel bekommen Sie bei der Stadt. %(contact)s") % {"contact": _contact()},
        "endpoints": [_endpoint(kind, changed_at) for kind in ROOTS],
    }
    return Result("discovery", tree, changed_at)


def _endpoint(kind: str, changed_at: datetime) -> Tree:
    return {
        "specification": SPECIFICATION,
        "url": f"{settings.SITE_URL}/{ROOTS[kind]}",
        "changeset": changed_at,
        "type": kind,
        "formats": ["text/xml", "application/json"],
    }


def _contact() -> str:
    place = town()
    ways = [place.name, place.email, place.phone, settings.SITE_URL]
    return ", ".join(str(way) for way in ways if way)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """/open311/: the same in words, with links to try."""
    context = {
        "endpoints": [(kind, f"{settings.SITE_URL}/{root}") for kind, root in ROOTS.items()],
        "jurisdiction": jurisdictions()[0],
        "contact": _contact(),
        "crumbs": [{"label": _("Start"), "href": "/"}, {"label": _("Open311")}],
        "openapi": reverse("open311_about:openapi"),
    }
    return render(request, "reports/citizen/open311.html", context)
