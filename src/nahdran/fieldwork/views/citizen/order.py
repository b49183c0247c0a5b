# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of one order for the firm that has it, on whatever phone, with or without scripts. The link is all that identifies the firm.

A GET only shows, because scanners of mail open links; a POST acts. Pictures and words are kept when they arrive, so a bad network costs nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nahdran.accounts.throttle import throttled
from nahdran.fieldwork import operations
from nahdran.fieldwork.enums import Moment, OrderState
from nahdran.fieldwork.forms import ReasonForm, ReportForm
from nahdran.fieldwork.links import is_over, is_proof
from nahdran.fieldwork.models import Order
from nahdran.fieldwork.operations.photos import TooManyPhotos
from nahdran.fieldwork.paper import paper_of
from nahdran.fieldwork.papers import pdf_response
from nahdran.fieldwork.queries import order_by_token, photos_of
from nahdran.fieldwork.rules import RUNNING
from nahdran.fieldwork.tables import history_of, tone_of
from nahdran.files.responses import file_response
from nahdran.files.texts import UnableToStore

_HOUR = 3600
View = Callable[..., HttpResponseBase]


def _of_firm(view: View) -> View:
    """The view gets the order. A wrong link is no page; one that is over says how to get a new one."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, token: UUID, proof: str, **kwargs: Any) -> HttpResponseBase:
        order = order_by_token(token)
        if order is None or order.contractor is None or not is_proof(order, proof):
            response: HttpResponseBase = _gone(request, None, proof)
        elif is_over(order):
            response = _gone(request, order, proof)
        else:
            response = view(request, order, proof, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    return guarded


def _gone(request: HttpRequest, order: Order | None, proof: str) -> HttpResponse:
    """Nothing of the order is shown. Who comes with a link that was right once may have a new one sent to the firm's address."""
    context = {"order": order, "proof": proof}
    return render(request, "fieldwork/citizen/gone.html", context, status=410 if order else 404)


@require_safe
@throttled("fieldwork.order", 600, _HOUR, methods=("GET", "HEAD"))
@_of_firm
def show(request: HttpRequest, order: Order, proof: str) -> HttpResponse:
    return _page(request, order, proof)


def _page(
    request: HttpRequest,
    order: Order,
    proof: str,
    *,
    form: ReportForm | None = None,
    decline: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    photos = photos_of(order)
    known = {
        "text": order.result,
        "hours": _number(order.hours),
        "net_cents": _number(order.net_cents / 100 if order.net_cents is not None else None),
        "cost_note": order.cost_note,
    }
    context = {
        "order": order,
        "number": str(order),
        "proof": proof,
        "tone": tone_of(order),
        "is_new": order.state == OrderState.SENT,
        "is_running": order.state in RUNNING,
        "given": [photo for photo in photos if photo.moment == Moment.GIVEN],
        "before": [photo for photo in photos if photo.moment == Moment.BEFORE],
        "after": [photo for photo in photos if photo.moment == Moment.AFTER],
        "returned": _returned(order),
        "form": form or ReportForm(initial=known),
        "decline_form": decline or ReasonForm(auto_id="nein_%s", label=_("Warum nehmen Sie den Auftrag nicht an?")),
    }
    return render(request, "fieldwork/citizen/order.html", context, status=status)


def _returned(order: Order) -> str:
    """Why the town has sent it back, while it waits to be mended."""
    if order.state not in RUNNING:
        return ""
    steps = history_of(order.steps.filter(state=OrderState.SENT).select_related("actor"))
    return next((step["text"] for step in reversed(steps) if step["text"]), "")


def _number(value: Any) -> str:
    return "" if value is None else f"{value:.2f}".replace(".", ",")


@require_POST
@throttled("fieldwork.act", 120, _HOUR)
@_of_firm
def answer(request: HttpRequest, order: Order, proof: str) -> HttpResponse:
    """Take the work, or say why not."""
    try:
        if request.POST.get("do") == "decline":
            form = ReasonForm(request.POST, auto_id="nein_%s", label=_("Warum nehmen Sie den Auftrag nicht an?"))
            if not form.is_valid():
                return _page(request, order, proof, decline=form, status=422)
            operations.decline(order=order, reason=form.cleaned_data["reason"])
            messages.success(request, _("Sie haben den Auftrag abgelehnt. Danke für die Rückmeldung."))
        else:
            operations.accept(order=order)
            messages.success(request, _("Sie haben den Auftrag angenommen."))
    except operations.UnableToChange:
        _say_changed(request)
    return _back(order, proof)


@require_POST
@throttled("fieldwork.act", 120, _HOUR)
@_of_firm
def result(request: HttpRequest, order: Order, proof: str) -> HttpResponse:
    """Save what there is so far, throw away a picture, or report: done, or not possible."""
    todo = request.POST.get("do", "save")
    form = ReportForm(request.POST, request.FILES)
    is_valid = form.is_valid()
    try:
        if todo.startswith("drop-"):
            operations.drop_photo(order=order, pk=_pk(todo))
        for moment, name in ((Moment.BEFORE, "before"), (Moment.AFTER, "after")):
            is_valid = _take(order, form, moment, name) and is_valid
        if todo in _ENDS:
            _demand(order, form, todo)
            is_valid = is_valid and not form.errors
        if not is_valid:
            return _page(request, order, proof, form=form, status=422)
        if todo in _ENDS:
            operations.report(order=order, to=_ENDS[todo], result=form.result())
            messages.success(request, _("Ihre Meldung ist angekommen. Wir sehen uns die Arbeit an."))
        else:
            operations.keep_report(order=order, result=form.result())
            messages.success(request, _("Gespeichert. Sie können später weitermachen."))
    except operations.UnableToChange:
        _say_changed(request)
    return _back(order, proof)


_ENDS = {"done": OrderState.DONE, "impossible": OrderState.IMPOSSIBLE}


def _take(order: Order, form: ReportForm, moment: Moment, name: str) -> bool:
    """Keep the pictures of one field; what cannot be kept is said beside it."""
    for upload in form.cleaned_data.get(name) or []:
        try:
            operations.add_photo(order=order, upload=upload, moment=moment)
        except UnableToStore as problem:
            form.add_error(name, f"{upload.name}: {problem.message}")
            return False
        except TooManyPhotos:
            form.add_error(name, _("Mehr Bilder gehen hier nicht. Die übrigen haben wir weggelassen."))
            return False
    return True


def _demand(order: Order, form: ReportForm, todo: str) -> None:
    text = form.cleaned_data.get("text")
    if todo == "impossible" and not text:
        form.add_error("text", _("Bitte schreiben Sie, warum es nicht geht."))
    if todo == "done" and not text and not order.photos.filter(moment=Moment.AFTER).exists():
        form.add_error("text", _("Bitte schreiben Sie kurz, was Sie gemacht haben, oder zeigen Sie es mit einem Foto."))


@require_POST
@throttled("fieldwork.renew", 10, _HOUR)
@never_cache
def renew(request: HttpRequest, token: UUID, proof: str) -> HttpResponse:
    """A new link, sent to the address that the town knows. Says the same whatever it found."""
    order = order_by_token(token)
    if order is not None and order.contractor is not None and is_proof(order, proof) and is_over(order):
        try:
            operations.renew_link(order=order)
        except operations.UnableToChange:
            order = None
    text = _("Wenn es den Auftrag noch gibt, ist ein neuer Link unterwegs an die E-Mail-Adresse Ihrer Firma.")
    return render(request, "shell/message.html", {"title": _("Neuer Link"), "text": text})


@require_safe
@throttled("fieldwork.paper", 60, _HOUR, methods=("GET", "HEAD"))
@_of_firm
def paper(request: HttpRequest, order: Order, proof: str) -> HttpResponse:
    return pdf_response(paper_of(order, with_link=True), str(order))


@require_safe
@throttled("fieldwork.photo", 3000, _HOUR, methods=("GET", "HEAD"))
@_of_firm
def photo(request: HttpRequest, order: Order, proof: str, pk: int, variant: str) -> HttpResponseBase:
    found = order.photos.select_related("file").filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404
    response = file_response(found.file, variant, request=request)
    response["Cache-Control"] = "no-store"
    return response


def _say_changed(request: HttpRequest) -> None:
    messages.warning(
        request, _("Der Stand des Auftrags hat sich inzwischen geändert. Bitte sehen Sie ihn sich noch einmal an.")
    )


def _back(order: Order, proof: str) -> HttpResponse:
    return redirect("fieldwork:order", token=order.token, proof=proof)


def _pk(todo: str) -> int:
    text = todo.removeprefix("drop-")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
