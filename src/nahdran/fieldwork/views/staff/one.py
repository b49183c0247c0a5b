# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One order at the desk: what was ordered, what came back, and what the clerk makes of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from nahdran.cases.operations.errors import ForbiddenChange
from nahdran.cases.operations.errors import MissingReason as MissingWords
from nahdran.fieldwork import operations
from nahdran.fieldwork.enums import Moment, OrderState
from nahdran.fieldwork.forms import ApproveForm, ReasonForm
from nahdran.fieldwork.links import is_over
from nahdran.fieldwork.models import Order
from nahdran.fieldwork.operations.results import done_status
from nahdran.fieldwork.paper import paper_of
from nahdran.fieldwork.papers import pdf_response
from nahdran.fieldwork.queries import photos_of
from nahdran.fieldwork.rules import REPORTED, RUNNING, allows
from nahdran.fieldwork.tables import history_of, is_late, tone_of
from nahdran.fieldwork.views.staff.door import base_of, find, with_order
from nahdran.files.models import StoredFile
from nahdran.files.responses import file_response


@with_order
def order(request: HttpRequest, order: Order) -> HttpResponse:
    return order_page(request, order)


def order_page(request: HttpRequest, order: Order, *, status: int = 200, **forms: Any) -> HttpResponse:
    """``forms`` replace those of the page where one came back."""
    photos = photos_of(order)
    base = {"base": order.changed_at.isoformat()}
    end = done_status(order.case) if order.state == OrderState.DONE else None
    own = [str(photo.file_id) for photo in photos if photo.moment != Moment.GIVEN]
    context = {
        "order": order,
        "case": order.case,
        "number": str(order),
        "tone": tone_of(order),
        "late": is_late(order),
        "history": history_of(order.steps.select_related("actor")),
        "given": [photo for photo in photos if photo.moment == Moment.GIVEN],
        "before": [photo for photo in photos if photo.moment == Moment.BEFORE],
        "after": [photo for photo in photos if photo.moment == Moment.AFTER],
        "is_draft": order.state == OrderState.DRAFT,
        "is_running": order.state in RUNNING,
        "is_reported": order.state in REPORTED,
        "may_cancel": allows(order.state, OrderState.CANCELLED),
        "has_link": order.contractor_id is not None and bool(order.salt) and not is_over(order),
        "may_link": order.contractor_id is not None and order.state not in (OrderState.DRAFT, OrderState.CANCELLED),
        "end": end,
        "approve_form": ApproveForm(
            photo_ids=own,
            initial={
                **base,
                "close": end is not None,
                "public_reason": order.result,
                "show": [str(photo.file_id) for photo in photos if photo.moment == Moment.AFTER],
            },
            auto_id="ok_%s",
        ),
        "return_form": ReasonForm(initial=base, auto_id="back_%s", label=_("Was fehlt noch?")),
        "cancel_form": ReasonForm(initial=base, required=False, auto_id="stop_%s"),
        "current_desk": "orders",
        **forms,
    }
    return render(request, "fieldwork/staff/order.html", context, status=status)


@with_order
@require_POST
def step(request: HttpRequest, order: Order, verb: str) -> HttpResponse:
    """One verb, one call. Whoever was too late sees the newest state and a sentence."""
    if verb not in _VERBS:
        raise Http404
    try:
        answer = _VERBS[verb](request, order)
    except operations.OutdatedOrder:
        messages.warning(request, _LATE)
        return _with_typed(request, find(order.pk), verb)
    except operations.UnableToChange:
        messages.warning(request, _LATE)
        return redirect("fieldwork_staff:order", pk=order.pk)
    return answer or redirect("fieldwork_staff:order", pk=order.pk)


def _with_typed(request: HttpRequest, order: Order, verb: str) -> HttpResponse:
    """The newest state, with what was typed; sent once more it is meant for this state."""
    typed = request.POST.copy()
    typed["base"] = order.changed_at.isoformat()
    forms = {name: make(order, typed) for key, (name, make) in _TYPED.items() if key == verb}
    return order_page(request, order, status=409, **forms)


Answer = HttpResponse | None


def _send(request: HttpRequest, order: Order) -> Answer:
    try:
        operations.send_order(order=order, actor=_user(request), base=base_of(request))
    except operations.UnableToSend:
        messages.warning(request, _("Diese Firma oder dieser Trupp ist nicht mehr in Gebrauch."))
    else:
        messages.success(request, _("Der Auftrag ist vergeben."))
    return None


def _remind(request: HttpRequest, order: Order) -> Answer:
    operations.remind(order=order, actor=_user(request))
    messages.success(request, _("Die Erinnerung ist verschickt."))
    return None


def _renew(request: HttpRequest, order: Order) -> Answer:
    operations.renew_link(order=order, actor=_user(request))
    messages.success(request, _("Ein neuer Link ist verschickt. Der alte gilt nicht mehr."))
    return None


def _revoke(request: HttpRequest, order: Order) -> Answer:
    operations.revoke_link(order=order, actor=_user(request))
    messages.success(request, _("Der Link gilt nicht mehr."))
    return None


def _cancel(request: HttpRequest, order: Order) -> Answer:
    form = _cancel_form(order, request.POST)
    if not form.is_valid():
        return order_page(request, order, status=422, cancel_form=form)
    operations.cancel_order(
        order=order, actor=_user(request), reason=form.cleaned_data["reason"], base=base_of(request)
    )
    messages.success(request, _("Der Auftrag ist zurückgezogen."))
    return None


def _return(request: HttpRequest, order: Order) -> Answer:
    form = _return_form(order, request.POST)
    if not form.is_valid():
        return order_page(request, order, status=422, return_form=form)
    operations.send_back(order=order, actor=_user(request), reason=form.cleaned_data["reason"], base=base_of(request))
    messages.success(request, _("Der Auftrag ist zurückgegeben."))
    return None


def _approve(request: HttpRequest, order: Order) -> Answer:
    files = _own_files(order)
    form = _approve_form(order, request.POST)
    if not form.is_valid():
        return order_page(request, order, status=422, approve_form=form)
    given = form.cleaned_data
    try:
        operations.approve(
            order=order,
            actor=_user(request),
            base=base_of(request),
            close=given["close"],
            public_reason=given["public_reason"],
            show=[files[key] for key in given["show"]],
        )
    except (ForbiddenChange, MissingWords):
        form.add_error("close", _("Der Vorgang lässt sich aus seinem jetzigen Stand nicht erledigt melden."))
        return order_page(request, find(order.pk), status=422, approve_form=form)
    messages.success(request, _("Der Auftrag ist abgenommen."))
    return None


def _own_files(order: Order) -> dict[str, StoredFile]:
    return {str(photo.file_id): photo.file for photo in photos_of(order) if photo.moment != Moment.GIVEN}


def _cancel_form(order: Order, data: QueryDict) -> ReasonForm:
    return ReasonForm(data, required=False, auto_id="stop_%s")


def _return_form(order: Order, data: QueryDict) -> ReasonForm:
    return ReasonForm(data, auto_id="back_%s", label=_("Was fehlt noch?"))


def _approve_form(order: Order, data: QueryDict) -> ApproveForm:
    return ApproveForm(data, photo_ids=list(_own_files(order)), auto_id="ok_%s")


_LATE = gettext_lazy("Dieser Schritt ist gerade nicht möglich. Der Stand hat sich wohl geändert.")
# The form on the page that belongs to a verb, by its name there.
_TYPED: dict[str, tuple[str, Callable[[Order, QueryDict], Any]]] = {
    "zurueckziehen": ("cancel_form", _cancel_form),
    "zurueckgeben": ("return_form", _return_form),
    "abnehmen": ("approve_form", _approve_form),
}
_VERBS: dict[str, Callable[[HttpRequest, Order], Answer]] = {
    "vergeben": _send,
    "erinnern": _remind,
    "neuer-link": _renew,
    "link-beenden": _revoke,
    "zurueckziehen": _cancel,
    "zurueckgeben": _return,
    "abnehmen": _approve,
}


@require_safe
@with_order
def paper(request: HttpRequest, order: Order) -> HttpResponse:
    """Without the code of the link: that belongs to the firm alone."""
    return pdf_response(paper_of(order), str(order))


@require_safe
@with_order
def photo(request: HttpRequest, order: Order, photo: int, variant: str) -> HttpResponseBase:
    found = order.photos.select_related("file").filter(pk=photo).first() if photo < 2**63 else None
    if found is None:
        raise Http404
    response = file_response(found.file, variant, request=request)
    # Asked for again each time, so that the right is asked again too.
    response["Cache-Control"] = "private, no-cache"
    return response


def _user(request: HttpRequest) -> Any:
    return request.user
