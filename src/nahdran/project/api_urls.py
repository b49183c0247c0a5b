# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses below /api/: the JSON interface, its page, and JSON for everything that there is not."""

from django.urls import include, path, re_path

from nahdran.project.interfaces import build_api, readable
from nahdran.project.views import interfaces

api = build_api()
_patterns, _app, _namespace = api.urls

urlpatterns = [
    path("v1/", include((readable(_patterns), _app), namespace=_namespace)),
    path("", interfaces.page_of(api), name="interfaces"),
    re_path(r"^.*$", interfaces.unknown, name="api_unknown"),
]
