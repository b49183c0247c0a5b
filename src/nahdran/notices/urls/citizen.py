# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mailbox of the demonstration; outside of it these addresses answer 404."""

from django.urls import path

from nahdran.notices.views import demo

app_name = "notices"
urlpatterns = [
    path("demo/post/", demo.index, name="demo_mails"),
    path("demo/post/<str:key>/", demo.detail, name="demo_mail"),
]
