# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the log puts into the desk."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from nahdran.shell.slots import DeskNavItem, desk_nav


def _may_read(request: HttpRequest) -> bool:
    return request.user.has_perm("audit.read")


desk_nav.register(
    "audit",
    DeskNavItem(
        key="audit",
        label=_("Protokoll"),
        url_name="audit_staff:log",
        icon="history",
        order=910,
        group=_("Stadt"),
        visible=_may_read,
    ),
)
