# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the map. All of them are public and answer without a session."""

from django.urls import path

from nahdran.places import views

app_name = "places"

urlpatterns = [
    path("karte/suche", views.search, name="search"),
    path("karte/ort", views.reverse, name="reverse"),
    path("karte/kacheln.pmtiles", views.tiles, name="tiles"),
    path("karte/stil.json", views.style, name="style"),
    path("karte/bild.svg", views.static_map, name="static_map"),
]
