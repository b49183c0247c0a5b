# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever no other app has claimed may be a page of the editors. Mounted last. Of Wagtail's own addresses only this one exists:
its front-end sign-in would be a way around the second factor.
"""

from django.urls import re_path
from wagtail import views
from wagtail.urls import serve_pattern

urlpatterns = [re_path(serve_pattern, views.serve, name="wagtail_serve")]
