# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The order on paper: what, where with a map, photos, until when, and the lines to sign. A tagged PDF in the language of the firm."""

from pathlib import Path
from typing import Any

import qrcode
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathImage

from nahdran.fieldwork.enums import Moment
from nahdran.fieldwork.links import link_of
from nahdran.fieldwork.models import Order
from nahdran.files.enums import Variant
from nahdran.files.storage import open_bytes
from nahdran.kit.dates import day, long_day
from nahdran.kit.paper import compile_pdf
from nahdran.org.queries import town
from nahdran.places.mapview import degrees
from nahdran.places.palette import to_hex
from nahdran.places.pictures import picture

_SOURCE = Path(__file__).parent / "typst" / "order.typ"
_MAP = (680, 400)
# More would make a third page; the page behind the link shows all.
_PHOTOS = 4


def paper_of(order: Order, *, with_link: bool = False) -> bytes:
    """``with_link`` puts the firm's own link on it as a code to scan. Only for a paper that the firm itself has opened by that link."""
    language = order.contractor.language if order.contractor else get_language() or "de"
    with override(language):
        files = _photos(order)
        photos = list(files)
        if place := _map(order):
            files["map.svg"] = place
        if with_link:
            files["link.svg"] = _code(link_of(order))
        data = _data(order, language) | {"photos": photos, "map": "map.svg" in files, "code": "link.svg" in files}
        return compile_pdf(source=_SOURCE, data=data, files=files, at=order.changed_at)


def _data(order: Order, language: str) -> dict[str, Any]:
    here = town()
    unit = order.case.unit
    return {
        "lang": language,
        "accent": to_hex((0.415, float(here.chroma), float(here.hue))),
        "town": here.name,
        "unit": unit.name,
        "contact": [part for part in (unit.phone or here.phone, unit.email or here.email) if part],
        "number": str(order),
        "title": order.title,
        "text": order.text,
        "address": order.address,
        "district": "" if order.district in order.address else order.district,
        "position": f"{degrees(order.lat)}, {degrees(order.lon)}"
        if order.lat is not None and order.lon is not None
        else "",
        "recipient": order.recipient,
        "due": long_day(order.due_date),
        "made": day(order.changed_at),
        "words": _words(),
    }


def _words() -> dict[str, str]:
    return {
        "order": _("Auftrag"),
        "to": _("An"),
        "until": _("Fertig bis"),
        "where": _("Wo"),
        "position": _("Position"),
        "what": _("Was zu tun ist"),
        "photos": _("Fotos der Stadt"),
        "photo": _("Foto der Stelle, Nummer"),
        "map": _("Karte mit der Stelle des Auftrags"),
        "report": _("So melden Sie zurück"),
        "scan": _(
            "Scannen Sie den Code mit dem Telefon: Dort nehmen Sie den Auftrag an und melden ihn mit Fotos und Kosten erledigt. Wer diesen Code hat, kann für Sie antworten."
        ),
        "mail": _("Den Link zum Melden hat die Firma per E-Mail bekommen."),
        "code": _("Code zum Scannen mit dem Telefon"),
        "sign": _("Auf Papier"),
        "done": _("Erledigt am"),
        "hours": _("Stunden"),
        "costs": _("Kosten netto"),
        "material": _("Material"),
        "notes": _("Bemerkungen"),
        "signature": _("Unterschrift"),
        "page": _("Seite"),
        "asks": _("Rückfragen"),
        "as_of": _("Stand"),
    }


def _photos(order: Order) -> dict[str, bytes]:
    """The pictures that go along, by the names they have beside the source."""
    rows = order.photos.filter(moment=Moment.GIVEN).select_related("file")[:_PHOTOS]
    found = {}
    for number, row in enumerate(rows, 1):
        with open_bytes(row.file.sha256, Variant.MEDIUM) as source:
            found[f"photo-{number}.jpg"] = source.read()
    return found


def _map(order: Order) -> bytes | None:
    if order.lon is None or order.lat is None:
        return None
    svg = picture(lon=order.lon, lat=order.lat, zoom=16.5, size=_MAP, pin="place", dark=False)
    return svg.encode() if svg else None


def _code(link: str) -> bytes:
    made = qrcode.make(link, image_factory=SvgPathImage, error_correction=qrcode.constants.ERROR_CORRECT_M, border=2)
    return bytes(made.to_string())
