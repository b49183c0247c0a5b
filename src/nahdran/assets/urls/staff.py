# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Below /arbeitsplatz/: lists and single things; their settings and imports."""

from django.urls import path

from nahdran.assets.views.staff import desk, imports, layers

app_name = "assets_staff"
urlpatterns = [
    path("bestand/", desk.index, name="index"),
    path("bestand/liste/<slug:key>/", desk.layer, name="list"),
    path("bestand/<int:pk>/", desk.asset, name="asset"),
    path("bestand/<int:pk>/hinweis/", desk.notice, name="notice"),
    path("einstellungen/bestand/", layers.index, name="layers"),
    path("einstellungen/bestand/neu/", layers.edit, name="layer_new"),
    path("einstellungen/bestand/<int:pk>/", layers.edit, name="layer"),
    path("einstellungen/bestand/<int:pk>/gebrauch/", layers.switch, name="layer_switch"),
    path("einstellungen/bestand/<int:pk>/loeschen/", layers.remove, name="layer_remove"),
    path("einstellungen/bestand/<int:pk>/einlesen/", imports.upload, name="upload"),
    path("einstellungen/bestand/einlesen/<int:pk>/", imports.run, name="import"),
    path("einstellungen/bestand/einlesen/<int:pk>/stand/", imports.progress, name="progress"),
    path("einstellungen/bestand/einlesen/<int:pk>/fehler.csv", imports.faults, name="faults"),
    path("einstellungen/bestand/einlesen/<int:pk>/spalten/", imports.columns, name="columns"),
    path("einstellungen/bestand/einlesen/<int:pk>/probelauf/", imports.check, name="check"),
    path("einstellungen/bestand/einlesen/<int:pk>/uebernehmen/", imports.carry_out, name="carry_out"),
    path("einstellungen/bestand/einlesen/<int:pk>/verwerfen/", imports.drop, name="drop"),
]
