# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The person's own pages, below ``/anliegen/`` and ``/konto/anliegen/``."""

from django.urls import include, path

from nahdran.cases.views.citizen import aftercare, lookup, state, status, steps

app_name = "cases"

one_case = [
    path("", status.status, name="status"),
    path("zugang/<slug:token>/", lookup.enter, name="enter"),
    path("antwort/", steps.answer, name="answer"),
    path("benachrichtigung/", steps.reach, name="reach"),
    path("zurueckziehen/", steps.withdraw, name="withdraw"),
    path("ins-konto/", steps.join, name="join"),
    path("verlassen/", lookup.leave, name="leave"),
    path("nachfrage/", aftercare.by_access, name="settled"),
    path("nachfrage/<int:change_id>/<int:who>/<slug:token>/", aftercare.by_mail, name="closing_question"),
    path("stand-melden/", state.by_access, name="tell_state"),
    path("noch-da/<int:who>/<slug:token>/", state.by_mail, name="open_question"),
    path("nicht-mehr-fragen/<int:who>/<slug:token>/", state.stop, name="stop_asking"),
    path("datei/<uuid:file_id>/<slug:variant>/", steps.attachment, name="attachment"),
]

urlpatterns = [
    path("anliegen/", lookup.lookup, name="lookup"),
    path("anliegen/<str:reference>/", include(one_case)),
    path("konto/anliegen/", steps.mine, name="mine"),
]
