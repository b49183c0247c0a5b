# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page that shows every component; its name is ``ui_staff:components``."""

from django.urls import path

from nahdran.shell.views.components import components

app_name = "ui_staff"
urlpatterns = [path("bausteine/", components, name="components")]
