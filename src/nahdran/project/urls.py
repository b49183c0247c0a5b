# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""All addresses, gathered from the installed manifests. No feature is named here."""

from django.urls import URLPattern, URLResolver, include, path

from nahdran.kit.capability import capabilities
from nahdran.project.views import machines

handler400 = "nahdran.project.views.errors.bad_request"
handler403 = "nahdran.project.views.errors.forbidden"
handler404 = "nahdran.project.views.errors.not_found"
handler500 = "nahdran.project.views.errors.server_error"


own_urls: list[URLPattern | URLResolver] = [
    path("robots.txt", machines.robots),
    path(".well-known/security.txt", machines.security),
    path("favicon.ico", machines.favicon),
    path("api/", include("nahdran.project.api_urls")),
]
app_urls: list[URLPattern | URLResolver] = [
    path("arbeitsplatz/", include(config.staff_urls)) for config in capabilities() if config.staff_urls
]
app_urls += [path("", include(config.machine_urls)) for config in capabilities() if config.machine_urls]
app_urls += [path("", include(config.citizen_urls)) for config in capabilities() if config.citizen_urls]
# The editors' pages claim what nobody else has claimed, so they come last.
app_urls += [path("", include(config.last_urls)) for config in capabilities() if config.last_urls]

urlpatterns = own_urls + app_urls
