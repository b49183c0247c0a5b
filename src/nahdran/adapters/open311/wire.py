# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls to an Open311 server and reading its answers. XML only: the specification makes every server speak it.

Servers differ in what they leave out, so everything but the structure is read leniently.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.dateparse import parse_datetime

from nahdran.kit.outbound import Forbidden, Reply, Unreachable, fetch
from nahdran.reports.forwarding.base import AnswerMissing, Connection, Later, Photo, Refused

MAX_BYTES = 20_000_000
_BUSY = {429, 503}


def get(connection: Connection, path: str, query: Mapping[str, str] | None = None, *, keyed: bool = False) -> Reply:
    """Read something. ``keyed`` sends our key, in a header, where no log of a proxy keeps it."""
    asked = {**(query or {}), **_jurisdiction(connection)}
    address = f"{_address(connection, path)}?{urlencode(asked)}" if asked else _address(connection, path)
    headers = {"Accept": "text/xml", **({"X-API-Key": connection.secret} if keyed and connection.secret else {})}
    try:
        reply = fetch(address, headers=headers, seconds=connection.seconds, max_bytes=MAX_BYTES)
    except Forbidden as error:
        raise Refused(f"Diese Adresse darf nicht aufgerufen werden: {error}.") from error
    except Unreachable as error:
        raise Later(f"Keine Antwort: {error}.") from error
    if reply.status in _BUSY or reply.status >= 500:
        raise Later(f"Die Gegenseite antwortet mit {reply.status}.")
    return reply


def post(
    connection: Connection, path: str, fields: Sequence[tuple[str, str]], photos: Sequence[Photo] = (), number: str = ""
) -> Reply:
    """Send a form. Raises Later if surely nothing has arrived, Refused with the reason, AnswerMissing if nobody can know."""
    values = [*_jurisdiction(connection).items(), ("api_key", connection.secret), *fields]
    body, kind = (
        _multipart(values, photos) if photos else (urlencode(values).encode(), "application/x-www-form-urlencoded")
    )
    headers = {"Content-Type": f"{kind}; charset=utf-8" if not photos else kind, "Accept": "text/xml"}
    if number:
        headers["Idempotency-Key"] = number
    try:
        reply = fetch(
            _address(connection, path),
            method="POST",
            headers=headers,
            body=body,
            seconds=connection.seconds,
            max_bytes=MAX_BYTES,
        )
    except Forbidden as error:
        raise Refused(f"Diese Adresse darf nicht aufgerufen werden: {error}.") from error
    except Unreachable as error:
        raise (AnswerMissing if error.sent else Later)(f"Keine Antwort: {error}.") from error
    if reply.status in _BUSY:
        raise Later(f"Die Gegenseite ist gerade überlastet ({reply.status}).")
    if reply.status >= 500 or 300 <= reply.status < 400:
        raise AnswerMissing(f"Die Gegenseite antwortet mit {reply.status}.")
    if reply.status >= 400:
        raise Refused(reasons(reply))
    return reply


def items(reply: Reply, root: str, item: str) -> list[dict[str, str]]:
    """The elements of a list, each as its own direct texts. Raises ValueError if it is no such document."""
    found = _parsed(reply)
    if found.tag != root:
        raise ValueError(f"{root} expected")
    return [{child.tag: (child.text or "").strip() for child in element} for element in found.findall(item)]


def elements(reply: Reply, root: str) -> Element:
    found = _parsed(reply)
    if found.tag != root:
        raise ValueError(f"{root} expected")
    return found


def reasons(reply: Reply) -> str:
    """What the other side says is wrong."""
    try:
        told = [entry.get("description", "") for entry in items(reply, "errors", "error")]
    except ValueError:
        told = []
    return " ".join(text for text in told if text)[:400] or f"Die Gegenseite antwortet mit {reply.status}."


def moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found and not found.tzinfo else found


def _parsed(reply: Reply) -> Element:
    try:
        found: Element = fromstring(reply.body)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise ValueError("no XML") from error
    return found


def _address(connection: Connection, path: str) -> str:
    return f"{connection.url.rstrip('/')}/{path}.xml"


def _jurisdiction(connection: Connection) -> dict[str, str]:
    return {"jurisdiction_id": connection.jurisdiction_id} if connection.jurisdiction_id else {}


def _multipart(values: Sequence[tuple[str, Any]], photos: Sequence[Photo]) -> tuple[bytes, str]:
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in values
    ]
    for photo in photos:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="media"; filename="{photo.name}"\r\nContent-Type: image/jpeg\r\n\r\n'
        parts.append(head.encode() + photo.data + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"
