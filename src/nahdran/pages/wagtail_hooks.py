# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Takes out of Wagtail's menus what does not exist here: people, groups, and pictures until they are served through the right check."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

HIDDEN = {
    "users",
    "groups",
    "images",
    "documents",
    "redirects",
    "collections",
    "snippets",
    "workflows",
    "workflow-tasks",
}


@hooks.register("construct_main_menu")
@hooks.register("construct_settings_menu")
def hide(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in HIDDEN]
