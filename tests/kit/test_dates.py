# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days and times as the reader's language writes them."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils.formats import date_format
from django.utils.translation import override

from nahdran.kit import dates

# 8:05 in Germany, while Greenwich has 7:05.
MOMENT = datetime(2026, 11, 3, 7, 5, 9, tzinfo=UTC)

WRITTEN = {
    dates.day: ("3. November 2026", "3 November 2026"),
    dates.day_month: ("3. November", "3 November"),
    dates.long_day: ("Dienstag, 3. November 2026", "Tuesday, 3 November 2026"),
    dates.long_day_month: ("Dienstag, 3. November", "Tuesday, 3 November"),
    dates.short_day: ("03.11.2026", "3 Nov 2026"),
    dates.tiny_day: ("3.11.26", "3 Nov 2026"),
    dates.tiny_day_month: ("3.11.", "3 Nov"),
    dates.weekday: ("Dienstag", "Tuesday"),
    dates.tiny_weekday: ("Di", "Tue"),
    dates.clock_time: ("8:05", "8:05"),
    dates.day_time: ("3. November 2026, 8:05 Uhr", "3 November 2026, 8:05"),
    dates.short_day_time: ("03.11.2026, 08:05", "3 Nov 2026, 08:05"),
    dates.exact_time: ("03.11.2026, 08:05:09", "3 Nov 2026, 08:05:09"),
}


@pytest.mark.parametrize("write", WRITTEN, ids=lambda write: write.__name__)
def test_each_language_writes_moments_its_own_way(write):
    german, english = WRITTEN[write]

    with override("de"):
        assert write(MOMENT) == german
    with override("en"):
        assert write(MOMENT) == english


def test_every_way_of_writing_is_a_filter_of_every_template():
    page = engines["django"].from_string("{{ moment|day }}; {{ moment|day_time }}; {{ nothing|day }}{{ missing|day }}")

    with override("en"):
        assert page.render({"moment": MOMENT, "nothing": None}) == "3 November 2026; 3 November 2026, 8:05; "


def test_a_day_without_a_time_is_written_too():
    with override("de"):
        assert dates.long_day(date(2026, 11, 20)) == "Freitag, 20. November 2026"


def test_days_that_nobody_formats_are_not_american():
    with override("en"):
        assert date_format(date(2026, 11, 3)) == "3 November 2026"
        assert date_format(date(2026, 11, 3), "SHORT_DATE_FORMAT") == "3 Nov 2026"
