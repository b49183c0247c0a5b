# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/api/: the interfaces for other programs as a page, made of their OpenAPI documents. Works without JavaScript and loads nothing from elsewhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from nahdran.project.interfaces import documents


@dataclass(frozen=True, slots=True)
class Operation:
    """One call, ready to be shown."""

    method: str
    path: str
    summary: str
    parameters: list[list[str]]
    answers: list[tuple[str, str]]


def page_of(api: NinjaAPI) -> Callable[[HttpRequest], HttpResponse]:
    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        context = {
            "interfaces": [
                {"title": title, "text": _said(tree), "calls": list(_operations(tree))}
                for title, tree in documents(api).items()
            ],
            "columns": [{"label": _("Angabe")}, {"label": _("Wo")}, {"label": _("Art")}, {"label": _("Bedeutung")}],
            "crumbs": [{"label": _("Start"), "href": "/"}, {"label": _("Schnittstellen")}],
        }
        return render(request, "project/interfaces.html", context)

    return page


def _said(tree: dict[str, Any]) -> str:
    """What an interface is for. Its document is one for all readers; our own sentence about it is in our catalogues."""
    text: str = tree["info"].get("description", "")
    return translation.gettext(text) if text else ""


def unknown(request: HttpRequest) -> JsonResponse:
    """Any other address below /api/: a program gets JSON, not a page."""
    response = JsonResponse({"detail": "Not Found"}, status=404)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _operations(tree: dict[str, Any]) -> Iterator[Operation]:
    base = tree["servers"][0]["url"] if tree.get("servers") else ""
    for path, methods in tree["paths"].items():
        for method, call in methods.items():
            yield Operation(
                method=method.upper(),
                path=f"{base}{path}",
                summary=call.get("summary", ""),
                parameters=[_parameter(tree, each) for each in call.get("parameters", [])] + list(_fields(call)),
                answers=[(status, each.get("description", "")) for status, each in call["responses"].items()],
            )


def _parameter(tree: dict[str, Any], parameter: dict[str, Any]) -> list[str]:
    if "$ref" in parameter:
        name = parameter["$ref"].rpartition("/")[2]
        parameter = tree["components"]["parameters"][name]
    schema = parameter.get("schema", {})
    return [
        f"{parameter['name']} *" if parameter.get("required") else parameter["name"],
        parameter["in"],
        _kind(schema),
        parameter.get("description") or schema.get("description", ""),
    ]


def _fields(call: dict[str, Any]) -> Iterator[list[str]]:
    """The fields of a form that is posted."""
    for content in call.get("requestBody", {}).get("content", {}).values():
        schema = content["schema"]
        for name, field in schema.get("properties", {}).items():
            mark = f"{name} *" if name in schema.get("required", ()) else name
            yield [mark, "form", _kind(field), field.get("description", "")]


def _kind(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        kinds = [_kind(each) for each in schema["anyOf"] if each.get("type") != "null" and each.get("maxLength") != 0]
        return ", ".join(dict.fromkeys(kinds))
    if "enum" in schema:
        return ", ".join(str(value) for value in schema["enum"])
    return str(schema.get("format") or schema.get("type", ""))
