# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the log at the desk, mounted under /arbeitsplatz/."""

from django.urls import include, path

from nahdran.audit.views.staff import log

staff = [
    path("protokoll/", log.log, name="log"),
    path("protokoll/export/", log.export, name="export"),
]

urlpatterns = [path("", include((staff, "audit_staff")))]
