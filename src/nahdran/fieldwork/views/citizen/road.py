# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page that a crew's phone keeps, at ``/unterwegs/``.

It lies outside of the desk because every browser that keeps pages at all fetches it, signed in or not: it is empty, and its script fills it from the
device or from the desk, which asks who is there.
"""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from nahdran.fieldwork.operations.photos import MOST
from nahdran.pwa.owner import SIGNED_OUT_COOKIE
from nahdran.pwa.pages import kept_page


@kept_page
def road(request: HttpRequest) -> HttpResponse:
    """Empty here; its script fills it from the device. So it says the same to everybody, and nobody's list is kept in it."""
    context = {
        "form_title": pgettext("Trupp", "Unterwegs"),
        "most": MOST,
        "day": reverse("fieldwork_staff:day"),
        "signed_out": SIGNED_OUT_COOKIE,
        "moments": [("before", _("Foto vorher")), ("after", _("Foto nachher"))],
        "texts": json.dumps(_texts(), ensure_ascii=False),
    }
    return render(request, "fieldwork/citizen/road.html", context)


def _texts() -> dict[str, str]:
    """What the script says, so that it is translated like everything else."""
    return {
        "due": _("Fertig bis {day}"),
        "late": _("Fertig bis {day}, zu spät"),
        "waiting": _("wartet auf Netz"),
        "refused": _("bitte ansehen"),
        "picture": _("Foto der Stadt"),
        "needsReason": _("Bitte schreiben Sie, warum es nicht geht."),
        "laid": _("Gespeichert auf diesem Gerät. Es wird von selbst gesendet."),
        "ordered": _("Die Aufträge stehen jetzt in der Reihenfolge des Weges."),
        "noPosition": _("Ihr Gerät kennt den Standort gerade nicht."),
    }
