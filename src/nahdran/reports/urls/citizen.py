# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Below /maengel/: the public list, the form, and the page of each report."""

from django.urls import path

from nahdran.reports.views.citizen import detail, listing
from nahdran.reports.views.citizen.offline import intake, kinds, pages
from nahdran.reports.views.citizen.wizard import details, kind, photo, place, review, waiting

app_name = "reports"
urlpatterns = [
    path("maengel/", listing.index, name="list"),
    path("maengel/karte.geojson", listing.points, name="points"),
    path("maengel/neu/", photo.start, name="new"),
    path("maengel/neu/foto/", photo.photo, name="photo"),
    path("maengel/neu/foto/<int:pk>/<slug:variant>/", photo.draft_photo, name="draft_photo"),
    path("maengel/neu/ort/", place.place, name="place"),
    path("maengel/neu/in-der-naehe/", place.near, name="near"),
    path("maengel/neu/art/", kind.kind, name="kind"),
    path("maengel/neu/angaben/", details.details, name="details"),
    path("maengel/neu/pruefen/", review.review, name="review"),
    path("maengel/neu/wartet/<uuid:token>/", waiting.waiting, name="waiting"),
    path("maengel/bestaetigen/<uuid:token>/<str:proof>/", waiting.confirm, name="confirm"),
    path("maengel/neu/unterwegs/", pages.form, name="offline"),
    path("maengel/neu/unterwegs/arten.json", kinds.kinds, name="offline_kinds"),
    path("maengel/neu/unterwegs/foto/", intake.photo, name="offline_photo"),
    path("maengel/neu/unterwegs/senden/", intake.send, name="offline_send"),
    path("maengel/neu/entwuerfe/", pages.drafts, name="drafts"),
    path("maengel/neu/danke/<str:reference>/", review.thanks, name="thanks"),
    path("maengel/<str:reference>/", detail.detail, name="detail"),
    path("maengel/<str:reference>/foto/<uuid:file_id>/<slug:variant>/", detail.photo, name="public_photo"),
]
