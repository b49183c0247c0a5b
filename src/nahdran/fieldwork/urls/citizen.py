# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of one order for the firm that has it, below ``/auftrag/``, and the page that a crew's phone keeps."""

from django.urls import include, path

from nahdran.fieldwork.views.citizen import order, road

app_name = "fieldwork"

one = [
    path("", order.show, name="order"),
    path("antwort/", order.answer, name="answer"),
    path("meldung/", order.result, name="report"),
    path("neuer-link/", order.renew, name="renew"),
    path("auftrag.pdf", order.paper, name="paper"),
    path("foto/<int:pk>/<slug:variant>/", order.photo, name="photo"),
]
urlpatterns = [
    path("auftrag/<uuid:token>/<slug:proof>/", include(one)),
    path("unterwegs/", road.road, name="road"),
]
