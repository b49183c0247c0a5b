# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The newest of a choice for feed readers: RSS 2.0 and Atom, both with the place of each report (GeoRSS Simple)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from nahdran.accounts.throttle import throttled
from nahdran.kit.language import reader_language
from nahdran.org.queries import town
from nahdran.reports.queries.public import PublicReport, newest, with_photos
from nahdran.reports.views.citizen.asked import Asked
from nahdran.reports.views.citizen.fresh import if_changed
from nahdran.reports.views.citizen.words import choice_in_words

_ITEMS = 50
_PER_HOUR = 600
_GEORSS = "http://www.georss.org/georss"


class _Placed:
    """Adds the place of an item: latitude before longitude, as GeoRSS wants it."""

    def root_attributes(self) -> dict[str, str]:
        attributes: dict[str, str] = super().root_attributes()  # type: ignore[misc]
        return attributes | {"xmlns:georss": _GEORSS}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)  # type: ignore[misc]
        handler.addQuickElement("georss:point", item["point"])


class Rss(_Placed, Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:georss": _GEORSS}


class Atom(_Placed, Atom1Feed):
    pass


@require_safe
@throttled("reports.feed", _PER_HOUR, 3600, methods=("GET", "HEAD"))
def rss(request: HttpRequest) -> HttpResponseBase:
    return if_changed(request, lambda: _answer(request, Rss))


@require_safe
@throttled("reports.feed", _PER_HOUR, 3600, methods=("GET", "HEAD"))
def atom(request: HttpRequest) -> HttpResponseBase:
    return if_changed(request, lambda: _answer(request, Atom))


def _answer(request: HttpRequest, kind: type[Rss] | type[Atom]) -> HttpResponse:
    asked = Asked(request)
    rows = with_photos(newest(asked.filters, _ITEMS))
    feed = kind(
        title=f"{_('Mängel in %(town)s') % {'town': town().short_name}}: {', '.join(choice_in_words(asked.filters))}",
        link=settings.SITE_URL + asked.address(),
        description=_("Was der Stadt gemeldet wurde und wie es damit steht."),
        language=reader_language(),
        author_name=town().name,
        feed_url=settings.SITE_URL + request.get_full_path(),
        ttl=15,
    )
    for row in rows:
        _add(feed, row)
    response = HttpResponse(content_type=kind.content_type)
    feed.write(response, "utf-8")
    return response


def _add(feed: SyndicationFeed, row: PublicReport) -> None:
    address = settings.SITE_URL + reverse("reports:detail", kwargs={"reference": row.reference})
    feed.add_item(
        title=f"{row.title}, {row.place}",
        link=address,
        unique_id=address,
        unique_id_is_permalink=True,
        description="\n".join(part for part in (f"{_('Stand')}: {row.status}.", row.text) if part),
        pubdate=row.reported_at,
        updateddate=row.updated_at,
        categories=[row.title],
        point=f"{row.lat:.6f} {row.lon:.6f}",
    )
