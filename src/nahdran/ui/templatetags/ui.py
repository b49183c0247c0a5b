# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tags that every template has without loading anything (see docs/design-system.md). The settings name this module as a builtin."""

from django import template
from django.utils.safestring import SafeString

import nahdran.ui.parts  # noqa: F401  declares the components
from nahdran.kit.dates import FILTERS
from nahdran.ui.assets import entry_tags, style_tags
from nahdran.ui.fields import do_error_summary, do_form_field
from nahdran.ui.language import lang, lang_attr
from nahdran.ui.tags import do_icon, do_slot, do_ui, do_uiblock

register = template.Library()
register.tag("ui", do_ui)
register.tag("uiblock", do_uiblock)
register.tag("slot", do_slot)
register.tag("icon", do_icon)
register.tag("form_field", do_form_field)
register.tag("error_summary", do_error_summary)
register.filter("lang", lang)
register.filter("lang_attr", lang_attr)
# Days and times as the reader's language writes them: {{ case.opened_at|day }}.
for write in FILTERS:
    register.filter(write.__name__, write)


@register.simple_tag
def island(entry: str) -> SafeString:
    """The tags that load a client entry, ``{% island "places/picker" %}``."""
    return entry_tags(entry)


@register.simple_tag
def stylesheet() -> SafeString:
    """The tags of the one stylesheet; only layouts need them."""
    return style_tags()
