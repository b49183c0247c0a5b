# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The interface as an OpenAPI 3.1 document. The specification of Open311 has none of its own that is complete; the tests check ours against
what the server really answers.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from nahdran import __version__
from nahdran.org.queries import town
from nahdran.reports.api.open311.discovery import ROOTS
from nahdran.reports.api.open311.schemas import PARAMETERS, REQUEST_FORM, SCHEMAS, UPDATE_FORM

_READ_ERRORS = ("400", "403", "404", "429")
_POST_ERRORS = ("400", "403", "404", "429", "503")
_LIST = ("service_request_id", "service_code", "start_date", "end_date", "status", "page", "page_size", "updated_after", "updated_before",
         "lat", "long", "radius", "bbox", "q", "extensions")  # fmt: skip
_EVERYWHERE = ("jurisdiction_id", "locale")


@require_safe
def document(request: HttpRequest) -> JsonResponse:
    """/open311/openapi.json"""
    response = JsonResponse(open311_document(), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def open311_document() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Open311 GeoReport v2, {town().name}",
            "version": __version__,
            "description": "Report defects and follow them. Without a key everybody reads what is public. Every address also exists with the "
            "ending .xml instead of .json; what is an array here is then a container with one element for each item.",
        },
        "servers": [
            {"url": f"{settings.SITE_URL}/{root}", "description": kind}
            for kind, root in sorted(ROOTS.items(), reverse=True)
        ],
        "paths": _paths(),
        "components": {
            "schemas": SCHEMAS,
            "parameters": PARAMETERS,
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
                "field": {"type": "apiKey", "in": "query", "name": "api_key"},
            },
        },
    }


def _paths() -> dict[str, Any]:
    return {
        "/discovery.json": {"get": _read("Where the interface is", "Discovery")},
        "/services.json": {"get": _read("What can be reported", "Services", "lat", "long")},
        "/services/{service_code}.json": {
            "get": _read("What is asked about one kind", "ServiceDefinition", "path_service_code")
        },
        "/requests.json": {
            "get": _read("Requests, by default of the last 90 days", "RequestsOrSent", *_LIST, "sent_under"),
            "post": _post("Report something", "Created", REQUEST_FORM, "idempotency_key"),
        },
        "/requests/{service_request_id}.json": {
            "get": _read("One request", "Requests", "path_service_request_id", "extensions")
        },
        "/tokens/{token}.json": {"get": _read("The number behind a token", "Token", "path_token")},
        "/servicerequestupdates.json": {
            "get": _read("Changes of status (extension of FixMyStreet)", "Updates", "start_date", "end_date"),
            "post": _post("Tell something about a report of one's own", "UpdateCreated", UPDATE_FORM),
        },
    }


def _read(summary: str, schema: str, *parameters: str) -> dict[str, Any]:
    return {
        "summary": summary,
        "operationId": f"get{schema}{'ById' if any(name.startswith('path_') for name in parameters) else ''}",
        "security": [{}, {"key": []}, {"field": []}],
        "parameters": [_parameter(name) for name in (*parameters, *_EVERYWHERE)],
        "responses": {"200": _response(schema), "304": {"description": "Not changed since"}, **_errors(_READ_ERRORS)},
    }


def _post(summary: str, schema: str, form: dict[str, Any], *parameters: str) -> dict[str, Any]:
    return {
        "summary": summary,
        "operationId": f"post{schema}",
        "security": [{"key": []}, {"field": []}],
        "parameters": [_parameter(name) for name in parameters],
        "requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": form}}},
        "responses": {"200": _response(schema), **_errors(_POST_ERRORS)},
    }


def _parameter(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/parameters/{name}"}


def _response(schema: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": "Well", "content": content}


def _errors(statuses: tuple[str, ...]) -> dict[str, Any]:
    words = {"400": "Something is missing or wrong", "403": "The key is missing or not valid", "404": "Not here", "429": "Too often",
             "503": "Not now"}  # fmt: skip
    return {status: {**_response("Errors"), "description": words[status]} for status in statuses}
