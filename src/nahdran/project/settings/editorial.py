# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wagtail, the editorial office at /redaktion/."""

WAGTAIL_SITE_NAME = "nahdran"
WAGTAILADMIN_BASE_URL = "/redaktion"
WAGTAIL_I18N_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "german"}}
