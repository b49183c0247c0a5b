# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How near a moment is, in the words of a person; and the tone of a status as the design system names it."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from nahdran.kit import clock

register = template.Library()

_TONES = {"neutral": "new"}


@register.filter
def when(moment: datetime) -> str:
    """„heute, 8:14 Uhr“, „gestern“, „vor 3 Tagen“, „am 13. November“."""
    local = timezone.localtime(moment)
    days = (clock.today() - local.date()).days
    if days <= 0:
        return _("heute, %(time)s Uhr") % {"time": date_format(local, "G:i")}
    if days == 1:
        return _("gestern")
    if days <= 6:
        return _("vor %(days)d Tagen") % {"days": days}
    pattern = "j. F" if local.year == clock.today().year else "j. F Y"
    return _("am %(day)s") % {"day": date_format(local, pattern)}


@register.filter
def badge_tone(tone: str) -> str:
    return _TONES.get(tone, tone)
