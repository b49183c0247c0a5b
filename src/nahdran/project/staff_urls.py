# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one page of staff that belongs to the house itself."""

from django.urls import path

from nahdran.project.views.operate import operate

app_name = "project_staff"
urlpatterns = [path("einstellungen/betrieb/", operate, name="operate")]
