# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people follow, below /abos/; and the mailbox of the demonstration, outside of which its addresses answer 404."""

from django.urls import path

from nahdran.notices.views import demo
from nahdran.notices.views.citizen import links, overview

app_name = "notices"
urlpatterns = [
    path("abos/", overview.index, name="follow_overview"),
    path("abos/<uuid:token>/bestaetigen/<str:proof>/", links.confirm, name="follow_confirm"),
    path("abos/<uuid:token>/weiter/<str:proof>/", links.renew, name="follow_renew"),
    path("abos/<uuid:token>/abmelden/<str:proof>/", links.leave, name="follow_leave"),
    path("abos/<uuid:token>/verwalten/<str:proof>/", overview.manage, name="follow_manage"),
    path("demo/post/", demo.index, name="demo_mails"),
    path("demo/post/<str:key>/", demo.detail, name="demo_mail"),
]
