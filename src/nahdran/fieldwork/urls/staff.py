# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Below /arbeitsplatz/: giving out work, checking it, costs, and the settings of firms and crews."""

from django.urls import include, path

from nahdran.fieldwork.views.staff import arriving, costs, listing, one, planning, road, settings, write

app_name = "fieldwork_staff"

order = [
    path("", one.order, name="order"),
    path("bearbeiten/", write.edit, name="edit"),
    path("auftrag.pdf", one.paper, name="paper"),
    path("foto/<int:photo>/<slug:variant>/", one.photo, name="photo"),
    path("schritt/<slug:verb>/", one.step, name="step"),
]
urlpatterns = [
    path("vorgang/<str:reference>/auftrag/", write.new, name="new"),
    path("auftraege/", listing.index, name="orders"),
    path("auftraege/planung/", planning.page, name="planning"),
    path("auftraege/planung/aendern/", planning.change, name="planning_change"),
    path("unterwegs/tag.json", road.day, name="day"),
    path("unterwegs/senden/", arriving.send, name="road_send"),
    path("unterwegs/bild/", arriving.picture, name="road_picture"),
    path("unterwegs/heute/", road.today, name="today"),
    path("unterwegs/heute/<int:pk>/", road.one, name="stop"),
    path("unterwegs/heute/<int:pk>/foto/<int:photo>/<slug:variant>/", road.photo, name="stop_photo"),
    path("auftraege/kosten/", costs.page, name="costs"),
    path("auftraege/kosten.csv", costs.file, name="costs_csv"),
    path("auftraege/<int:pk>/", include(order)),
    path("einstellungen/firmen/", settings.contractors, name="contractors"),
    path("einstellungen/firmen/neu/", settings.contractor, name="contractor_new"),
    path("einstellungen/firmen/<int:pk>/", settings.contractor, name="contractor"),
    path("einstellungen/trupps/", settings.crews, name="crews"),
    path("einstellungen/trupps/neu/", settings.crew, name="crew_new"),
    path("einstellungen/trupps/<int:pk>/", settings.crew, name="crew"),
]
