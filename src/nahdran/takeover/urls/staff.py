# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Below /arbeitsplatz/: the steps of a takeover."""

from django.urls import path

from nahdran.takeover.views.staff import photos, runs, steps

app_name = "takeover_staff"
urlpatterns = [
    path("einstellungen/uebernahme/", runs.index, name="runs"),
    path("einstellungen/uebernahme/<int:pk>/", runs.run, name="run"),
    path("einstellungen/uebernahme/<int:pk>/stand/", runs.progress, name="progress"),
    path("einstellungen/uebernahme/<int:pk>/fehler.csv", runs.faults, name="faults"),
    path("einstellungen/uebernahme/<int:pk>/spalten/", steps.columns, name="columns"),
    path("einstellungen/uebernahme/<int:pk>/begriffe/", steps.terms, name="terms"),
    path("einstellungen/uebernahme/<int:pk>/probelauf/", steps.check, name="check"),
    path("einstellungen/uebernahme/<int:pk>/uebernehmen/", steps.carry_out, name="carry_out"),
    path("einstellungen/uebernahme/<int:pk>/zuruecknehmen/", steps.take_back, name="take_back"),
    path("einstellungen/uebernahme/<int:pk>/fotos/", photos.photos, name="photos"),
    path("einstellungen/uebernahme/<int:pk>/verwerfen/", steps.drop, name="drop"),
]
