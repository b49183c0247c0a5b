# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What defect reports put into the two faces: the way in „Melden“, the teaser on the start page, the desk's form and the settings."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nahdran.accounts.erasers import erasers
from nahdran.accounts.exports import exports
from nahdran.accounts.rights import register_default_rights
from nahdran.accounts.rules import has_right_somewhere
from nahdran.accounts.scopes import ApiScope, api_scopes
from nahdran.cases.queries.counting import capped
from nahdran.cases.slots import NewCasePage, new_case_pages
from nahdran.notices.slots import sources
from nahdran.org.texts import Text, texts
from nahdran.pwa.slots import OfflinePage, OfflineQueue, Shortcut, offline_pages, offline_queues, shortcuts
from nahdran.reports import asset_sections as asset_sections  # noqa: PLC0414  registers what the desk shows of lamps and benches
from nahdran.reports import complaint_sections as complaint_sections  # noqa: PLC0414  registers what the desk shows of complaints
from nahdran.reports import easy
from nahdran.reports.hooks import ReportEvents
from nahdran.reports.news import ReportNews
from nahdran.reports.operations import leave_with_account
from nahdran.reports.operations.following import SOURCE
from nahdran.reports.queries.followers import followed
from nahdran.reports.queries.offline import pictures
from nahdran.reports.queries.public import latest
from nahdran.reports.queries.releasing import desk_counts
from nahdran.reports.queries.situations import active_situations
from nahdran.reports.rules import SCOPE, SCOPE_PROVEN, STATISTICS
from nahdran.shell.slots import (
    Card,
    DeskNavItem,
    FooterLink,
    NavItem,
    PagePart,
    SettingsPage,
    citizen_nav,
    desk_nav,
    footer_links,
    page_parts,
    settings_pages,
    start_cards,
)
from nahdran.webhooks.slots import sources as event_sources

_TEASERS = 3

api_scopes.register(
    SCOPE,
    ApiScope(
        SCOPE,
        _("Mängel über Open311 melden"),
        _("Auch: den Stand der eigenen Meldungen abholen, Mitteilungen schicken"),
        10,
    ),
)
api_scopes.register(
    SCOPE_PROVEN,
    ApiScope(
        SCOPE_PROVEN,
        _("E-Mail-Adressen gelten als bestätigt"),
        _("Nur für Programme, die ihre Nutzerinnen und Nutzer selbst per E-Mail bestätigen lassen"),
        11,
    ),
)

register_default_rights(
    "reports",
    clerk=["reports.release"],
    lead=["reports.release", "reports.screen", "reports.alarm", "reports.statistics"],
    service=["reports.release", "reports.screen", "reports.alarm"],
)


def _screens(request: HttpRequest) -> bool:
    """In whatever unit: before somebody has looked, nobody knows whose it would be."""
    return has_right_somewhere(request.user, "reports.screen")


def _suspects(request: HttpRequest) -> str | None:
    count = desk_counts(request.user)["quarantine"]
    return capped(count) if count else None


def _releases(request: HttpRequest) -> bool:
    return has_right_somewhere(request.user, "reports.release")


def _to_look_at(request: HttpRequest) -> str | None:
    count = desk_counts(request.user)["look"]
    return capped(count) if count else None


desk_nav.register(
    "releasing",
    DeskNavItem(
        "releasing", _("Freigabe"), "reports_staff:releasing", "globe", 55, badge=_to_look_at, visible=_releases
    ),
)


desk_nav.register(
    "quarantine",
    DeskNavItem(
        "quarantine", _("Verdacht"), "reports_staff:quarantine", "shield", 60, badge=_suspects, visible=_screens
    ),
)


def _sees_figures(request: HttpRequest) -> bool:
    return has_right_somewhere(request.user, STATISTICS)


citizen_nav.register(
    "report",
    NavItem(
        "report",
        _("Melden"),
        "reports:list",
        "report",
        order=20,
        in_bar=True,
        bar_url_name="reports:new",
        text=_("Schaden auf der Karte zeigen, Foto dazu, fertig"),
    ),
)
footer_links.register(
    "report_statistics",
    FooterLink("report_statistics", _("Mängel in Zahlen"), "reports:statistics", _("Stadt und Zukunft"), 55),
)
desk_nav.register(
    "report_statistics",
    DeskNavItem(
        "report_statistics",
        _("Mängel in Zahlen"),
        "reports_staff:statistics",
        "chart",
        order=70,
        visible=_sees_figures,
    ),
)
footer_links.register("report", FooterLink("report", _("Gemeldete Mängel"), "reports:list", _("Stadt und Zukunft"), 50))
new_case_pages.register(
    "report",
    NewCasePage(
        "report",
        _("Mangel"),
        _("Jemand meldet etwas Kaputtes mit einem Ort"),
        "report",
        "reports_staff:take_in",
        order=10,
    ),
)


def _latest(request: HttpRequest) -> dict[str, Any] | None:
    rows = latest(_TEASERS)
    return {"rows": rows} if rows else None


def _situations(request: HttpRequest) -> dict[str, Any] | None:
    found = active_situations()
    return {"situations": found} if found else None


page_parts.register(
    "situations", PagePart("situations", "reports/citizen/parts/situations.html", "banner", _situations)
)
start_cards.register("reports", Card("reports", "reports/citizen/teaser.html", _latest, order=40))

_GROUP = _("Mängelmelder")
for page in (
    SettingsPage(
        "report_kinds",
        _("Arten von Mängeln"),
        "reports_staff:kinds",
        "list",
        110,
        _GROUP,
        _("Gruppen, Arten, eigene Fragen und Hinweise"),
        "reports.manage",
    ),
    SettingsPage(
        "report_routing",
        _("Zuständigkeit"),
        "reports_staff:routing",
        "route",
        120,
        _GROUP,
        _("Wer was bekommt, nach Art und Ortsteil"),
        "reports.manage",
    ),
    SettingsPage(
        "report_promises",
        _("Fristen"),
        "reports_staff:promises",
        "clock",
        130,
        _GROUP,
        _("Erste Antwort und Erledigung in Werktagen"),
        "reports.manage",
    ),
    SettingsPage(
        "report_situations",
        _("Besondere Lagen"),
        "reports_staff:situations",
        "alert",
        105,
        _GROUP,
        _("Unwetter, Hochwasser, Hitze, Schnee: Hinweis und Arten mit einem Klick"),
        "reports.alarm",
    ),
    SettingsPage(
        "report_bodies",
        _("Andere zuständige Stellen"),
        "reports_staff:bodies",
        "forward",
        125,
        _GROUP,
        _("Autobahn, Bahn, Land, Kreis, Nachbarn: erklären und weitergeben"),
        "reports.manage",
    ),
    SettingsPage(
        "report_forwarding",
        _("Weitergabe an andere Systeme"),
        "reports_staff:forwarding",
        "forward",
        142,
        _GROUP,
        _("Meldungen über Open311 an andere Stellen schicken"),
        "reports.manage",
    ),
    SettingsPage(
        "report_learning",
        _("Vorschläge aus dem Text"),
        "reports_staff:learning",
        "bulb",
        145,
        _GROUP,
        _("Passende Arten, gelernt aus Ihren abgeschlossenen Meldungen"),
        "reports.manage",
    ),
    SettingsPage(
        "report_publishing",
        _("Veröffentlichung"),
        "reports_staff:publishing",
        "globe",
        135,
        _GROUP,
        _("Was erst nach Prüfung öffentlich wird und was von selbst"),
        "reports.manage",
    ),
    SettingsPage(
        "report_intake",
        _("Aufnahme von Meldungen"),
        "reports_staff:intake",
        "shield",
        140,
        _GROUP,
        _("Bestätigung per E-Mail, Schutz vor Werbung"),
        "reports.manage",
    ),
    SettingsPage(
        "report_embed",
        _("Karte auf anderen Websites"),
        "reports_staff:embed",
        "share",
        150,
        _GROUP,
        _("Wer die Karte der Mängel in seine Seite einbauen darf"),
        "reports.manage",
    ),
):
    settings_pages.register(page.key, page)

sources.register(SOURCE, ReportNews())
event_sources.register(SOURCE, ReportEvents())
erasers.register("reports", leave_with_account)
exports.register("reports", followed)

for text in (
    Text(
        "reports.list_lead",
        _("Satz über der Liste der Mängel"),
        _("Seite „Mängel in der Stadt“"),
        _("Was gemeldet ist, wer daran arbeitet, was schon wieder gut ist."),
        easy.LIST,
    ),
    Text(
        "reports.subscribe_lead",
        _("Satz über dem Formular für Abos"),
        _("Seite „Mängel abonnieren“"),
        _("Wir schreiben Ihnen, wenn in Ihrer Nähe oder zu Ihrem Thema etwas gemeldet oder erledigt wird."),
        easy.SUBSCRIBE,
    ),
    Text(
        "reports.photo_lead",
        _("Satz am Anfang der Meldung"),
        _("Mangel melden, Schritt „Foto“"),
        _("Ein Bild hilft uns, die Stelle zu finden. Ohne Bild geht es auch."),
        easy.PHOTO,
    ),
    Text("reports.place_easy", _("Der Ort in Leichter Sprache"), _("Mangel melden, Schritt „Ort“"), easy=easy.PLACE),
    Text(
        "reports.asset_easy",
        _("Die Nummer in Leichter Sprache"),
        _("Mangel melden, Frage nach der Lampe oder Bank"),
        easy=easy.ASSET,
    ),
    Text("reports.kind_easy", _("Die Art in Leichter Sprache"), _("Mangel melden, Schritt „Art“"), easy=easy.KIND),
    Text(
        "reports.similar_easy",
        _("Schon gemeldet, in Leichter Sprache"),
        _("Mangel melden, nach dem Schritt „Art“"),
        easy=easy.SIMILAR,
    ),
    Text(
        "reports.details_easy",
        _("Die Angaben in Leichter Sprache"),
        _("Mangel melden, Schritt „Angaben“"),
        easy=easy.DETAILS,
    ),
    Text(
        "reports.review_easy",
        _("Das Prüfen in Leichter Sprache"),
        _("Mangel melden, Schritt „Prüfen“"),
        easy=easy.REVIEW,
    ),
    Text(
        "reports.hint_easy",
        _("Hinweis zum Stand in Leichter Sprache"),
        _("Seite „Ist schon erledigt“ oder „Ist noch da“ einer Meldung"),
        easy=easy.HINT,
    ),
    Text(
        "reports.thanks_next",
        _("Was nach dem Absenden geschieht"),
        _("Mangel melden, Seite „Danke“"),
        _("Wir sehen uns Ihre Meldung an und geben sie an die richtige Stelle."),
        easy.THANKS,
    ),
):
    texts.register(text.key, text)

offline_pages.register(
    "report",
    OfflinePage(
        key="report",
        url_name="reports:offline",
        entries=("reports/offline", "reports/offline/map"),
        pictures=pictures,
        data=lambda: [reverse("reports:offline_kinds")],
        instead_of=("/maengel/neu/",),
        offered_on=("/maengel/",),
        label=_("Einen Mangel melden"),
        text=_("Foto, Ort und Beschreibung bleiben auf Ihrem Gerät und gehen von selbst heraus, sobald Netz da ist."),
        icon="report",
        order=10,
    ),
)
offline_pages.register(
    "report_drafts",
    OfflinePage(
        key="report_drafts",
        url_name="reports:drafts",
        entries=("reports/offline",),
        label=_("Entwürfe und wartende Meldungen"),
        text=_("Was auf diesem Gerät liegt"),
        icon="inbox",
        order=20,
    ),
)
offline_queues.register(
    "reports",
    OfflineQueue(
        key="reports",
        send="reports:offline_send",
        file="reports:offline_photo",
        page="reports:drafts",
        one=_("{count} Meldung auf diesem Gerät ist noch nicht gesendet"),
        many=_("{count} Meldungen auf diesem Gerät sind noch nicht gesendet"),
    ),
)
shortcuts.register("report", Shortcut(key="report", label=_("Mangel melden"), url_name="reports:new", order=10))
shortcuts.register(
    "report_drafts", Shortcut(key="report_drafts", label=_("Meine Entwürfe"), url_name="reports:drafts", order=20)
)
