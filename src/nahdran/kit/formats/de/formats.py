# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How German writes days and times (DIN 5008). Django reads this by ``FORMAT_MODULE_PATH``; ``nahdran.kit.dates`` gives it names."""

DATE_FORMAT = "j. F Y"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j. F"
LONG_DATE_FORMAT = "l, j. F Y"
LONG_MONTH_DAY_FORMAT = "l, j. F"
SHORT_DATE_FORMAT = "d.m.Y"
TINY_DATE_FORMAT = "j.n.y"
TINY_MONTH_DAY_FORMAT = "j.n."

TIME_FORMAT = "G:i"
DATETIME_FORMAT = r"j. F Y, G:i \U\h\r"
SHORT_DATETIME_FORMAT = "d.m.Y, H:i"
SHORT_DATETIME_SECONDS_FORMAT = "d.m.Y, H:i:s"
