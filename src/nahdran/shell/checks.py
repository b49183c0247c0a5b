# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tells at the start which entries of the slots lead nowhere."""

from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, register

from nahdran.shell import slots
from nahdran.shell.addresses import address

REGISTRIES = (
    slots.citizen_nav,
    slots.citizen_account,
    slots.citizen_search,
    slots.tool_links,
    slots.footer_links,
    slots.desk_nav,
    slots.desk_actions,
    slots.desk_search,
    slots.desk_menu,
    slots.settings_pages,
)


@register
def check_slots(**kwargs: Any) -> list[CheckMessage]:
    return [
        checks.Warning(
            f'{registry.name}: "{item.key}" leads to "{item.url_name}", which is no address of ours, and is left out.',
            hint="Mend the url_name, or mount the address in the app's manifest.",
            id="shell.W001",
        )
        for registry in REGISTRIES
        for item in registry
        if not address(item.url_name)
    ]
