# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses for other programs: Open311 below /open311/, the real one and the sandbox with the same calls."""

from django.urls import URLPattern, include, path, re_path

from nahdran.reports.api.open311 import discovery, openapi, posting, reads, telling
from nahdran.reports.api.open311.door import PRODUCTION, SANDBOX, endpoint, unknown


def calls(stage: str) -> list[URLPattern]:
    """The calls of one stage. Without a format in the address the Accept header decides."""
    views = {
        "discovery": endpoint(get=discovery.discovery),
        "services": endpoint(get=reads.services),
        "requests": endpoint(get=reads.requests, post=posting.create),
        "servicerequestupdates": endpoint(get=reads.updates, post=telling.tell),
    }
    one = {
        "services/<str:code>": ("definition", endpoint(get=reads.definition)),
        "requests/<str:reference>": ("request", endpoint(get=reads.request)),
        "tokens/<str:token>": ("token", endpoint(get=reads.token)),
    }
    known = {"stage": stage}
    found = [path(f"{name}.<str:form>", view, known, name=name) for name, view in views.items()]
    found += [path(name, view, known, name=f"{name}_plain") for name, view in views.items() if name != "discovery"]
    found += [path(f"{route}.<str:form>", view, known, name=name) for route, (name, view) in one.items()]
    return found


production = [
    *calls(PRODUCTION),
    path("media/<str:reference>/<uuid:file_id>.jpg", reads.media, name="media"),
    path("", discovery.page, name="root"),
]
sandbox = [*calls(SANDBOX), path("", discovery.page, name="root")]
about = [
    path("", discovery.page, name="about"),
    path("discovery", discovery.page, name="discovery_page"),
    path("discovery.<str:form>", endpoint(get=discovery.discovery), name="discovery"),
    path("openapi.json", openapi.document, name="openapi"),
]
urlpatterns = [
    path("open311/v2/", include((production, "open311"))),
    path("open311/test/v2/", include((sandbox, "open311_test"))),
    path("open311/", include((about, "open311_about"))),
    re_path(r"^open311/.*$", unknown, name="open311_unknown"),
]
