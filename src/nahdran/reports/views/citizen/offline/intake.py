# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The address that takes what waited on a phone: photos one by one, then the report. What is sent twice is taken once.

Only pages of our own may send here: the browser says so in ``Sec-Fetch-Site`` and ``Origin``, the header ``Idempotency-Key`` cannot be sent by other
sites at all without asking first, and a token is fetched right before. What is answered stands in docs/adr/0016-offline.md.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from nahdran.accounts.models import User
from nahdran.accounts.throttle import client_key, hit
from nahdran.cases import access
from nahdran.cases.models import Case
from nahdran.files.texts import UnableToStore
from nahdran.pwa.owner import owner_mark
from nahdran.reports.csrf import has_token
from nahdran.reports.draft_access import was_sent
from nahdran.reports.enums import WaitsFor
from nahdran.reports.forms.offline import check_report
from nahdran.reports.gate import judge, within_limits
from nahdran.reports.models import Report, ReportDraft
from nahdran.reports.operations import (
    AlreadySent,
    EmailNeeded,
    OutsideTown,
    Sent,
    TooManyPhotos,
    UnableToSubmit,
    submit_report,
)
from nahdran.reports.operations.offline import absent_photos, draft_for, fill_draft, keep_photo
from nahdran.reports.proof import new_puzzle
from nahdran.reports.queries.offline import draft_by_key
from nahdran.reports.queries.similar import similar_public
from nahdran.reports.rules import MAX_PHOTOS
from nahdran.reports.suspicion import Outcome

# A report is a few thousand signs; whatever is longer was not made by our form.
_MOST_SIGNS = 60_000
_WAIT_SECONDS = 900
# Counted together with the photos of the form.
_UPLOADS_PER_HOUR = 100
_SIMILAR = 2
Guarded = Callable[[HttpRequest, UUID], JsonResponse]


def _refused(message: str, status: int = 422, **more: Any) -> JsonResponse:
    return JsonResponse({"problem": {"message": message, **more}}, status=status)


def _busy() -> JsonResponse:
    """The phone waits and comes back; nobody has to do anything."""
    return JsonResponse({"code": "busy"}, status=429, headers={"Retry-After": str(_WAIT_SECONDS)})


def _guarded(view: Guarded) -> Callable[[HttpRequest], JsonResponse]:
    @csrf_exempt
    @never_cache
    @require_POST
    @wraps(view)
    def checked(request: HttpRequest) -> JsonResponse:
        try:
            request.POST  # noqa: B018  reads the body
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            return _refused(_("Das ist zu viel auf einmal. Bitte senden Sie weniger oder kleinere Bilder."), 413)
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin" or not has_token(request):
            return JsonResponse({"code": "token"}, status=403)
        key = _uuid(request.headers.get("Idempotency-Key"))
        if key is None:
            return _unreadable()
        return view(request, key)

    return checked


@_guarded
def photo(request: HttpRequest, key: UUID) -> JsonResponse:
    """One photo of a report that is sent afterwards."""
    name, upload = _uuid(request.POST.get("id")), request.FILES.get("file")
    if name is None or upload is None:
        return _unreadable()
    if not hit("reports.photo", client_key(request), _UPLOADS_PER_HOUR, 3600):
        return _busy()
    return _keep(draft_for(key=key), name, upload) or JsonResponse({"taken": True})


@_guarded
def send(request: HttpRequest, key: UUID) -> JsonResponse:
    """The report, with those photos that did not come before as ``file-<id>``. The same key again gives the same answer."""
    data = _json(request.POST.get("data", ""))
    photos = _names(data.get("files")) if data else None
    if data is None or photos is None:
        return _unreadable()
    earlier = draft_by_key(key)
    if earlier is not None and was_sent(earlier):
        return _send(request, earlier, data)
    if not within_limits(request, str(data.get("email", ""))[:254]):
        return _busy()
    draft = draft_for(key=key, begun_at=_moment(data.get("begun_at")))
    stopped = _take_photos(request, draft, photos) or _check(draft, data, photos)
    # A twin of this request, whose answer was lost, may have been through meanwhile and taken the photos along.
    if stopped is not None and not was_sent(draft_for(key=key)):
        return stopped
    return _judged(request, draft_for(key=key), data)


def _take_photos(request: HttpRequest, draft: ReportDraft, photos: list[UUID]) -> JsonResponse | None:
    """Store what came along; an answer if something is missing or cannot be taken."""
    for name in photos:
        upload = request.FILES.get(f"file-{name}")
        if upload is not None and (refused := _keep(draft, name, upload)):
            return refused
    absent = absent_photos(draft=draft, keys=photos)
    return JsonResponse({"missing": [str(name) for name in absent]}, status=409) if absent else None


def _keep(draft: ReportDraft, name: UUID, upload: Any) -> JsonResponse | None:
    try:
        keep_photo(draft=draft, key=name, upload=upload)
    except AlreadySent:
        return None
    except TooManyPhotos:
        return _refused(
            _("Mehr als fünf Bilder gehen nicht."), fields={"photos": _("Mehr als fünf Bilder gehen nicht.")}
        )
    except UnableToStore as error:
        if error.status >= 500:
            return JsonResponse({"code": error.code}, status=503)
        return _refused(
            _("Ein Bild können wir nicht nehmen. Alles andere ist noch da."),
            fields={"photos": error.message},
            files={str(name): error.message},
        )
    return None


def _check(draft: ReportDraft, data: dict[str, Any], photos: list[UUID]) -> JsonResponse | None:
    """Fill the draft with what was sent; an answer if something in it cannot be taken."""
    checked = check_report(data, has_photo=bool(photos))
    if checked.errors:
        return _refused(
            _("Bitte sehen Sie sich diese Angaben noch einmal an. Alles andere bleibt, wie es ist."),
            fields=checked.errors,
            choices=checked.choices,
        )
    with suppress(AlreadySent):
        fill_draft(draft=draft, values=checked.values, photos=photos)
    return None


def _judged(request: HttpRequest, draft: ReportDraft, data: dict[str, Any]) -> JsonResponse:
    """Send it, unless the phone has to do a sum first. One that can do no sums gets a mail to confirm instead."""
    proof = request.POST.get("proof", "")[:400]
    judgement = judge(
        request,
        draft=draft,
        trap=bool(data.get("website")),
        answer=proof,
        signed_in=_account(request, data) is not None,
    )
    asks = judgement.outcome == Outcome.PROVE
    if asks and not proof:
        return JsonResponse({"puzzle": asdict(new_puzzle())}, status=428)
    return _send(request, draft, data, suspicion=judgement.suspicion, confirm=asks)


def _send(
    request: HttpRequest, draft: ReportDraft, data: dict[str, Any], *, suspicion: str = "", confirm: bool = False
) -> JsonResponse:
    try:
        sent = submit_report(
            draft=draft,
            language=get_language() or "de",
            account=_account(request, data),
            suspicion=suspicion,
            confirm=confirm,
        )
    except OutsideTown as error:
        return _refused(error.hint, fields={"place": error.hint})
    except EmailNeeded:
        sentence = _("Wir brauchen hier eine E-Mail-Adresse, damit Sie die Meldung bestätigen können.")
        return _refused(sentence, fields={"email": sentence})
    except UnableToSubmit:
        return _refused(_("Hier fehlt noch etwas. Bitte sehen Sie Ihre Angaben durch und senden Sie noch einmal."))
    return JsonResponse({"receipt": _receipt(sent), "is_new": sent.is_new}, status=201 if sent.is_new else 200)


def _receipt(sent: Sent) -> dict[str, Any]:
    """How the person finds it again. The secret link is nowhere else: not in the address, not in the log."""
    if sent.case is None:
        link = reverse("reports:waiting", kwargs={"token": sent.token})
        return {"reference": "", "link": link, "notes": [_waiting_note(sent)]}
    case = Case.objects.select_related("access").get(pk=sent.case.pk)
    return {
        "reference": case.reference,
        "code": access.code_of(case),
        # Without the host: the phone opens it where it is.
        "link": urlsplit(access.link_of(case)).path,
        "similar": _similar(case),
    }


def _similar(case: Case) -> list[dict[str, str]]:
    """What is reported near by already. The form shows this before sending; without a network nobody could know it."""
    report = Report.objects.select_related("category").get(pk=case.pk)
    found = similar_public(
        report.category, report.lon, report.lat, text=report.description, but=[case.reference], limit=_SIMILAR
    )
    return [
        {"label": f"{row.title}, {row.place}", "link": reverse("reports:detail", kwargs={"reference": row.reference})}
        for row in found
    ]


def _waiting_note(sent: Sent) -> str:
    if sent.waiting is not None and sent.waiting.waits_for == WaitsFor.CONFIRMATION:
        return _(
            "Bitte bestätigen Sie Ihre E-Mail-Adresse über den Link, den wir Ihnen geschickt haben. Erst dann beginnen wir."
        )
    return _("Wir sehen uns Ihre Meldung an, bevor wir beginnen.")


def _account(request: HttpRequest, data: dict[str, Any]) -> User | None:
    """Who is signed in now, if it is who was signed in when it was written: on a shared device that may be somebody else."""
    mark = owner_mark(request.user)
    user: Any = request.user
    return user if mark and mark == data.get("owner") else None


def _unreadable() -> JsonResponse:
    return _refused(
        _("Das kam nicht vollständig an. Bitte öffnen Sie den Entwurf und senden Sie ihn noch einmal."), 400
    )


def _json(text: str) -> dict[str, Any] | None:
    if not text or len(text) > _MOST_SIGNS:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _names(value: Any) -> list[UUID] | None:
    """The keys of the photos, each once; nothing if the list is no list of keys, or longer than any form of ours makes it."""
    if not isinstance(value, list) or len(value) > MAX_PHOTOS:
        return None
    found = [_uuid(name) for name in value]
    return None if None in found else list(dict.fromkeys(found))  # type: ignore[arg-type]


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) and len(value) == 36 else None
    except ValueError:
        return None


def _moment(value: Any) -> datetime | None:
    try:
        found = parse_datetime(value) if isinstance(value, str) and len(value) < 40 else None
    except ValueError:
        return None
    return timezone.make_aware(found) if found and timezone.is_naive(found) else found
