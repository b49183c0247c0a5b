# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How near a moment is, in the words of a person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import gettext as _

from nahdran.kit import clock
from nahdran.kit.dates import clock_time, day, day_month
from nahdran.reports.distances import distance_in_words
from nahdran.reports.tables import count_in_words, days_in_words, score_in_words, share_in_words

register = template.Library()


@register.filter
def when(moment: datetime) -> str:
    """„heute, 8:14 Uhr“, „gestern“, „vor 3 Tagen“, „am 13. November“."""
    local = clock.local(moment)
    days = (clock.today() - local.date()).days
    if days <= 0:
        return _("heute, %(time)s Uhr") % {"time": clock_time(local)}
    if days == 1:
        return _("gestern")
    if days <= 6:
        return _("vor %(days)d Tagen") % {"days": days}
    written = day_month(local) if local.year == clock.today().year else day(local)
    return _("am %(day)s") % {"day": written}


@register.filter
def distance(metres: float) -> str:
    """„650 m“, „2,4 km“."""
    return distance_in_words(metres)


@register.filter
def figure(count: int | None) -> str:
    """A number of the statistics; a dash for what is not shown."""
    return count_in_words(count)


@register.filter
def figure_days(days: float | None) -> str:
    """„4,5 Tage“."""
    return days_in_words(days)


@register.filter
def figure_share(share: float | None) -> str:
    """„87 %“."""
    return share_in_words(share)


@register.filter
def figure_score(score: float | None) -> str:
    """„4,2“."""
    return score_in_words(score)


@register.filter
def at(values: Mapping[Any, Any] | None, key: Any) -> Any:
    """The value under a key; nothing if there is none."""
    return (values or {}).get(key)
