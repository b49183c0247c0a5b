# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the frame itself: colours, appearance, language."""

from django.urls import path

from nahdran.shell.views import appearance

app_name = "shell"
urlpatterns = [
    path("farben.css", appearance.colours, name="colours"),
    path("darstellung/", appearance.appearance, name="appearance"),
    path("sprache/", appearance.language, name="language"),
    path("leicht/", appearance.easy, name="easy"),
]
