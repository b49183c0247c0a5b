# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports to another town's or office's server, and their way there, by Open311 GeoReport v2."""
