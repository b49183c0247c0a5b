# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Situations in force for warning systems: the Common Alerting Protocol 1.2 (OASIS), one alert for each, and a feed that lists them.

How severe and how certain it is the town has not said, so it stands as Unknown; nobody should read more into it.
"""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

import shapely
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from nahdran.accounts.throttle import throttled
from nahdran.kit import clock
from nahdran.kit.language import reader_language
from nahdran.org.queries import town
from nahdran.places.mapdata import Geometry
from nahdran.places.queries.areas import shapes
from nahdran.reports.models import Situation

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
MEDIA_TYPE = "application/cap+xml"
_PER_HOUR = 600
# Situations that we bring along; those of the town's own are Other.
_CATEGORIES = {"unwetter": "Met", "hochwasser": "Met", "hitze": "Met", "schnee": "Met"}
# About a hundred metres: a warning needs the town, not each corner of its boundary.
_SIMPLIFIED = 0.001
_LANGUAGES = {"de": "de-DE", "en": "en-GB"}


@require_safe
@throttled("reports.cap", _PER_HOUR, 3600, methods=("GET", "HEAD"))
@cache_control(public=True, max_age=60)
def feed(request: HttpRequest) -> HttpResponse:
    """An Atom feed of the situations in force; each entry leads to its alert. Two queries."""
    atom = Atom1Feed(
        title=_("Besondere Lagen: %(town)s") % {"town": town().name},
        link=settings.SITE_URL + "/",
        description=_("Lagen, die gerade gelten."),
        language=reader_language(),
        author_name=town().name,
        feed_url=settings.SITE_URL + reverse("reports:cap_feed"),
    )
    for row in _in_force():
        address = address_of(row)
        file = Enclosure(address, "0", MEDIA_TYPE)
        atom.add_item(
            title=row.label,
            link=address,
            unique_id=f"urn:{identifier_of(row)}",
            description=row.text,
            pubdate=row.active_since,
            updateddate=row.active_since,
            enclosures=[file],
        )
    response = HttpResponse(content_type=atom.content_type)
    atom.write(response, "utf-8")
    return response


@require_safe
@throttled("reports.cap", _PER_HOUR, 3600, methods=("GET", "HEAD"))
@cache_control(public=True, max_age=60)
def alert(request: HttpRequest, key: str) -> HttpResponse:
    """One situation in force; what is over is no longer there."""
    row = next((each for each in _in_force() if each.key == key), None)
    if row is None:
        raise Http404
    return HttpResponse(alert_xml(row), content_type=f"{MEDIA_TYPE}; charset=utf-8")


def address_of(row: Situation) -> str:
    return settings.SITE_URL + reverse("reports:cap_alert", kwargs={"key": row.key})


def identifier_of(row: Situation) -> str:
    """The same as long as it lasts, another each time it is switched on. Without blanks, commas and signs of XML, as CAP wants it."""
    return f"{_domain()}-{row.key}-{int(_since(row).timestamp())}"


def alert_xml(row: Situation) -> bytes:
    """The elements in the order of the schema."""
    root = Element("alert", xmlns=NAMESPACE)
    parts = {
        "identifier": identifier_of(row),
        "sender": _domain(),
        "sent": moment(_since(row)),
        # A town that is only shown must warn nobody.
        "status": "Test" if town().is_demo else "Actual",
        "msgType": "Alert",
        "scope": "Public",
    }
    _add(root, parts.items())
    _info(root, row, "de")
    if row.banner_en:
        _info(root, row, "en")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + bytes(tostring(root, encoding="utf-8"))


def moment(at: datetime) -> str:
    """Local time with its distance from UTC; CAP allows neither Z nor parts of a second."""
    return timezone.localtime(at).replace(microsecond=0).isoformat()


def _info(root: Element, row: Situation, language: str) -> None:
    with override(language):
        info = SubElement(root, "info")
        label, text, numbers = str(row.label), str(row.text), str(row.numbers_text)
        parts = [
            ("language", _LANGUAGES[language]),
            ("category", _CATEGORIES.get(row.key, "Other")),
            ("event", label),
            ("urgency", "Unknown"),
            ("severity", "Unknown"),
            ("certainty", "Unknown"),
            ("effective", moment(_since(row))),
            ("expires", moment(row.active_until or _since(row))),
            ("senderName", town().name),
            ("headline", label),
            ("description", text),
            ("web", settings.SITE_URL + "/"),
            ("contact", numbers),
        ]
        _add(info, [(name, value) for name, value in parts if value])
        area = SubElement(info, "area")
        _add(area, [("areaDesc", town().name), *(("polygon", ring) for ring in _rings(shapes().ground))])


def _rings(ground: Geometry | None) -> list[str]:
    """The outer rings of the town as CAP writes them: "lat,lon lat,lon …", closed, at least four points."""
    if ground is None:
        return []
    parts = shapely.get_parts(shapely.simplify(ground, _SIMPLIFIED))
    rings = [shapely.get_coordinates(shapely.get_exterior_ring(part)) for part in parts if part.geom_type == "Polygon"]
    return [" ".join(f"{lat:.5f},{lon:.5f}" for lon, lat in ring) for ring in rings if len(ring) >= 4]


def _add(parent: Element, parts: Iterable[tuple[str, str]]) -> None:
    for name, value in parts:
        SubElement(parent, name).text = value


def _in_force() -> list[Situation]:
    return list(Situation.objects.filter(active_until__gt=clock.now()))


def _since(row: Situation) -> datetime:
    return row.active_since or clock.now()


def _domain() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
