# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The editorial office at /redaktion/: Wagtail's administration, every view behind our door."""

from django.urls import include, path
from wagtail.admin import urls as wagtail_admin
from wagtail.utils.urlpatterns import decorate_urlpatterns

from nahdran.pages.access import editors_only

urlpatterns = [path("redaktion/", include(decorate_urlpatterns(wagtail_admin.urlpatterns, editors_only)))]
