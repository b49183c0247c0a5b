# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shapes of the interface as JSON Schema, for the OpenAPI document. Only data."""

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
SOMETHING: Schema = {"type": "string", "minLength": 1}
NOTHING: Schema = {"type": "string", "maxLength": 0}
MAYBE: Schema = {"type": ["string", "null"]}
MOMENT: Schema = {"type": "string", "format": "date-time"}
MAYBE_MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
YES_OR_NO: Schema = {"type": "boolean"}
STATUS: Schema = {"type": "string", "enum": ["open", "closed"]}


def thing(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """An object that holds these fields and no others."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def several(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


SERVICE = thing({
    "service_code": SOMETHING, "service_name": SOMETHING, "description": MAYBE, "metadata": YES_OR_NO,
    "type": {"type": "string", "enum": ["realtime", "batch", "blackbox"]}, "keywords": MAYBE, "group": TEXT,
})  # fmt: skip
ATTRIBUTE = thing({
    "variable": YES_OR_NO, "code": SOMETHING,
    "datatype": {"type": "string", "enum": ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]},
    "required": YES_OR_NO, "datatype_description": MAYBE, "order": {"type": "integer", "minimum": 1}, "description": TEXT,
    "values": several(thing({"key": SOMETHING, "name": TEXT})),
})  # fmt: skip
REQUEST = thing(
    {
        "service_request_id": SOMETHING, "status": STATUS, "status_notes": MAYBE, "service_name": TEXT, "service_code": SOMETHING,
        "description": MAYBE, "agency_responsible": MAYBE, "service_notice": MAYBE, "requested_datetime": MOMENT, "updated_datetime": MOMENT,
        "expected_datetime": MAYBE_MOMENT, "address": MAYBE, "address_id": MAYBE, "zipcode": MAYBE,
        "lat": {"type": "number"}, "long": {"type": "number"}, "media_url": MAYBE,
    },
    {
        "extended_attributes": thing({
            "title": TEXT, "detailed_status": {"type": "string", "enum": ["RECEIVED", "IN_PROCESS", "PROCESSED", "REJECTED"]},
            "media_urls": several(TEXT), "is_public": YES_OR_NO, "asset_id": MAYBE,
        }),
        "attributes": several(thing({"code": TEXT, "label": TEXT, "value": TEXT, "name": TEXT})),
        "notes": several(thing({"datetime": MOMENT, "description": TEXT, "type": TEXT})),
    },
)  # fmt: skip
UPDATE = thing({
    "update_id": SOMETHING, "service_request_id": SOMETHING, "status": {"type": "string"}, "updated_datetime": MOMENT,
    "description": MAYBE, "media_url": MAYBE, "external_status_code": MAYBE,
})  # fmt: skip
ENDPOINT = thing({
    "specification": TEXT, "url": TEXT, "changeset": TEXT, "type": {"type": "string", "enum": ["production", "test"]}, "formats": several(TEXT),
})  # fmt: skip

SCHEMAS: dict[str, Schema] = {
    "Discovery": thing({"changeset": TEXT, "contact": TEXT, "key_service": TEXT, "endpoints": several(ENDPOINT, minItems=2)}),
    "Services": several(SERVICE),
    "ServiceDefinition": thing({"service_code": SOMETHING, "attributes": several(ATTRIBUTE)}),
    "Requests": several(REQUEST, maxItems=1000),
    "Created": several(
        thing({"service_notice": MAYBE, "account_id": MAYBE}, {"service_request_id": SOMETHING, "token": SOMETHING}),
        minItems=1, maxItems=1,
    ),
    "RequestsOrSent": {
        "anyOf": [
            {"$ref": "#/components/schemas/Requests"},
            several(thing({"service_request_id": MAYBE, "token": MAYBE}), maxItems=1),
        ]
    },
    "Token": several(thing({"service_request_id": MAYBE, "token": SOMETHING}), minItems=1, maxItems=1),
    "Updates": several(UPDATE, maxItems=1000),
    "UpdateCreated": several(thing({"update_id": SOMETHING}), minItems=1, maxItems=1),
    "Errors": several(thing({"code": {"type": "integer"}, "description": SOMETHING}), minItems=1),
}  # fmt: skip

_MOMENT_IN: Schema = {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]}
_PAGE: Schema = {"type": "integer", "minimum": 1}


def _query(name: str, schema: Schema, words: str) -> Schema:
    """An empty parameter counts as none, whatever it would have to look like."""
    schema = schema if schema is TEXT else {"anyOf": [schema, NOTHING]}
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": words}


def _path(name: str, words: str) -> Schema:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9-]{1,60}$"},
        "description": words,
    }


PARAMETERS: dict[str, Schema] = {
    "jurisdiction_id": _query("jurisdiction_id", TEXT, "The town. May be left out: there is one."),
    "locale": _query("locale", TEXT, "de or en. Anything else is German."),
    "service_request_id": _query("service_request_id", TEXT, "Several with commas. Overrides all other parameters."),
    "service_code": _query("service_code", TEXT, "Several with commas."),
    "start_date": _query("start_date", _MOMENT_IN, "Reported at this time or later. With end_date at most 90 days."),
    "end_date": _query("end_date", _MOMENT_IN, "Reported at this time or earlier."),
    "status": _query("status", {"type": "string", "pattern": "^(open|closed)(,(open|closed)){0,1}$"}, "open, closed, or both with a comma."),
    "page": _query("page", {**_PAGE, "maximum": 100_000}, "Counts from 1."),
    "page_size": _query("page_size", {**_PAGE, "maximum": 1000}, "At most 1000, which is also the default."),
    "updated_after": _query("updated_after", _MOMENT_IN, "Changed at this time or later, the oldest change first."),
    "updated_before": _query("updated_before", _MOMENT_IN, "Changed at this time or earlier."),
    "lat": _query("lat", {"type": "number", "minimum": -90, "maximum": 90}, "Together with long."),
    "long": _query("long", {"type": "number", "minimum": -180, "maximum": 180}, "Together with lat."),
    "radius": _query("radius", {"type": "number", "exclusiveMinimum": 0, "maximum": 50_000}, "Metres around lat and long, by default 1000."),
    "bbox": _query("bbox", {"type": "string", "pattern": r"^-?\d{1,2}(\.\d{1,6})?(,-?\d{1,2}(\.\d{1,6})?){3}$"}, "west,south,east,north"),
    "q": _query("q", TEXT, "Words in place, kind and text."),
    "extensions": _query("extensions", TEXT, "true: also extended_attributes, attributes and notes."),
    "sent_under": _query(
        "idempotency_key", TEXT, "Only with a key: what became of the report that was sent under this Idempotency-Key."
        " Its number or token, or an empty list if it did not arrive. The answer has the header Idempotency-Key."
    ),
    "path_service_code": _path("service_code", "From the list of services."),
    "path_service_request_id": _path("service_request_id", "As it came back from the post."),
    "path_token": _path("token", "As it came back from the post."),
    "idempotency_key": {
        "name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,200}$"},
        "description": "The sender's own number of this report. Sent again, it gives the same answer and no second report.",
    },
}  # fmt: skip

REQUEST_FORM: Schema = {
    "type": "object",
    "required": ["service_code"],
    "properties": {
        "service_code": SOMETHING,
        "lat": {"type": "number", "minimum": -90, "maximum": 90},
        "long": {"type": "number", "minimum": -180, "maximum": 180},
        "address_string": TEXT, "address_id": TEXT, "description": {"type": "string", "maxLength": 4000},
        "email": {"type": "string", "format": "email"}, "first_name": {"type": "string", "maxLength": 60},
        "last_name": {"type": "string", "maxLength": 60}, "phone": {"type": "string", "maxLength": 40},
        "device_id": {"type": "string", "maxLength": 200}, "account_id": {"type": "string", "maxLength": 200},
        "media_url": {"type": "string", "format": "uri"}, "asset_id": {"type": "string", "maxLength": 60},
    },
    "patternProperties": {r"^attribute\[[^\[\]]+\](\[\])?$": {"anyOf": [TEXT, several(TEXT)]}},
}  # fmt: skip
UPDATE_FORM: Schema = {
    "type": "object",
    "required": ["service_request_id"],
    "properties": {
        "service_request_id": SOMETHING, "update_id": TEXT, "status": {"type": "string", "pattern": "^[A-Z][A-Z_]{2,30}$"},
        "updated_datetime": MOMENT, "description": {"type": "string", "maxLength": 4000}, "media_url": {"type": "string", "format": "uri"},
    },
}  # fmt: skip
