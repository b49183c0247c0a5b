# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Below /maengel/: the public list, the form, and the page of each report."""

from django.urls import path

from nahdran.accounts.reading import View, limited
from nahdran.reports.api import cap
from nahdran.reports.views.citizen import (
    complaining,
    detail,
    embed,
    exports,
    feeds,
    following,
    handed_over,
    hint,
    listing,
    paper,
    picture,
    statistics,
    subscribing,
)
from nahdran.reports.views.citizen.offline import intake, kinds, pages
from nahdran.reports.views.citizen.wizard import (
    assets,
    details,
    kind,
    photo,
    place,
    points,
    responsible,
    review,
    similar,
    waiting,
)

app_name = "reports"


def _read(name: str, view: View) -> View:
    """A page that only shows something. Ten a second from one address are many people behind one door, or a program."""
    return limited(f"reports.{name}", share=2.5)(view)


urlpatterns = [
    path("maengel/", _read("list", listing.index), name="list"),
    path("maengel/karte.geojson", _read("points", listing.points), name="points"),
    path("maengel/karte.svg", picture.picture, name="picture"),
    path("maengel/druck/", paper.paper, name="print"),
    path("maengel/einbetten/", _read("embed", embed.frame), name="embed"),
    path("maengel/einbetten/anleitung/", embed.code, name="embed_code"),
    path("maengel/statistik/", statistics.page, name="statistics"),
    path("maengel/statistik.csv", statistics.as_csv, name="statistics_csv"),
    path("maengel/statistik.json", statistics.as_json, name="statistics_json"),
    path("lagen/cap.atom", cap.feed, name="cap_feed"),
    path("lagen/<slug:key>.cap.xml", cap.alert, name="cap_alert"),
    path("maengel/neues.rss", feeds.rss, name="feed_rss"),
    path("maengel/neues.atom", feeds.atom, name="feed_atom"),
    path("maengel/maengel.csv", exports.as_csv, name="csv"),
    path("maengel/maengel.geojson", exports.as_geojson, name="geojson"),
    path("maengel/neu/", photo.start, name="new"),
    path("maengel/neu/foto/", photo.photo, name="photo"),
    path("maengel/neu/foto/<int:pk>/<slug:variant>/", photo.draft_photo, name="draft_photo"),
    path("maengel/neu/ort/", place.place, name="place"),
    path("maengel/neu/in-der-naehe/", _read("near", place.near), name="near"),
    path("maengel/neu/art/", kind.kind, name="kind"),
    path("maengel/neu/vorschlag/", kind.suggestions, name="suggest"),
    path("maengel/neu/objekt/", assets.asset, name="asset"),
    path("maengel/neu/objekt/hinweis/", assets.notice, name="asset_notice"),
    path("maengel/neu/karte.geojson", _read("place_points", points.points), name="place_points"),
    path("maengel/neu/zustaendig/", responsible.responsible, name="responsible"),
    path("maengel/neu/aehnlich/", _read("similar", similar.similar), name="similar"),
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
    path("maengel/weitergabe/<uuid:token>/<str:proof>/", handed_over.handed_over, name="handed_over"),
    path(
        "maengel/weitergabe/<uuid:token>/<str:proof>/foto/<int:pk>/<slug:variant>/",
        handed_over.photo,
        name="handed_over_photo",
    ),
    path("maengel/folgen/", subscribing.subscribe, name="subscribe"),
    path("maengel/folgen/<uuid:token>/bestaetigen/<str:proof>/", following.confirm, name="follow_confirm"),
    path("maengel/folgen/<uuid:token>/abmelden/<str:proof>/", following.end, name="follow_leave"),
    path("maengel/<str:reference>/stand/", hint.hint, name="hint"),
    path("maengel/<str:reference>/beanstanden/", complaining.complaint, name="complaint"),
    path("maengel/<str:reference>/folgen/", following.follow, name="follow"),
    path("maengel/<str:reference>/", _read("detail", detail.detail), name="detail"),
    path("maengel/<str:reference>/foto/<uuid:file_id>/<slug:variant>/", detail.photo, name="public_photo"),
]
