# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page of text: accessibility, privacy, imprint, easy language, and whatever the town adds."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from nahdran.pages.blocks import NoteBlock, TextBlock


class StandardPage(Page):
    lead = models.TextField(_("Einleitung"), max_length=600, blank=True)
    body = StreamField([("text", TextBlock()), ("note", NoteBlock())], verbose_name=_("Inhalt"), blank=True)
    is_demo = models.BooleanField(_("Enthält erfundene Beispiele"), default=False)
    # Easy language is set larger and with shorter lines.
    is_easy = models.BooleanField(_("Leichte Sprache"), default=False)

    template = "pages/citizen/standard.html"
    private_page_options: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage", "pages.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["pages.StandardPage"]
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("is_easy"),
        FieldPanel("is_demo"),
    ]

    class Meta:
        verbose_name = _("Textseite")
        verbose_name_plural = _("Textseiten")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        above = self.get_parent().specific
        return {
            **super().get_context(request, *args, **kwargs),
            "parent": above if isinstance(above, StandardPage) else None,
            "children": list(self.get_children().live().in_menu()),
        }
