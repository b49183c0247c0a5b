# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk, below ``/arbeitsplatz/``."""

from django.urls import include, path

from nahdran.cases.views.staff import (
    aftercare,
    attachment,
    bulk,
    confidential,
    escalation,
    filters,
    listing,
    merging,
    new,
    reply,
    sheet,
    splitting,
    steps,
    wordings,
)

app_name = "desk"

one_case = [
    path("", sheet.sheet, name="case"),
    path("vorschau/", sheet.preview, name="preview"),
    path("antwort/", reply.reply, name="reply"),
    path("entwurf/", reply.draft, name="draft"),
    path("anwesend/", reply.present, name="presence"),
    path("bausteine/", reply.wordings, name="wordings"),
    path("status/<slug:key>/", steps.status, name="status"),
    path("weitergeben/", steps.hand_on, name="hand_over"),
    path("zuweisen/", steps.give, name="assign"),
    path("wiedervorlage/", steps.follow_up, name="follow_up"),
    path("verbinden/", steps.connect, name="link"),
    path("zusammenfuehren/", merging.merge_into, name="merge"),
    path("aufteilen/", splitting.split_up, name="split"),
    path("trennen/", merging.take_apart, name="separate"),
    path("kontakt/", steps.contact, name="contact"),
    path("zugang-erneuern/", steps.renew, name="renew_access"),
    path("erneut-pruefen/", aftercare.reopen, name="open_again"),
    path("bleibt-abgeschlossen/", aftercare.refuse, name="keep_closed"),
    path("zur-kenntnis/", aftercare.noted, name="note_matter"),
    path("hinweise-beiseite/", aftercare.aside, name="hints_aside"),
    path("vertraulich/", confidential.confidential, name="confidential"),
    path("datei/<uuid:file_id>/<slug:variant>/", attachment.attachment, name="attachment"),
]

urlpatterns = [
    path("", listing.start, name="start"),
    path("heute/", listing.today, name="today"),
    path("eingang/", listing.listing, {"view": "team"}, name="inbox"),
    path("eingang/meine/", listing.listing, {"view": "mine"}, name="inbox_mine"),
    path("eingang/ohne-zustaendige/", listing.listing, {"view": "unassigned"}, name="inbox_unassigned"),
    path("eingang/wiedervorlage/", listing.listing, {"view": "follow_up"}, name="inbox_follow_up"),
    path("eingang/ueberfaellig/", listing.listing, {"view": "overdue"}, name="inbox_overdue"),
    path("eingang/rueckmeldungen/", listing.listing, {"view": "asked_again"}, name="inbox_asked_again"),
    path("eingang/abgeschlossen/", listing.listing, {"view": "closed"}, name="inbox_closed"),
    path("filter/", filters.index, name="filters"),
    path("filter/merken/", filters.keep, name="filter_keep"),
    path("filter/<int:pk>/", filters.change, name="filter"),
    path("filter/<int:pk>/verschieben/", filters.move, name="filter_move"),
    path("filter/<int:pk>/loeschen/", filters.remove, name="filter_remove"),
    path("sammel/", bulk.begin, name="bulk_begin"),
    path("sammel/<uuid:pk>/", bulk.page, name="bulk"),
    path("neu/", new.new, name="new"),
    path("vorgang/<str:reference>/", include(one_case)),
    path("einstellungen/nach-dem-abschluss/", aftercare.settings, name="aftercare"),
    path("einstellungen/fristen/", escalation.index, name="escalation"),
    path("einstellungen/bausteine/", wordings.index, name="templates"),
    path("einstellungen/bausteine/neu/", wordings.edit, name="template_new"),
    path("einstellungen/bausteine/<int:pk>/", wordings.edit, name="template"),
    path("einstellungen/bausteine/<int:pk>/loeschen/", wordings.remove, name="template_remove"),
]
