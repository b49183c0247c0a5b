# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The calls that read: services, definitions, requests, tokens, updates. What the sandbox answers instead stands in ``sandbox``."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from nahdran.files.enums import Variant
from nahdran.files.responses import file_response
from nahdran.kit import clock
from nahdran.kit.ids import InvalidReference, parse_reference
from nahdran.places.queries import is_inside
from nahdran.reports.api.open311 import sandbox
from nahdran.reports.api.open311.door import Call, Result, refused
from nahdran.reports.api.open311.fields import definition_fields, request_fields, service_fields, update_fields
from nahdran.reports.api.open311.parameters import MOST, read_position, read_wanted, read_window
from nahdran.reports.api.open311.problems import Problems, not_found
from nahdran.reports.api.open311.wire import JSON
from nahdran.reports.operations.receiving import Sender, earlier_report
from nahdran.reports.queries import interface
from nahdran.reports.queries.interface import RequestData
from nahdran.reports.queries.public import public_photo

# So many can be asked for by their ids at once.
_MOST_IDS = 1000


def services(call: Call) -> Result:
    """With a place outside the town there is nothing that can be reported."""
    problems = Problems()
    position = read_position(call, problems)
    problems.raise_any()
    found = interface.services() if position is None or is_inside(*position) else []
    return Result("services", [service_fields(category) for category in found], interface.catalogue_changed_at())


def definition(call: Call, code: str) -> Result:
    category = interface.service(code)
    if category is None:
        raise not_found("service_code", code)
    return Result("service_definition", definition_fields(category), interface.catalogue_changed_at())


def requests(call: Call) -> Result:
    """A list of ids overrides all other arguments; so does the sender's own number of a report that it has sent, if the others make sense."""
    if call.key is not None and (number := call.get("idempotency_key")):
        read_wanted(call)
        return _sent_under(call, number)
    if asked := call.names("service_request_id")[:_MOST_IDS]:
        found = (
            sandbox.by_reference(asked)
            if call.is_sandbox
            else interface.requests_by_reference(_spelled(asked), call.key)
        )
    else:
        wanted = read_wanted(call)
        found = sandbox.requests(wanted) if call.is_sandbox else interface.requests(wanted, call.key)
    return _result(call, found)


def _sent_under(call: Call, number: str) -> Result:
    """What became of a post whose answer got lost: its number, its token, or an empty list. The header says that the question was understood."""
    found = earlier_report(Sender(call.owner, "", number), any_content=True) if not call.is_sandbox else None
    tree = []
    if found is not None:
        token = str(found.token) if found.token and not found.case else None
        tree = [{"service_request_id": found.case.reference if found.case else None, "token": token}]
    return Result("service_requests", tree, headers={"Idempotency-Key": number})


def request(call: Call, reference: str) -> Result:
    if call.is_sandbox:
        found = sandbox.by_reference([reference])
    else:
        found = interface.requests_by_reference(_spelled([reference]), call.key)
    if not found:
        raise not_found("service_request_id", reference)
    return _result(call, found)


def token(call: Call, token: str) -> Result:
    """The number behind a token; empty as long as the person has not confirmed."""
    try:
        wanted = UUID(token)
    except ValueError as error:
        raise not_found("token", token) from error
    known, reference = (sandbox if call.is_sandbox else interface).reference_of_token(wanted)
    if not known:
        raise not_found("token", token)
    return Result("service_requests", [{"service_request_id": reference, "token": token}])


def updates(call: Call) -> Result:
    """Changes of status, the oldest first; by default those of the last 90 days."""
    problems = Problems()
    start, end = read_window(call, problems)
    problems.raise_any()
    since, until = start or clock.now() - timedelta(days=90), end or clock.now()
    if call.is_sandbox:
        return Result("service_request_updates", sandbox.updates(since, until))
    found = interface.updates(since, until, call.key, MOST)
    newest = max((step.at for _reference, step in found), default=None)
    return Result("service_request_updates", [update_fields(reference, step) for reference, step in found], newest)


def media(request: HttpRequest, reference: str, file_id: UUID) -> HttpResponseBase:
    """A released photo, for pages of any site; like the one on our own pages, but with an address that ends as photos do."""
    found = public_photo(reference, file_id)
    if found is None or request.method not in {"GET", "HEAD"}:
        return refused(request, not_found("media_url", reference), JSON)
    response = file_response(found.file, Variant.LARGE, request=request)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    # It may be taken back or redacted, so whoever keeps it has to ask each time.
    response["Cache-Control"] = "public, no-cache"
    return response


def _result(call: Call, found: list[RequestData]) -> Result:
    newest: datetime | None = max((data.updated_at for data in found), default=None)
    return Result("service_requests", [request_fields(data, more=call.wants_more) for data in found], newest)


def _spelled(references: list[str]) -> list[str]:
    """Each in our one spelling; what can be none of ours is left out."""
    found = []
    for reference in references:
        try:
            found.append(parse_reference(reference))
        except InvalidReference:
            continue
    return found
