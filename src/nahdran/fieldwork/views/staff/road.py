# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a crew sees on the way: the day as data for the page that the phone keeps, and the same as plain pages for browsers without scripts."""

import base64
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nahdran.accounts.access import staff_required
from nahdran.fieldwork import operations
from nahdran.fieldwork.enums import Moment, OrderState
from nahdran.fieldwork.forms import ReportForm
from nahdran.fieldwork.models import Order
from nahdran.fieldwork.operations.photos import TooManyPhotos
from nahdran.fieldwork.queries import photos_of
from nahdran.fieldwork.queries.day import crews_of, day_of, order_of_crew
from nahdran.fieldwork.rules import CREW, RUNNING
from nahdran.fieldwork.tables import looks, tone_of
from nahdran.files.enums import Variant
from nahdran.files.models import StoredFile
from nahdran.files.responses import file_response
from nahdran.files.storage import open_bytes
from nahdran.files.texts import UnableToStore
from nahdran.kit import clock
from nahdran.kit.dates import long_day
from nahdran.places.pictures import scene_alone, view_of
from nahdran.places.svg import Pin

_MAP = (680, 440)
# Small pictures that go along with the day, so that they are there without a network.
_PICTURES = 2
ENDS = {"checked": OrderState.CHECKED, "done": OrderState.DONE, "impossible": OrderState.IMPOSSIBLE}


@never_cache
@staff_required(CREW)
def day(request: HttpRequest) -> HttpResponse:
    """The day for the phone, with small pictures and a map inside: nothing else has to be fetched on the way."""
    crews, today = crews_of(request.user), clock.today()
    orders = day_of(crews, today)
    files = StoredFile.objects.in_bulk({photo.file_id for order in orders for photo in _given(order)})
    body = {
        "me": me(request.user),
        "at": clock.now().isoformat(),
        "date": long_day(today),
        "crews": [crew.name for crew in crews],
        "start": next(([crew.lon, crew.lat] for crew in crews if crew.lon is not None), None),
        "map": _map(orders),
        "orders": [_about(order, number, files) for number, order in enumerate(orders, 1)],
    }
    return JsonResponse(body)


def me(user: Any) -> str:
    """A mark that stands for a person on their own device: what one has done is not sent in the name of the next."""
    return salted_hmac("nahdran.fieldwork.me", str(user.pk), algorithm="sha256").hexdigest()[:24]


def _about(order: Order, number: int, files: dict[Any, StoredFile]) -> dict[str, Any]:
    return {
        "id": order.pk,
        "place": number,
        "number": str(order),
        "title": order.title,
        "text": order.text,
        "address": order.address,
        "district": "" if order.district in order.address else order.district,
        "lon": order.lon,
        "lat": order.lat,
        "due": long_day(order.due_date),
        "late": order.due_date < clock.today(),
        "open": order.state in RUNNING,
        "state": order.get_state_display(),
        "tone": tone_of(order),
        "pictures": [_inline(files[photo.file_id]) for photo in _given(order) if photo.file_id in files],
    }


def _given(order: Order) -> list[Any]:
    return [photo for photo in order.photos.all() if photo.moment == Moment.GIVEN][:_PICTURES]


def _inline(file: StoredFile) -> str:
    with open_bytes(file.sha256, Variant.THUMB) as source:
        return f"data:image/jpeg;base64,{base64.b64encode(source.read()).decode()}"


def _map(orders: list[Order]) -> str:
    """A picture of all places of the day with their numbers; empty before the first import of a map."""
    points = [
        (order.lon, order.lat, number, order)
        for number, order in enumerate(orders, 1)
        if order.lon is not None and order.lat is not None
    ]
    if not points:
        return ""
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    view = view_of((min(lons), min(lats), max(lons), max(lats)), _MAP)
    pins = [
        Pin(lon, lat, tone_of(order), f"{number}: {order.title}", text=str(number))
        for lon, lat, number, order in points
    ]
    return str(scene_alone(pins, view=view, size=_MAP, label=_("Karte mit den Orten des Tages")) or "")


@staff_required(CREW)
def today(request: HttpRequest) -> HttpResponse:
    """The list without scripts; it needs a network."""
    crews = crews_of(request.user)
    context = {
        "rows": looks(day_of(crews, clock.today())),
        "crews": crews,
        "date": clock.today(),
        "current_desk": "road",
    }
    return render(request, "fieldwork/staff/today.html", context)


@staff_required(CREW)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One order of the day, with the buttons; works without scripts."""
    order = _mine(request, pk)
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        is_valid = form.is_valid()
        try:
            is_valid = _take(order, form) and is_valid
            if is_valid and _report(request, order, form):
                messages.success(request, _("Gemeldet. Danke."))
                return redirect("fieldwork_staff:today")
        except operations.UnableToChange:
            messages.warning(request, _("Diesen Auftrag hat inzwischen jemand anderes erledigt oder zurückgezogen."))
            return redirect("fieldwork_staff:today")
    photos = photos_of(order)
    context = {
        "order": order,
        "number": str(order),
        "tone": tone_of(order),
        "is_running": order.state in RUNNING,
        "given": [photo for photo in photos if photo.moment == Moment.GIVEN],
        "before": [photo for photo in photos if photo.moment == Moment.BEFORE],
        "after": [photo for photo in photos if photo.moment == Moment.AFTER],
        "form": form,
        "current_desk": "road",
    }
    return render(request, "fieldwork/staff/stop.html", context, status=422 if form.errors else 200)


def _take(order: Order, form: ReportForm) -> bool:
    for moment, name in ((Moment.BEFORE, "before"), (Moment.AFTER, "after")):
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


def _report(request: HttpRequest, order: Order, form: ReportForm) -> bool:
    to = ENDS.get(request.POST.get("do", ""))
    if to is None:
        return False
    try:
        operations.report(order=order, to=to, result=form.result(), actor=request.user)  # type: ignore[arg-type]
    except operations.MissingReason:
        form.add_error("text", _("Bitte schreiben Sie, warum es nicht geht."))
        return False
    return True


@require_safe
@staff_required(CREW)
def photo(request: HttpRequest, pk: int, photo: int, variant: str) -> HttpResponseBase:
    order = _mine(request, pk)
    found = order.photos.select_related("file").filter(pk=photo).first() if photo < 2**63 else None
    if found is None:
        raise Http404
    response = file_response(found.file, variant, request=request)
    response["Cache-Control"] = "private, no-cache"
    return response


def _mine(request: HttpRequest, pk: int) -> Order:
    order = order_of_crew(request.user, pk)
    if order is None:
        raise Http404
    return order
