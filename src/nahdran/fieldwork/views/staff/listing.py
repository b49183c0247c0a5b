# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""All orders that somebody may deal with, by what they wait for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.fieldwork.queries import VIEWS, page_of
from nahdran.fieldwork.rules import ORDER
from nahdran.fieldwork.tables import looks
from nahdran.kit.paging import InvalidCursor


@staff_required(ORDER)
def index(request: HttpRequest) -> HttpResponse:
    view = request.GET.get("ansicht", VIEWS[0])
    view = view if view in VIEWS else VIEWS[0]
    address = f"{reverse('fieldwork_staff:orders')}?ansicht={view}"
    try:
        page = page_of(request.user, view, request.GET.get("ab", ""))
    except InvalidCursor:
        return redirect(address)
    context = {
        "rows": looks(page.rows),
        "view": view,
        "tabs": _tabs(view),
        "next": f"{address}&ab={page.next}" if page.next else "",
        "previous": f"{address}&ab={page.previous}" if page.previous else "",
        "empty": _emptiness(view),
        "current_desk": "orders",
    }
    return render(request, "fieldwork/staff/orders.html", context)


def _tabs(current: str) -> list[dict[str, object]]:
    labels = (_("Abzunehmen"), _("In Arbeit"), _("Zu spät"), _("Entwürfe"), _("Fertig"))
    home = reverse("fieldwork_staff:orders")
    return [
        {"label": label, "href": f"{home}?ansicht={view}", "current": view == current}
        for view, label in zip(VIEWS, labels, strict=True)
    ]


def _emptiness(view: str) -> str:
    return {
        "abnehmen": _("Gerade wartet nichts auf Ihre Abnahme."),
        "unterwegs": _("Gerade ist kein Auftrag vergeben. Einen neuen legen Sie auf der Seite eines Vorgangs an."),
        "ueberfaellig": _("Alle Aufträge sind in der Zeit."),
        "entwuerfe": _("Es liegt kein Entwurf herum."),
        "fertig": _("Noch ist kein Auftrag fertig."),
    }[view]
