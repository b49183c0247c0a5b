# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""All addresses, gathered from the installed manifests. No feature is named here."""

from django.urls import URLPattern, URLResolver, include, path

from nahdran.kit.capability import capabilities

app_urls: list[URLPattern | URLResolver] = [
    path("arbeitsplatz/", include(config.staff_urls)) for config in capabilities() if config.staff_urls
]
app_urls += [path("", include(config.citizen_urls)) for config in capabilities() if config.citizen_urls]
app_urls += [path("", include(config.last_urls)) for config in capabilities() if config.last_urls]

urlpatterns = app_urls
