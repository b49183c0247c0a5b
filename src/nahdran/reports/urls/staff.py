# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Below /arbeitsplatz/: taking in a report, release and corrections, and the settings."""

from django.urls import path

from nahdran.reports.views.staff import case, quarantine, statistics, take_in
from nahdran.reports.views.staff.settings import (
    bodies,
    embed,
    intake,
    kinds,
    learning,
    promises,
    questions,
    routing,
    situations,
)

app_name = "reports_staff"
urlpatterns = [
    path("neu/mangel/", take_in.take_in, name="take_in"),
    path("meldung/<str:reference>/freigabe/", case.release, name="release"),
    path("meldung/<str:reference>/freigabe/zurueckziehen/", case.withdraw, name="withdraw"),
    path("meldung/<str:reference>/art/", case.kind, name="change_kind"),
    path("meldung/<str:reference>/ort/", case.place, name="change_place"),
    path("verdacht/", quarantine.index, name="quarantine"),
    path("verdacht/<uuid:token>/annehmen/", quarantine.take, name="accept"),
    path("verdacht/<uuid:token>/verwerfen/", quarantine.throw_out, name="discard"),
    path("verdacht/<uuid:token>/foto/<int:pk>/<slug:variant>/", quarantine.photo, name="quarantine_photo"),
    path("einstellungen/maengel/lagen/", situations.index, name="situations"),
    path("einstellungen/maengel/lagen/neu/", situations.edit, name="situation_new"),
    path("einstellungen/maengel/lagen/mitgebrachte/", situations.seed, name="situation_seed"),
    path("einstellungen/maengel/lagen/<int:pk>/", situations.edit, name="situation"),
    path("einstellungen/maengel/lagen/<int:pk>/schalter/", situations.switch, name="situation_switch"),
    path("einstellungen/maengel/andere/", bodies.index, name="bodies"),
    path("einstellungen/maengel/andere/neu/", bodies.edit, name="body_new"),
    path("einstellungen/maengel/andere/vorschlagen/", bodies.propose, name="body_propose"),
    path("einstellungen/maengel/andere/<int:pk>/", bodies.edit, name="body"),
    path("einstellungen/maengel/andere/<int:pk>/loeschen/", bodies.remove, name="body_remove"),
    path("einstellungen/maengel/vorschlaege/", learning.index, name="learning"),
    path("einstellungen/maengel/vorschlaege/schalter/", learning.switch, name="learning_switch"),
    path("einstellungen/maengel/vorschlaege/lernen/", learning.learn, name="learning_now"),
    path("einstellungen/maengel/aufnahme/", intake.index, name="intake"),
    path("maengel/statistik/", statistics.page, name="statistics"),
    path("maengel/statistik.csv", statistics.as_csv, name="statistics_csv"),
    path("maengel/statistik.json", statistics.as_json, name="statistics_json"),
    path("einstellungen/maengel/", kinds.index, name="kinds"),
    path("einstellungen/maengel/mitgebrachte/", kinds.seed, name="seed"),
    path("einstellungen/maengel/gruppe/neu/", kinds.group, name="group_new"),
    path("einstellungen/maengel/gruppe/<int:pk>/", kinds.group, name="group"),
    path("einstellungen/maengel/gruppe/<int:pk>/loeschen/", kinds.group_remove, name="group_remove"),
    path("einstellungen/maengel/art/neu/", kinds.kind, name="kind_new"),
    path("einstellungen/maengel/art/<int:pk>/", kinds.kind, name="kind"),
    path("einstellungen/maengel/art/<int:pk>/gebrauch/", kinds.switch, name="kind_switch"),
    path("einstellungen/maengel/art/<int:kind>/fragen/neu/", questions.edit, name="question_new"),
    path("einstellungen/maengel/art/<int:kind>/fragen/<int:pk>/", questions.edit, name="question"),
    path("einstellungen/maengel/art/<int:kind>/fragen/<int:pk>/loeschen/", questions.remove, name="question_remove"),
    path("einstellungen/maengel/art/<int:kind>/fragen/<int:pk>/reihenfolge/", questions.move, name="question_move"),
    path("einstellungen/maengel/art/<int:kind>/vorschau/", questions.preview, name="preview"),
    path("einstellungen/maengel/<slug:sort>/<int:pk>/reihenfolge/", kinds.move, name="move"),
    path("einstellungen/maengel/zustaendigkeit/", routing.index, name="routing"),
    path("einstellungen/maengel/zustaendigkeit/regel/", routing.rule, name="rule"),
    path("einstellungen/maengel/einbetten/", embed.index, name="embed"),
    path("einstellungen/maengel/fristen/", promises.index, name="promises"),
]
