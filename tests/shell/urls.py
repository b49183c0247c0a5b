# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The frame alone, without the apps above it."""

from django.urls import include, path

urlpatterns = [
    path("arbeitsplatz/", include("nahdran.shell.urls.staff")),
    path("", include("nahdran.shell.urls.citizen")),
]
