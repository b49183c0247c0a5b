# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing an order for a case: to whom, what, until when, and which photos go along. Kept as a draft, or given out at once."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.audit.operations import record_read
from nahdran.cases.models import Attachment, Case
from nahdran.cases.queries.together import together
from nahdran.fieldwork.enums import Moment, OrderState
from nahdran.fieldwork.forms import OrderForm
from nahdran.fieldwork.models import Contractor, Crew, Order
from nahdran.fieldwork.operations import (
    NewOrder,
    OutdatedOrder,
    UnableToChange,
    UnableToSend,
    change_order,
    make_order,
    send_order,
)
from nahdran.fieldwork.queries import case_by_reference, reported_words
from nahdran.fieldwork.rules import ORDER, may_order
from nahdran.fieldwork.views.staff.door import base_of, refuse, with_order
from nahdran.files.enums import Kind as FileKind
from nahdran.files.models import StoredFile
from nahdran.kit import clock

# Until when it should be done, if the clerk says nothing else.
_DAYS = timedelta(days=14)


@staff_required(ORDER)
def new(request: HttpRequest, reference: str) -> HttpResponseBase:
    case = case_by_reference(reference)
    if case is None:
        raise Http404
    verdict = may_order(request.user, case)
    if not verdict:
        return refuse(request, verdict)
    initial = {
        "title": case.title,
        "text": reported_words(case),
        "due_date": clock.today() + _DAYS,
    }
    return _page(request, case, None, initial)


@with_order
def edit(request: HttpRequest, order: Order) -> HttpResponseBase:
    if order.state != OrderState.DRAFT:
        messages.warning(request, _("Dieser Auftrag ist schon vergeben und lässt sich nicht mehr ändern."))
        return redirect("fieldwork_staff:order", pk=order.pk)
    given = order.photos.filter(moment=Moment.GIVEN).values_list("file_id", flat=True)
    initial = {
        "base": order.changed_at.isoformat(),
        "recipient": f"firma-{order.contractor_id}" if order.contractor_id else f"trupp-{order.crew_id}",
        "title": order.title,
        "text": order.text,
        "due_date": order.due_date,
        "photos": [str(key) for key in given],
    }
    return _page(request, order.case, order, initial)


def _page(request: HttpRequest, case: Case, order: Order | None, initial: dict[str, Any]) -> HttpResponse:
    record_read(actor=request.user, obj=case, what="Vorgang")
    photos = {str(file.pk): file for file in _photos(case)}
    form = OrderForm(request.POST or None, recipients=_recipients(case), photo_ids=list(photos), initial=initial)
    if order is None:  # nobody can have changed it yet
        del form.fields["base"]
    if request.method == "POST" and form.is_valid() and (answer := _save(request, case, order, form, photos)):
        return answer
    back = reverse("fieldwork_staff:order", args=[order.pk]) if order else reverse("desk:case", args=[case.reference])
    context = {
        "form": form,
        "case": case,
        "order": order,
        "photos": photos.values(),
        "chosen": form["photos"].value() or [],
        "back": back,
        "current_desk": "orders" if order else "inbox",
        "has_recipients": len(form.fields["recipient"].choices) > 1,  # type: ignore[attr-defined]
    }
    return render(request, "fieldwork/staff/write.html", context, status=422 if form.errors else 200)


def _save(
    request: HttpRequest, case: Case, order: Order | None, form: OrderForm, photos: dict[str, StoredFile]
) -> HttpResponse | None:
    """Where it goes on; None if the form has to come back."""
    user: Any = request.user
    given = form.cleaned_data
    kind, _dash, pk = given["recipient"].partition("-")
    new = NewOrder(
        title=given["title"],
        text=given["text"],
        due_date=given["due_date"],
        contractor=Contractor.objects.get(pk=pk) if kind == "firma" else None,
        crew=Crew.objects.get(pk=pk) if kind == "trupp" else None,
        photos=[photos[key] for key in given["photos"]],
    )
    try:
        kept = (
            change_order(order=order, new=new, actor=user, base=base_of(request))
            if order
            else make_order(case=case, new=new, actor=user)
        )
        if request.POST.get("do") == "send":
            send_order(order=kept, actor=user)
            messages.success(request, _("Der Auftrag ist vergeben."))
        else:
            messages.success(request, _("Der Auftrag ist als Entwurf gespeichert."))
    except (OutdatedOrder, UnableToChange):
        form.add_error(
            None, _("Jemand hat diesen Auftrag inzwischen geändert. Bitte sehen Sie ihn sich noch einmal an.")
        )
        return None
    except UnableToSend:
        messages.warning(request, _("Diese Firma oder dieser Trupp ist nicht mehr in Gebrauch."))
    return redirect("fieldwork_staff:order", pk=kept.pk)


def _photos(case: Case) -> list[StoredFile]:
    attached = Attachment.objects.filter(case=case, file__kind=FileKind.IMAGE).select_related("file").order_by("id")
    return list(dict.fromkeys(entry.file for entry in attached))


def _recipients(case: Case) -> list[Any]:
    """Firms whose trades fit the case stand first; crews of the case's own unit before those of others."""
    line = case.of_kind.lines([case.pk]).get(case.pk)
    words = f"{case.title} {line.category if line else ''}".lower()
    found = together(
        firms=Contractor.objects.filter(is_active=True).values("id", "name", "trades"),
        crews=Crew.objects.filter(is_active=True).values("id", "name", "unit_id"),
    )
    firms = sorted(found["firms"], key=lambda firm: (not _fits(firm, words), firm.name))
    crews = sorted(found["crews"], key=lambda crew: (crew.unit_id != case.unit_id, crew.name))
    return [
        *([(_("Trupps"), [(f"trupp-{crew.pk}", crew.name) for crew in crews])] if crews else []),
        *([(_("Firmen"), [(f"firma-{firm.pk}", _firm_label(firm, words)) for firm in firms])] if firms else []),
    ]


def _fits(firm: Contractor, words: str) -> bool:
    return any(trade.strip().lower() in words for trade in firm.trades.split(",") if trade.strip())


def _firm_label(firm: Contractor, words: str) -> str:
    return _("%(firm)s (passt)") % {"firm": firm.name} if _fits(firm, words) else firm.name
