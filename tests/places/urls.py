# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The map alone, without the apps above it."""

from django.urls import include, path

urlpatterns = [path("", include("nahdran.places.urls"))]
