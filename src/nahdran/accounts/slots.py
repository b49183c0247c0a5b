# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Places on pages of the accounts that apps above fill."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from nahdran.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class PersonPanel:
    """A part of the page of one staff member in the settings, such as the units they belong to.

    ``context(request, person)`` gives what ``template`` needs besides; its forms post to addresses of the app that fills it.
    """

    key: str
    order: int
    template: str
    context: Callable[[HttpRequest, Any], Mapping[str, Any]]


person_panels: Registry[PersonPanel] = Registry("person panels", order=lambda panel: (panel.order, panel.key))
