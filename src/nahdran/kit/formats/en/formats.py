# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How British English writes days and times: the month always in letters, because 03/11 is another day across the Atlantic."""

DATE_FORMAT = "j F Y"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
LONG_DATE_FORMAT = "l, j F Y"
LONG_MONTH_DAY_FORMAT = "l, j F"
SHORT_DATE_FORMAT = "j M Y"
TINY_DATE_FORMAT = "j M Y"
TINY_MONTH_DAY_FORMAT = "j M"

TIME_FORMAT = "G:i"
DATETIME_FORMAT = "j F Y, G:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
SHORT_DATETIME_SECONDS_FORMAT = "j M Y, H:i:s"

DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d/%m/%y"]
DATETIME_INPUT_FORMATS = ["%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M"]
FIRST_DAY_OF_WEEK = 1
