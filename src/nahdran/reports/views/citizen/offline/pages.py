# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The two pages that a phone keeps: the form, and the list of what lies on the device. Both are empty here; their scripts fill them from the device."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nahdran.assets.queries import layers_in_use
from nahdran.places.mapview import town_map
from nahdran.places.queries import town_view
from nahdran.pwa.pages import kept_page
from nahdran.reports.forms.offline import PlaceWordsForm, WordsForm
from nahdran.reports.queries.offline import overview
from nahdran.reports.rules import MAX_PHOTOS
from nahdran.reports.views.citizen.offline.wording import form_texts, list_texts


@kept_page
def form(request: HttpRequest) -> HttpResponse:
    view = town_view()
    context = {
        "form_title": _("Mangel melden"),
        "current_nav": "report",
        "steps": _steps(),
        "texts": form_texts(),
        "details": WordsForm(),
        "place": PlaceWordsForm(),
        "has_things": layers_in_use(public=True).exists(),
        "map": town_map(view),
        "overview": overview(view),
        "catalogue": reverse("reports:offline_kinds"),
        "drafts": reverse("reports:drafts"),
        "token": reverse("pwa:token"),
        "max_photos": MAX_PHOTOS,
        "max_mb": settings.FILES_PHOTO_MAX_BYTES // 1_000_000,
        "forget_days": settings.FORGET_PEOPLE_AFTER_DAYS,
    }
    return render(request, "reports/citizen/offline/form.html", context)


def _steps() -> list[dict[str, str]]:
    """The keys are the ends of addresses, behind the "#"."""
    return [
        {"key": "foto", "label": _("Foto")},
        {"key": "ort", "label": _("Ort")},
        {"key": "art", "label": _("Art")},
        {"key": "angaben", "label": _("Angaben")},
        {"key": "pruefen", "label": _("Prüfen")},
    ]


@kept_page
def drafts(request: HttpRequest) -> HttpResponse:
    context = {
        "form_title": _("Mangel melden"),
        "current_nav": "report",
        "form": reverse("reports:offline"),
        "texts": list_texts(),
        "groups": [
            {
                "states": "refused",
                "label": _("Bitte ansehen"),
                "text": _("Diese Meldungen konnten wir so nicht annehmen."),
            },
            {
                "states": "waiting sending",
                "label": _("Wartet auf Netz"),
                "text": _("Geht von selbst heraus, genau einmal."),
                "send": True,
            },
            {"states": "draft", "label": _("Entwürfe"), "text": ""},
            {"states": "sent", "label": _("Gesendet"), "text": _("Auf diesem Gerät liegt davon nur noch der Link.")},
        ],
        "states": [
            {"key": "draft", "label": _("Entwurf"), "tone": "new", "icon": "edit"},
            {"key": "waiting", "label": _("wartet"), "tone": "work", "icon": "clock"},
            {"key": "sending", "label": _("wird gesendet"), "tone": "work", "icon": "send"},
            {"key": "refused", "label": _("nicht angenommen"), "tone": "stop", "icon": "alert"},
            {"key": "sent", "label": _("angekommen"), "tone": "done", "icon": "check-circle"},
        ],
    }
    return render(request, "reports/citizen/offline/drafts.html", context)
