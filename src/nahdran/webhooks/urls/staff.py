# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The settings of webhooks, below /arbeitsplatz/."""

from django.urls import include, path

from nahdran.webhooks.views import staff

app_name = "webhooks_staff"
pages = [
    path("", staff.index, name="index"),
    path("neu/", staff.new, name="new"),
    path("<int:pk>/", staff.one, name="one"),
    path("<int:pk>/aendern/", staff.edit, name="edit"),
    path("<int:pk>/probe/", staff.test, name="test"),
    path("<int:pk>/schluessel/", staff.renew, name="renew"),
    path("<int:pk>/schluessel/voriger/", staff.end_old, name="end_old"),
    path("<int:pk>/loeschen/", staff.remove, name="remove"),
    path("<int:pk>/erneut/", staff.again_failed, name="again_failed"),
    path("zustellung/<int:pk>/erneut/", staff.again, name="again"),
]
urlpatterns = [path("einstellungen/webhooks/", include(pages))]
