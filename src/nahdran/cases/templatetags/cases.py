# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One tag: the piece of a page that a kind of case renders itself."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from nahdran.cases.kinds import Panel

register = template.Library()


@register.simple_tag(takes_context=True)
def case_panel(context: Context, panel: Panel, part: str) -> SafeString:
    """The kind's template with its own values and ``part``; what the page knows stays visible to it."""
    compiled = context.template.engine.get_template(panel.template)  # type: ignore[union-attr]
    with context.push(**panel.context, part=part):
        return compiled.render(context)
