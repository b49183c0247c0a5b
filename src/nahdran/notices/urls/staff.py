# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The deliveries and the settings of subscriptions, below /arbeitsplatz/."""

from django.urls import path

from nahdran.notices.views.staff import deliveries, following

app_name = "notices_staff"
urlpatterns = [
    path("einstellungen/abos/", following.index, name="following"),
    path("einstellungen/zustellungen/", deliveries.index, name="deliveries"),
    path("einstellungen/zustellungen/<int:pk>/", deliveries.detail, name="delivery"),
    path("einstellungen/zustellungen/<int:pk>/erneut-senden/", deliveries.again, name="send_again"),
    path("einstellungen/zustellungen/<int:pk>/abbrechen/", deliveries.stop, name="cancel"),
]
