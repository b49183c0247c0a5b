# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The settings pages of the organisation, below /arbeitsplatz/."""

from django.urls import path

from nahdran.org.views import closures, settings_home, texts, town, units

app_name = "org"
urlpatterns = [
    path("einstellungen/", settings_home.home, name="settings"),
    path("einstellungen/stadt/", town.edit, name="town"),
    path("einstellungen/farben/", town.colours, name="colours"),
    path("einstellungen/einheiten/", units.index, name="units"),
    path("einstellungen/einheiten/neu/", units.edit, name="unit_new"),
    path("einstellungen/einheiten/<int:pk>/", units.edit, name="unit"),
    path("einstellungen/einheiten/<int:pk>/personen/", units.add, name="member_add"),
    path("einstellungen/einheiten/<int:pk>/personen/<int:membership>/entfernen/", units.remove, name="member_remove"),
    path("einstellungen/schliesstage/", closures.index, name="closures"),
    path("einstellungen/schliesstage/<int:pk>/entfernen/", closures.remove, name="closure_remove"),
    path("einstellungen/texte/", texts.index, name="texts"),
    path("einstellungen/texte/<str:key>/", texts.edit, name="text"),
]
