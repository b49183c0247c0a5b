# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Building blocks of the pages. The teaser knows no feature: it stores the key of a card that an app has put into the start page's slot."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.rich_text import expand_db_html

from nahdran.shell.slots import start_cards

PLAIN = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


def card_choices() -> list[tuple[str, str]]:
    """The cards of the installed apps."""
    return [(card.key, card.key) for card in start_cards]


def render_card(key: str, request: HttpRequest) -> str:
    """The markup of a card; nothing if its app is gone or has nothing to show."""
    if key not in start_cards:
        return ""
    card = start_cards.get(key)
    values = card.context(request)
    return render_to_string(card.template, values, request) if values is not None else ""


class TeaserBlock(blocks.StructBlock):
    """A part of the start page that an app draws itself, such as the latest reports."""

    card = blocks.ChoiceBlock(label=pgettext_lazy("Seite", "Baustein"), choices=card_choices)

    class Meta:
        label = _("Baustein einer Anwendung")
        icon = "placeholder"

    def render(self, value: Any, context: Any = None) -> str:
        return render_card(value["card"], context["request"]) if context and "request" in context else ""


class NewsBlock(blocks.StructBlock):
    """One piece of news on the start page."""

    title = blocks.CharBlock(label=_("Überschrift"), max_length=120)
    date = blocks.DateBlock(label=_("Datum"))
    place = blocks.CharBlock(label=_("Ort"), max_length=60, required=False)
    text = blocks.TextBlock(label=_("Text"), max_length=400, required=False)
    page = blocks.PageChooserBlock(label=_("Seite"), required=False)
    is_demo = blocks.BooleanBlock(label=_("Erfundenes Beispiel"), required=False)

    class Meta:
        label = pgettext_lazy("Neues", "Meldung")
        icon = "date"


class NoteBlock(blocks.StructBlock):
    """A short note that stands out."""

    title = blocks.CharBlock(label=_("Überschrift"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), max_length=600, required=False)

    class Meta:
        label = _("Hinweis")
        icon = "info-circle"
        template = "pages/blocks/note.html"


# What the editor's plain markup becomes on our pages.
STYLED = {
    "<h2>": '<h2 class="kern-heading-large">',
    "<h3>": '<h3 class="kern-heading-medium">',
    "<ul>": '<ul class="kern-list kern-list--bullet">',
    "<ol>": '<ol class="kern-list kern-list--number">',
}


class TextBlock(blocks.RichTextBlock):
    """Running text with headings, lists and links, and nothing that could break the design."""

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "pages/blocks/text.html"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=PLAIN, **kwargs)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        # Plain tags come out of Wagtail's own whitelist; links in them are resolved to the pages' present addresses.
        html = expand_db_html(value.source)
        for plain, styled in STYLED.items():
            html = html.replace(plain, styled)
        return {**context, "html": mark_safe(html)}  # noqa: S308  whitelisted by the editor's features
