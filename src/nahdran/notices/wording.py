# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A subscription in words, in the language that is active: for mails, for the pages behind links, for the account."""

from datetime import date, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from nahdran.kit.dates import weekday as weekday_of
from nahdran.notices.enums import Hears, Rhythm, Shape
from nahdran.notices.models import Subscription
from nahdran.notices.slots import sources

_KILOMETRE = 1000
_A_MONDAY = date(2024, 1, 1)


def title_of(row: Subscription, *, own_words: bool = True) -> str:
    """„Schlagloch im Umkreis von 500 m um Hauptstraße 71“. Without ``own_words`` nothing that somebody typed: for a mail to a stranger's box."""
    what = topic_of(row) or str(sources.get(row.source).label)
    parts = [what, where_of(row)]
    if row.words and own_words:
        parts.append(_("mit „%(words)s“") % {"words": row.words})
    return " ".join(part for part in parts if part)


def topic_of(row: Subscription) -> str:
    return sources.get(row.source).topic_label(row.topic) if row.topic else ""


def where_of(row: Subscription) -> str:
    if row.shape == Shape.DISTRICT and row.district:
        return _("im Ortsteil %(district)s") % {"district": row.district.name}
    if row.shape == Shape.CIRCLE:
        return _("im Umkreis von %(distance)s um %(place)s") % {
            "distance": distance_words(row.metres or 0),
            "place": row.place or _("einen Punkt auf der Karte"),
        }
    if row.shape == Shape.AREA:
        return _("im gezeichneten Gebiet")
    return _("in der ganzen Stadt")


def distance_words(metres: int) -> str:
    return (
        f"{metres} m"
        if metres < _KILOMETRE
        else f"{number_format(metres / _KILOMETRE, 1 if metres % _KILOMETRE else 0)} km"
    )


def hears_words(row: Subscription) -> str:
    return str(Hears(row.hears).label)


def rhythm_words(row: Subscription) -> str:
    """„jeden Tag um 7 Uhr“"""
    if row.rhythm == Rhythm.DAILY:
        return _("jeden Tag um %(hour)d Uhr") % {"hour": row.hour}
    if row.rhythm == Rhythm.WEEKLY:
        return _("jede Woche, %(day)s um %(hour)d Uhr") % {"day": weekday_name(row.weekday), "hour": row.hour}
    return _("sofort")


def weekday_name(number: int) -> str:
    return weekday_of(_A_MONDAY + timedelta(days=number))


def in_words(row: Subscription) -> dict[str, Any]:
    """What templates need of one subscription."""
    return {"row": row, "title": title_of(row), "hears": hears_words(row), "rhythm": rhythm_words(row)}
