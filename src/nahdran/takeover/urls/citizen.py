# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Below /frueher/: numbers of an old system lead to the report of today."""

from django.urls import path

from nahdran.takeover.views.citizen import before

app_name = "takeover"
urlpatterns = [path("frueher/<slug:source>/<str:number>/", before.before, name="before")]
