# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the parameters of lists: dates, states, places, pages. What cannot be understood is named, never guessed or passed over."""

import math
import re
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from nahdran.kit import clock
from nahdran.reports.api.open311.door import Call
from nahdran.reports.api.open311.problems import Problems
from nahdran.reports.queries.geo import Frame, parse_frame
from nahdran.reports.queries.interface import Wanted
from nahdran.reports.queries.narrowing import ALL, OPEN, SETTLED, Filters

SPAN = timedelta(days=90)
MOST = 1000
# Who wants more than this asks for a narrower time instead of page 500.
DEEPEST = 100_000
FARTHEST_M = 50_000
USUAL_M = 1000
_EARLIEST, _LATEST = 1900, 2200
STATUSES = {"open": OPEN, "closed": SETTLED}
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_NUMBER = re.compile(r"^-?\d{1,3}(\.\d{1,20})?$")


def read_wanted(call: Call) -> Wanted:
    """What a list of requests is narrowed to. Raises Refusal with everything that is wrong."""
    problems = Problems()
    changed_after = read_moment(call, "updated_after", problems)
    changed_before = read_moment(call, "updated_before", problems, end=True)
    by_change = bool(changed_after or changed_before)
    start, end = read_window(call, problems, open_ended=by_change)
    near, metres = _read_circle(call, problems)
    first, count = _read_page(call, problems)
    filters = Filters(
        state=_read_state(call, problems),
        text=call.get("q")[:100],
        frame=_read_frame(call, problems),
        near=near,
        metres=metres,
    )
    problems.raise_any()
    return Wanted(
        filters=filters,
        codes=call.names("service_code"),
        start=start,
        end=end,
        changed_after=changed_after,
        changed_before=changed_before,
        first=first,
        count=count,
    )


def read_window(call: Call, problems: Problems, *, open_ended: bool = False) -> tuple[datetime | None, datetime | None]:
    """``start_date`` and ``end_date``: at most 90 days, by default the last 90. With ``open_ended`` nothing is assumed."""
    start = read_moment(call, "start_date", problems)
    end = read_moment(call, "end_date", problems, end=True)
    if open_ended:
        return start, end
    if start and end and end < start:
        problems.invalid("end_date", _("Das Ende liegt vor dem Anfang."))
    if start and end and end - start > SPAN + timedelta(days=1):
        problems.invalid("end_date", _("Höchstens 90 Tage auf einmal."))
    if start and not end:
        end = start + SPAN
    elif not start:
        start = (end or clock.now()) - SPAN
    return start, end


def read_moment(call: Call, name: str, problems: Problems, *, end: bool = False) -> datetime | None:
    """W3CDTF. A day alone is the whole day in the town, a time without zone is the town's, because many clients write them so."""
    text = call.raw(name)
    if not text:
        return None
    found = _moment(text, end=end)
    if found is None:
        problems.invalid(name, _("Bitte ein Zeitpunkt mit Zone, zum Beispiel 2026-01-31T08:00:00Z."))
    return found


def _moment(text: str, *, end: bool) -> datetime | None:
    zone = timezone.get_current_timezone()
    try:
        if _DAY.match(text):
            found: datetime | None = datetime.combine(
                date.fromisoformat(text), time.max if end else time.min, tzinfo=zone
            )
        else:
            # A plus sign that nobody has encoded arrives as a blank.
            found = parse_datetime(re.sub(r" (\d{2}:?\d{2})$", r"+\1", text))
    except ValueError:
        return None
    # Near the ends of the calendar another zone would lie in no year at all.
    if found is None or not _EARLIEST <= found.year <= _LATEST:
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)


def read_position(call: Call, problems: Problems) -> tuple[float, float] | None:
    """``lat`` and ``long`` as (lon, lat); None if neither is there."""
    texts = {"lat": call.raw("lat"), "long": call.raw("long")}
    if not any(texts.values()):
        return None
    found = {}
    for name, limit in (("lat", 90), ("long", 180)):
        if not texts[name]:
            problems.missing(name, _("lat und long gehören zusammen."))
        elif not _NUMBER.match(texts[name]) or not abs(number := float(texts[name])) <= limit:
            problems.invalid(name, _("Bitte Grad als Dezimalzahl, zum Beispiel 50.838901."))
        else:
            found[name] = number
    return (found["long"], found["lat"]) if len(found) == 2 else None


def _read_circle(call: Call, problems: Problems) -> tuple[tuple[float, float] | None, int | None]:
    near = read_position(call, problems)
    text = call.raw("radius")
    if not text:
        return near, USUAL_M if near else None
    try:
        metres = float(text)
    except ValueError:
        metres = math.nan
    if not 0 < metres <= FARTHEST_M:
        problems.invalid("radius", _("Bitte Meter, höchstens %(limit)d.") % {"limit": FARTHEST_M})
        return near, None
    if near is None:
        problems.missing("lat", _("Ein Umkreis braucht lat und long."))
    return near, max(1, round(metres))


def _read_frame(call: Call, problems: Problems) -> Frame | None:
    text = call.raw("bbox")
    frame = parse_frame(text) if text else None
    if text and frame is None:
        problems.invalid("bbox", _("Bitte west,süd,ost,nord in Grad, zum Beispiel 7.1,50.8,7.3,50.9."))
    return frame


def _read_state(call: Call, problems: Problems) -> str:
    asked = {name.lower() for name in call.names("status")}
    if asked - set(STATUSES):
        problems.invalid("status", _("Möglich sind open und closed."))
    return STATUSES[asked.pop()] if len(asked) == 1 and asked <= set(STATUSES) else ALL


def _read_page(call: Call, problems: Problems) -> tuple[int, int]:
    page = _whole(call, "page", problems, usual=1, most=DEEPEST)
    count = _whole(call, "page_size", problems, usual=MOST, most=MOST)
    first = (page - 1) * count
    if first >= DEEPEST:
        problems.invalid("page", _("So weit wird nicht geblättert. Bitte den Zeitraum kürzer wählen."))
    return first, count


def _whole(call: Call, name: str, problems: Problems, *, usual: int, most: int) -> int:
    text = call.raw(name)
    if not text:
        return usual
    if not text.isascii() or not text.isdecimal() or len(text) > 9 or not 1 <= int(text) <= most:
        problems.invalid(name, _("Bitte eine ganze Zahl von 1 bis %(most)d.") % {"most": most})
        return usual
    return int(text)
