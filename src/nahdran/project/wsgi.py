# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The WSGI application: every page is served from here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nahdran.project.settings.base")
# Pages are cut off by the database when they take too long (settings/database.py); nothing else is.
os.environ.setdefault("NAHDRAN_WEB", "1")
application = get_wsgi_application()
