# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A choice in words: for the titles of feeds, of the print view and of the frame, so that each says what it shows."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from nahdran.kit.dates import short_day
from nahdran.reports.distances import distance_in_words
from nahdran.reports.queries import filters as choices
from nahdran.reports.queries.public import ALL, OPEN, SETTLED, Filters


def choice_in_words(filters: Filters) -> list[str]:
    """„offen“, „Straßenbeleuchtung“, „Birk“, „in den letzten 30 Tagen“: each part of the choice, the state first."""
    state = {OPEN: _("offen"), SETTLED: pgettext("Mangel", "erledigt"), ALL: _("offen und erledigt")}[filters.state]
    what = choices.category_name(filters.category) if filters.category else choices.group_name(filters.group)
    parts = [state, what, choices.district_name(filters.district)]
    if filters.text:
        parts.append(_("„%(text)s“") % {"text": filters.text})
    parts += [*_time(filters), *_place(filters)]
    if filters.photo:
        parts.append(_("mit Foto"))
    return [part for part in parts if part]


def _time(filters: Filters) -> list[str]:
    parts = []
    if filters.days:
        words = ngettext("in den letzten %(days)d Tagen", "in den letzten %(days)d Tagen", filters.days)
        parts.append(words % {"days": filters.days})
    if filters.since:
        parts.append(_("ab %(day)s") % {"day": short_day(filters.since)})
    if filters.until:
        parts.append(_("bis %(day)s") % {"day": short_day(filters.until)})
    return parts


def _place(filters: Filters) -> list[str]:
    parts = []
    if filters.near and filters.metres:
        parts.append(_("im Umkreis von %(distance)s") % {"distance": distance_in_words(filters.metres)})
    if filters.ring:
        parts.append(_("im gezeichneten Gebiet"))
    if filters.frame:
        parts.append(_("im Ausschnitt der Karte"))
    return parts
