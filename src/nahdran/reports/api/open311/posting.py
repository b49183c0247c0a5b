# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""POST requests: the fields of a form become a report. Everything is checked before anything is fetched, stored or opened."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nahdran.cases.operations import NewParty
from nahdran.kit.text import clean_line
from nahdran.reports.api.open311 import place
from nahdran.reports.api.open311.attributes import read_answers
from nahdran.reports.api.open311.door import Call, Result
from nahdran.reports.api.open311.media import Media, discard_all, read_media, take_media
from nahdran.reports.api.open311.problems import Problems, Refusal, not_found, refuse
from nahdran.reports.api.open311.things import Thing, at_place, note_of, read_thing
from nahdran.reports.models import Category
from nahdran.reports.operations.errors import EmailNeeded, OutsideTown
from nahdran.reports.operations.opening import NewReport
from nahdran.reports.operations.receiving import NumberReused, Received, Sender, earlier_report, receive_report
from nahdran.reports.operations.sandbox import try_report
from nahdran.reports.queries import interface
from nahdran.reports.routing import NoUnit
from nahdran.reports.rules import MAX_TEXT

_NUMBER = 200
_LENGTHS = {"first_name": 60, "last_name": 60, "phone": 40, "email": 254, "account_id": 200, "device_id": 200}
# They do not belong to what is reported.
_NOT_CONTENT = {"api_key", "jurisdiction_id", "locale", "extensions"}


@dataclass(frozen=True)
class Posted:
    """A form that was understood, with its photos not yet taken in."""

    category: Category
    lon: float
    lat: float
    place_note: str
    text: str
    answers: dict[str, Any]
    party: NewParty
    media: Media
    thing: Thing


def create(call: Call) -> Result:
    """Open a report. The answer has its number, or a token while the person has still to confirm."""
    posted = _read(call)
    sender = _sender(call)
    try:
        if not call.is_sandbox and (earlier := earlier_report(sender)):
            return _answer(call, posted, _numbers(earlier), [])
        files, notes = take_media(posted.media, required=posted.category.photo_required)
        notes += note_of(posted.thing)
        new = _new_report(posted, files)
        try:
            numbers = _try(new, sender) if call.is_sandbox else _send(new, sender, notes)
        except BaseException:
            discard_all(files)
            raise
        if call.is_sandbox or not numbers.pop("is_new"):
            discard_all(files)
        return _answer(call, posted, numbers, notes)
    except NumberReused as error:
        raise refuse(400, _("Idempotency-Key invalid: Unter dieser Nummer kam schon etwas anderes.")) from error


def _send(new: NewReport, sender: Sender, notes: list[str]) -> dict[str, Any]:
    try:
        received = receive_report(new=new, sender=sender, notes=notes)
    except (OutsideTown, EmailNeeded, NoUnit) as error:
        raise _refusal(error) from error
    return _numbers(received) | {"is_new": received.is_new}


def _try(new: NewReport, sender: Sender) -> dict[str, Any]:
    try:
        row = try_report(new=new, sender=sender)
    except OutsideTown as error:
        raise _refusal(error) from error
    return {"token": str(row.token)} if row.token else {"service_request_id": row.reference}


def _refusal(error: Exception) -> Refusal:
    problems = Problems()
    if isinstance(error, OutsideTown):
        problems.invalid("lat", error.hint)
    elif isinstance(error, EmailNeeded):
        problems.missing("email", _("Diese Art von Meldung braucht eine E-Mail-Adresse."))
    else:
        return refuse(503, _("Die Stadt ist noch nicht fertig eingerichtet."))
    return Refusal(problems.found)


def _numbers(received: Received) -> dict[str, Any]:
    if received.case is not None:
        return {"service_request_id": received.case.reference}
    return {"token": str(received.token)}


def _answer(call: Call, posted: Posted, numbers: dict[str, Any], notes: list[str]) -> Result:
    numbers.pop("is_new", None)
    notice = " ".join([_promise(posted.category, waits="token" in numbers), *notes])
    tree = {**numbers, "service_notice": notice, "account_id": call.get("account_id") or None}
    return Result("service_requests", [tree])


def _promise(category: Category, *, waits: bool) -> str:
    if waits:
        return _("Bitte die Meldung über den Link in der E-Mail bestätigen. Danach bekommt sie eine Nummer.")
    days = category.settle_days
    return ngettext(
        "Vielen Dank. So etwas ist in der Regel innerhalb von %(days)d Werktag erledigt.",
        "Vielen Dank. So etwas ist in der Regel innerhalb von %(days)d Werktagen erledigt.",
        days,
    ) % {"days": days}


def _read(call: Call) -> Posted:
    """All fields, or Refusal with everything that is wrong. A kind that does not exist is 404 and said alone."""
    problems = Problems()
    code = call.get("service_code")
    category = interface.service(code) if code else None
    if not code:
        problems.missing("service_code")
    elif category is None:
        raise not_found("service_code", code)
    thing = read_thing(call)
    found = place.read_place(call, problems, thing.found)
    text = call.text("description")
    if len(text) > MAX_TEXT:
        problems.invalid("description", _("Höchstens %(limit)d Zeichen.") % {"limit": MAX_TEXT})
    party = _party(call, category, problems)
    answers = read_answers(call.data, category.asked if category else [], problems)  # type: ignore[attr-defined]
    media = read_media(call, problems)
    if category is not None and category.photo_required and media.is_empty:
        problems.missing("media", _("Diese Art von Meldung braucht ein Foto."))
    problems.raise_any()
    assert category is not None
    assert found is not None
    return Posted(category, found.lon, found.lat, found.note, text, answers, party, media, at_place(thing, found))


def _party(call: Call, category: Category | None, problems: Problems) -> NewParty:
    values = {name: call.get(name) for name in _LENGTHS}
    for name, limit in _LENGTHS.items():
        if len(values[name]) > limit:
            problems.invalid(name, _("Höchstens %(limit)d Zeichen.") % {"limit": limit})
    if values["email"]:
        try:
            validate_email(values["email"])
        except ValidationError:
            problems.invalid("email", _("Das ist keine E-Mail-Adresse."))
    elif category is not None and category.contact_required:
        problems.missing("email", _("Diese Art von Meldung braucht eine E-Mail-Adresse."))
    name = clean_line(f"{values['first_name']} {values['last_name']}")
    return NewParty(name=name, email=values["email"], phone=values["phone"], language=translation.get_language())


def _new_report(posted: Posted, files: list[Any]) -> NewReport:
    return NewReport(
        category=posted.category,
        lon=posted.lon,
        lat=posted.lat,
        place_note=posted.place_note,
        text=posted.text,
        answers=posted.answers,
        files=files,
        party=posted.party,
        asset=posted.thing.found,
    )


def _sender(call: Call) -> Sender:
    number = call.request.headers.get("Idempotency-Key", "").strip()
    if len(number) > _NUMBER:
        raise refuse(400, _("Idempotency-Key invalid: Höchstens %(limit)d Zeichen.") % {"limit": _NUMBER})
    known = bool(call.get("account_id") or call.get("device_id"))
    return Sender(call.owner, _fingerprint(call), number, known)


def _fingerprint(call: Call) -> str:
    """Of everything that was sent, files included."""
    digest = sha256(call.stage.encode())
    for name, values in sorted(call.data.lists()):
        if name not in _NOT_CONTENT:
            digest.update(repr((name, values)).encode())
    for file in call.uploads.files:
        for piece in file.chunks():
            digest.update(piece)
        file.seek(0)
    return digest.hexdigest()
