# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The port of ``reports`` in terms of GeoReport v2, with what other nahdran towns and FixMyStreet understand beyond it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from urllib.parse import quote
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nahdran.adapters.open311 import wire
from nahdran.kit.outbound import Reply
from nahdran.reports.forwarding.base import (
    AnswerMissing,
    Attribute,
    CannotTell,
    Connection,
    Forwarder,
    Handed,
    Later,
    Outgoing,
    Refused,
    Service,
    State,
    Update,
)

# So many numbers fit into an address that every server takes.
_AT_ONCE = 50


class Open311(Forwarder):
    key: ClassVar[str] = "open311"
    label = gettext_lazy("Open311 GeoReport v2")

    def check(self, connection: Connection) -> list[str]:
        try:
            found = self.services(connection)
        except (Later, Refused) as problem:
            return [_("Die Liste der Dienste ist nicht zu lesen. %(problem)s") % {"problem": problem}]
        if not found:
            return [_("Die Gegenseite nimmt gerade nichts an: Ihre Liste der Dienste ist leer.")]
        return []

    def services(self, connection: Connection) -> list[Service]:
        reply = wire.get(connection, "services")
        try:
            rows = wire.items(reply, "services", "service")
        except ValueError as error:
            raise Refused(_("Unter dieser Adresse antwortet kein Open311.")) from error
        return [
            Service(row["service_code"], row.get("service_name") or row["service_code"])
            for row in rows
            if row.get("service_code")
        ]

    def attributes(self, connection: Connection, service_code: str) -> list[Attribute]:
        reply = wire.get(connection, f"services/{quote(service_code, safe='')}")
        try:
            found = wire.elements(reply, "service_definition").findall("attributes/attribute")
        except ValueError:
            # A service without attributes has no definition at many servers.
            return []
        return [_attribute(each) for each in found if each.findtext("variable") != "false" and each.findtext("code")]

    def send(self, connection: Connection, report: Outgoing, *, handing_over: Callable[[], None]) -> Handed:
        photos = report.photos if connection.media == "files" else ()
        handing_over()
        reply = wire.post(connection, "requests", _fields(connection, report), photos, report.number)
        try:
            (row,) = wire.items(reply, "service_requests", "request")[:1]
        except ValueError as error:
            raise AnswerMissing(_("Die Antwort war nicht zu lesen.")) from error
        handed = Handed(row.get("service_request_id", ""), row.get("token", ""))
        if not handed.number and not handed.token:
            raise AnswerMissing(_("Die Antwort nannte keine Nummer."))
        return handed

    def find(self, connection: Connection, report: Outgoing) -> Handed | None:
        """First by our own number, which other nahdran towns know; else by our reference in a description at the same place."""
        reply = wire.get(connection, "requests", {"idempotency_key": report.number}, keyed=True)
        if reply.status == 200 and reply.headers.get("idempotency-key") == report.number:
            rows = wire.items(reply, "service_requests", "request")
            return Handed(rows[0].get("service_request_id", ""), rows[0].get("token", "")) if rows else None
        return self._recognised(connection, report)

    def number_of(self, connection: Connection, token: str) -> str:
        reply = wire.get(connection, f"tokens/{quote(token, safe='')}", keyed=True)
        try:
            rows = wire.items(reply, "service_requests", "request") if reply.status == 200 else []
        except ValueError:
            rows = []
        return rows[0].get("service_request_id", "") if rows else ""

    def states(self, connection: Connection, numbers: Sequence[str]) -> list[State]:
        found: list[State] = []
        for start in range(0, len(numbers), _AT_ONCE):
            wanted = set(numbers[start : start + _AT_ONCE])
            reply = wire.get(connection, "requests", {"service_request_id": ",".join(sorted(wanted))}, keyed=True)
            # A server that passes over the parameter answers with everything; only what was asked for counts.
            found += [_state(row) for row in _rows(reply) if row.get("service_request_id") in wanted]
        return found

    def updates(self, connection: Connection, since: datetime, until: datetime) -> list[Update] | None:
        query = {"start_date": _moment(since), "end_date": _moment(until)}
        reply = wire.get(connection, "servicerequestupdates", query, keyed=True)
        if reply.status != 200:
            return None
        try:
            rows = wire.items(reply, "service_request_updates", "request_update")
        except ValueError:
            return None
        return [
            Update(
                row["update_id"],
                row["service_request_id"],
                row.get("status", ""),
                row.get("description", ""),
                wire.moment(row.get("updated_datetime", "")) or until,
            )
            for row in rows
            if row.get("update_id") and row.get("service_request_id")
        ]

    def tell(self, connection: Connection, update: Update, *, handing_over: Callable[[], None]) -> bool:
        fields = [
            ("service_request_id", update.number),
            ("update_id", update.id),
            ("status", update.status),
            ("updated_datetime", _moment(update.at)),
            ("description", update.text),
        ]
        handing_over()
        try:
            wire.post(connection, "servicerequestupdates", fields, number=update.id)
        except Refused:
            # Whether it knows no updates at all or will not have this one: nothing is gained by trying again.
            return False
        return True

    def _recognised(self, connection: Connection, report: Outgoing) -> Handed | None:
        start, end = report.sent_before_at - timedelta(hours=1), report.sent_before_at + timedelta(days=2)
        query = {"start_date": _moment(start), "end_date": _moment(end), "service_code": report.service_code}
        for row in _rows(wire.get(connection, "requests", query, keyed=True)):
            if report.reference in row.get("description", "") and row.get("service_request_id"):
                return Handed(row["service_request_id"])
        # It may be there all the same: most servers show nothing before somebody has looked at it.
        raise CannotTell(_("Bei der Gegenseite ist sie nicht zu sehen. Das heißt nicht, dass sie nicht ankam."))


def _fields(connection: Connection, report: Outgoing) -> list[tuple[str, str]]:
    """The form. Our reference stands in the description: it is the one thing that every server keeps."""
    text = "\n\n".join(part for part in (report.text, _("Vorgang %(number)s") % {"number": report.reference}) if part)
    codes = [code for code, _value in report.attributes]
    fields = [
        ("service_code", report.service_code),
        ("lat", f"{report.lat:.6f}"),
        ("long", f"{report.lon:.6f}"),
        ("address_string", report.address),
        ("description", text[:4000]),
        *report.contact.items(),
        *((f"attribute[{code}]{'[]' * (codes.count(code) > 1)}", value) for code, value in report.attributes),
    ]
    if connection.media == "urls":
        fields += [("media_url", photo.url) for photo in report.photos if photo.url]
    return fields


def _attribute(element: Element) -> Attribute:
    def text(name: str) -> str:
        return (element.findtext(name) or "").strip()

    values = tuple(
        ((each.findtext("key") or "").strip(), (each.findtext("name") or "").strip())
        for each in element.findall("values/value")
    )
    return Attribute(text("code"), text("description") or text("code"), text("required") == "true", values)


def _rows(reply: Reply) -> list[dict[str, str]]:
    try:
        return wire.items(reply, "service_requests", "request") if reply.status == 200 else []
    except ValueError:
        return []


def _state(row: dict[str, str]) -> State:
    changed_at = wire.moment(row.get("updated_datetime", ""))
    is_open = row.get("status", "").lower() != "closed"
    return State(row["service_request_id"], is_open, row.get("status_notes", ""), changed_at)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
