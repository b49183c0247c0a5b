# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/maengel/einbetten/: a small map with list for a frame on the websites that the town allows, and the page that writes the snippet for it.

The frame uses no cookie and no form: a browser gives neither to a frame of a foreign page.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nahdran.org.queries import town
from nahdran.reports.models import EmbedSite
from nahdran.reports.queries.counts import counts
from nahdran.reports.queries.public import first_rows
from nahdran.reports.views.citizen.asked import Asked, joined
from nahdran.reports.views.citizen.choosing import heading
from nahdran.reports.views.citizen.listing import frame_map
from nahdran.reports.views.citizen.words import choice_in_words

_ROWS = 10
_HEIGHT = 640
PARTS = ("karte", "liste")
_SNIPPET = '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" style="border: 0"></iframe>'


@require_safe
def frame(request: HttpRequest) -> HttpResponse:
    """The page inside the frame. Which sites may show it stands in its own policy; everything else stays as strict as everywhere."""
    asked = Asked(request)
    filters = asked.filters
    shown = request.GET.get("zeigen", "")
    rows = first_rows(filters, _ROWS) if shown != "karte" else []
    context = {
        "rows": rows,
        "heading": heading(filters, counts(filters)),
        "choice": ", ".join(choice_in_words(filters)[1:]),
        "map": frame_map(asked, filters) if shown != "liste" else "",
        "with_list": shown != "karte",
        "list_address": asked.address(karte="", nadeln=""),
    }
    response = render(request, "reports/citizen/embed.html", context)
    return _allowed(response)


def _allowed(response: HttpResponse) -> HttpResponse:
    sites = list(EmbedSite.objects.values_list("origin", flat=True))
    if sites:
        response._csp_replace = {"frame-ancestors": ["'self'", *sites]}  # type: ignore[attr-defined]
        # The older header knows no list; where the policy is understood, it is not asked.
        response.xframe_options_exempt = True
    return response


@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """Writes the snippet for somebody's website."""
    asked = Asked(request)
    shown = request.GET.get("zeigen", "") if request.GET.get("zeigen", "") in PARTS else ""
    parameters = asked.narrowing(bbox="", nahe="" if not asked.filters.metres else asked.raw["nahe"])
    if shown:
        parameters["zeigen"] = shown
    address = settings.SITE_URL + joined("/maengel/einbetten/", parameters)
    title = _("Mängel in %(town)s") % {"town": town().short_name}
    # Shown to be copied, not to be obeyed: as plain text it is escaped once more.
    snippet = "" + format_html(_SNIPPET, address, title, _HEIGHT)
    context = {
        "current_nav": "report",
        "snippet": snippet,
        "preview": joined("/maengel/einbetten/", parameters),
        "choice": ", ".join(choice_in_words(asked.filters)),
        "parts": _parts(asked, shown),
        "sites": list(EmbedSite.objects.values_list("origin", flat=True)),
        "list_address": asked.address(karte="", nadeln=""),
    }
    return render(request, "reports/citizen/embed_code.html", context)


def _parts(asked: Asked, shown: str) -> list[dict[str, object]]:
    labels = (("", _("Karte und Liste")), ("karte", _("Nur die Karte")), ("liste", _("Nur die Liste")))
    base = asked.of("reports:embed_code")
    again = "&" if "?" in base else "?"
    return [
        {"label": label, "href": f"{base}{again}zeigen={key}" if key else base, "current": key == shown}
        for key, label in labels
    ]
