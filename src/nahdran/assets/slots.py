# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is left open for the features above: sections on the page of one thing, for instance what was reported about it. Filled in their ``panels.py``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from nahdran.kit.registry import Registry

if TYPE_CHECKING:
    from nahdran.assets.models import Asset


@dataclass(frozen=True, slots=True)
class AssetSection:
    """A section of the page of one thing at the desk. ``context`` checks what this person may see; None hides the section."""

    key: str
    template: str
    context: Callable[[HttpRequest, "Asset"], Mapping[str, Any] | None]
    order: int = 100


asset_sections: Registry[AssetSection] = Registry(
    "sections of the page of an asset", order=lambda section: (section.order, section.key)
)
