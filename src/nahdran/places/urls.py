# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the map. All of them are public and answer without a session. Tiles have no limit: a map asks for many parts of one file."""

from django.urls import path

from nahdran.accounts.reading import limited
from nahdran.places import views

app_name = "places"

urlpatterns = [
    path("karte/suche", limited("places.search")(views.search), name="search"),
    path("karte/ort", limited("places.reverse")(views.reverse), name="reverse"),
    path("karte/kacheln.pmtiles", views.tiles, name="tiles"),
    path("karte/stil.json", views.style, name="style"),
    path("karte/bild.svg", limited("places.static_map")(views.static_map), name="static_map"),
]
