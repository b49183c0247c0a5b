# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fixed addresses that browsers look for, and the page without a network."""

from django.urls import path

from nahdran.pwa.views import machine, offline

app_name = "pwa"
urlpatterns = [
    path("sw.js", machine.worker, name="worker"),
    path("manifest.webmanifest", machine.manifest, name="manifest"),
    path("app/zeichen-<int:size>.png", machine.sign, name="icon"),
    path("app/zeichen-rund-<int:size>.png", machine.sign, {"masked": True}, name="masked_icon"),
    path("app/schluessel/", machine.token, name="token"),
    path("offline/", offline.offline, name="offline"),
]
