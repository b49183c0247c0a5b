# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The address that takes what a crew did without a network: pictures one by one, then the report. What is sent twice is taken once.

The protocol stands in docs/adr/0016-offline.md. Only our own pages can send here: the token is checked, and ``Idempotency-Key`` cannot be sent by
other sites without asking first.
"""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from nahdran.accounts.access import staff_required
from nahdran.fieldwork.enums import Moment
from nahdran.fieldwork.models import Order
from nahdran.fieldwork.operations import MissingReason, Result, UnableToChange
from nahdran.fieldwork.operations.arriving import (
    hold_picture,
    missing_pictures,
    note_from_road,
    settle_from_road,
    was_taken,
)
from nahdran.fieldwork.operations.photos import MOST
from nahdran.fieldwork.queries.day import order_of_crew
from nahdran.fieldwork.rules import CREW
from nahdran.fieldwork.views.staff.road import ENDS, me
from nahdran.files.texts import UnableToStore
from nahdran.kit.text import clean

_MOST_SIGNS = 20_000
_MOST_TEXT = 4000


@never_cache
@staff_required(CREW)
@require_POST
def picture(request: HttpRequest) -> JsonResponse:
    """One picture of a report that comes afterwards."""
    key, name = _uuid(request.headers.get("Idempotency-Key")), _uuid(request.POST.get("id"))
    upload = request.FILES.get("file")
    if key is None or name is None or upload is None:
        return _refused(_("Das kam nicht vollständig an."), 400)
    return _hold(request, key, name, upload) or JsonResponse({"taken": True})


@never_cache
@staff_required(CREW)
@require_POST
def send(request: HttpRequest) -> JsonResponse:
    """One report, with those pictures that did not come before as ``file-<id>``. The same key again gives the same answer."""
    key, data = _uuid(request.headers.get("Idempotency-Key")), _json(request.POST.get("data", ""))
    names = _names(data.get("files")) if data else None
    if key is None or data is None or names is None:
        return _refused(_("Das kam nicht vollständig an."), 400)
    if not constant_time_compare(str(data.get("by", "")), me(request.user)):
        return _refused(
            _("Das hat jemand anderes auf diesem Gerät eingetragen. Melden Sie sich mit dessen Konto an."), 403
        )
    order = order_of_crew(request.user, _number(data.get("order")))
    if order is None:
        return _refused(_("Diesen Auftrag hat Ihr Trupp nicht mehr."), 404)
    if was_taken(entry=key):
        return _receipt(order, is_new=False)
    return _hold_all(request, key, names) or _settle(request, order, key, data)


def _hold_all(request: HttpRequest, key: UUID, names: list[UUID]) -> JsonResponse | None:
    """Store the pictures that came along; an answer if one is missing or cannot be taken."""
    for name in names:
        upload = request.FILES.get(f"file-{name}")
        if upload is not None and (refused := _hold(request, key, name, upload)):
            return refused
    missing = missing_pictures(user=_user(request), entry=key, names=names)
    return JsonResponse({"missing": [str(name) for name in missing]}, status=409) if missing else None


def _settle(request: HttpRequest, order: Order, key: UUID, data: dict[str, Any]) -> JsonResponse:
    text = clean(str(data.get("text", "")))[:_MOST_TEXT]
    about: dict[str, Any] = {"order": order, "user": _user(request), "entry": key}
    if data.get("to") == "note":
        note_from_road(**about, text=text)
        return _receipt(order, is_new=True)
    to = ENDS.get(str(data.get("to")))
    if to is None:
        return _refused(_("Das kam nicht vollständig an."), 400)
    before = _names(data.get("before")) or []
    moments = dict.fromkeys(before, Moment.BEFORE)
    try:
        settle_from_road(**about, to=to, result=Result(text), moments=moments)
    except UnableToChange:
        sentence = _(
            "Diesen Auftrag hat inzwischen jemand anderes erledigt oder zurückgezogen. Ihre Angaben sind noch hier."
        )
        return _refused(sentence)
    except MissingReason:
        return _refused(_("Bitte schreiben Sie, warum es nicht geht."))
    return _receipt(order, is_new=True)


def _receipt(order: Order, *, is_new: bool) -> JsonResponse:
    link = reverse("fieldwork_staff:stop", args=[order.pk])
    body = {"receipt": {"reference": str(order), "link": link}, "is_new": is_new}
    return JsonResponse(body, status=201 if is_new else 200)


def _hold(request: HttpRequest, key: UUID, name: UUID, upload: Any) -> JsonResponse | None:
    try:
        hold_picture(user=_user(request), entry=key, name=name, upload=upload)
    except UnableToStore as problem:
        return _refused(str(problem.message), files={str(name): str(problem.message)})
    return None


def _refused(message: str, status: int = 422, **more: Any) -> JsonResponse:
    return JsonResponse({"problem": {"message": message, **more}}, status=status)


def _json(text: str) -> dict[str, Any] | None:
    if not text or len(text) > _MOST_SIGNS:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _names(value: Any) -> list[UUID] | None:
    """The keys of the pictures, each once; nothing if it is no list of keys, or longer than our form makes it."""
    if not isinstance(value, list) or len(value) > 2 * MOST:
        return None
    found = [_uuid(name) for name in value]
    return None if None in found else list(dict.fromkeys(found))  # type: ignore[arg-type]


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) and len(value) == 36 else None
    except ValueError:
        return None


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63 else 0


def _user(request: HttpRequest) -> Any:
    return request.user
