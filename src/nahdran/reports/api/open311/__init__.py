# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Open311 GeoReport v2: ``door`` (what every call goes through), ``wire`` (XML and JSON), and the calls themselves."""
