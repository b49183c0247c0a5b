# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What orders put into the desk: the section of a case, navigation, settings; and what they forget with a case."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nahdran.accounts.rights import register_default_rights
from nahdran.accounts.rules import has_right_somewhere
from nahdran.cases.models import Case
from nahdran.cases.slots import CaseSection, Rows, case_sections, forgetters
from nahdran.fieldwork.enums import OrderState
from nahdran.fieldwork.models import Order
from nahdran.fieldwork.operations.forget import forget_orders
from nahdran.fieldwork.rules import CREW, MANAGE, ORDER, REPORTED, may_order
from nahdran.fieldwork.tables import TONES
from nahdran.kit import clock
from nahdran.pwa.slots import OfflinePage, OfflineQueue, offline_pages, offline_queues
from nahdran.shell.slots import DeskNavItem, SettingsPage, desk_nav, settings_pages

register_default_rights("fieldwork", clerk=[ORDER, CREW], lead=[ORDER, CREW], service=[ORDER])

_FIELDS = (
    "id", "case_id", "serial", "state", "title", "due_date", "net_cents", "hours", "result",
    "contractor_id", "contractor__name", "crew_id", "crew__name",
)  # fmt: skip


def _sets(case: Case, user: Any) -> Mapping[str, QuerySet[Any]]:
    return {"orders": Order.objects.filter(case=case).order_by("id").values(*_FIELDS)}


def _rows(rows: Rows) -> list[dict[str, Any]]:
    today = clock.today()
    return [
        {
            "order": order,
            "tone": TONES[OrderState(order.state)],
            "recipient": (order.contractor or order.crew).name,
            "late": order.state in (OrderState.SENT, OrderState.ACCEPTED) and order.due_date < today,
        }
        for order in rows["orders"]
    ]


def _side(case: Case, user: Any, rows: Rows) -> Mapping[str, Any] | None:
    may = bool(may_order(user, case))
    if not may and not rows["orders"]:
        return None
    charged = [
        order.net_cents
        for order in rows["orders"]
        if order.net_cents is not None and order.state not in (OrderState.CANCELLED, OrderState.DECLINED)
    ]
    return {"orders": _rows(rows), "may_order": may, "net_cents": sum(charged) if charged else None}


def _main(case: Case, user: Any, rows: Rows) -> Mapping[str, Any] | None:
    """Only what somebody has to decide now."""
    waiting = [row for row in _rows(rows) if row["order"].state in REPORTED]
    return {"orders": waiting} if waiting and may_order(user, case) else None


case_sections.register("orders", CaseSection("orders", "fieldwork/partials/section.html", _side, _sets, order=30))
case_sections.register(
    "orders_waiting", CaseSection("orders_waiting", "fieldwork/partials/waiting.html", _main, _sets, "main", order=30)
)
forgetters.register("fieldwork", forget_orders)


def _orders(request: HttpRequest) -> bool:
    return has_right_somewhere(request.user, ORDER)


desk_nav.register(
    "orders", DeskNavItem("orders", _("Aufträge"), "fieldwork_staff:orders", "crane", 55, visible=_orders)
)


def _goes_out(request: HttpRequest) -> bool:
    return has_right_somewhere(request.user, CREW)


desk_nav.register(
    "road",
    DeskNavItem("road", pgettext_lazy("Trupp", "Unterwegs"), "fieldwork:road", "route", 57, visible=_goes_out),
)
offline_pages.register(
    "fieldwork",
    OfflinePage(
        key="fieldwork",
        url_name="fieldwork:road",
        entries=("fieldwork/road",),
        offered_on=("/unterwegs/",),
        order=50,
    ),
)
offline_queues.register(
    "fieldwork",
    OfflineQueue(
        key="fieldwork",
        send="fieldwork_staff:road_send",
        file="fieldwork_staff:road_picture",
        page="fieldwork:road",
        one=_("{count} Rückmeldung auf diesem Gerät ist noch nicht gesendet"),
        many=_("{count} Rückmeldungen auf diesem Gerät sind noch nicht gesendet"),
        order=50,
    ),
)

_GROUP = _("Aufträge")
for page in (
    SettingsPage(
        "contractors",
        _("Firmen"),
        "fieldwork_staff:contractors",
        "briefcase",
        160,
        _GROUP,
        _("An wen die Stadt Arbeiten vergibt"),
        MANAGE,
    ),
    SettingsPage(
        "crews",
        _("Trupps"),
        "fieldwork_staff:crews",
        "people",
        165,
        _GROUP,
        _("Eigene Leute, die zusammen losfahren"),
        MANAGE,
    ),
):
    settings_pages.register(page.key, page)
