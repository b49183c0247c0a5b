# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The start page: what it says first, a note in an emergency, news, and the cards of the apps."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from nahdran.kit.language import Worded, in_reader_language
from nahdran.org.queries import town
from nahdran.pages.blocks import NewsBlock, TeaserBlock, render_card
from nahdran.shell.addresses import address
from nahdran.shell.slots import NavItem, citizen_account, citizen_nav, start_cards

STATUS = NavItem(
    key="status",
    label=_("Stand ansehen"),
    url_name="cases:lookup",
    icon="search",
    text=_("Mit Vorgangsnummer und Code, ohne Konto"),
)
CONTACT = NavItem(
    key="contact", label=_("Kontakt"), url_name="", icon="contact", text=_("Menschen, die Ihre Frage beantworten")
)


def ways() -> list[tuple[NavItem, str]]:
    """The ways to the town that exist: those of the apps, then the status of a concern, the account, and the telephone."""
    found = [(item, address(item.bar_url_name or item.url_name)) for item in (*citizen_nav, STATUS, *citizen_account)]
    if phone := town().phone:
        found.append((CONTACT, f"tel:{phone.replace(' ', '')}"))
    return [(item, href) for item, href in found if href]


class HomePage(Page):
    heading = models.CharField(_("Große Überschrift"), max_length=80)
    heading_en = models.CharField(_("Große Überschrift auf Englisch"), max_length=80, blank=True)
    lead = models.CharField(_("Satz darunter"), max_length=200, blank=True)
    lead_en = models.CharField(_("Satz darunter auf Englisch"), max_length=200, blank=True)
    alert = models.CharField(_("Dringender Hinweis"), max_length=200, blank=True)
    alert_en = models.CharField(_("Dringender Hinweis auf Englisch"), max_length=200, blank=True)
    alert_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("Seite zum Hinweis"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    news = StreamField([("news", NewsBlock())], verbose_name=pgettext_lazy("Neues", "Meldungen"), blank=True)
    cards = StreamField([("teaser", TeaserBlock())], verbose_name=_("Bausteine, in dieser Reihenfolge"), blank=True)
    show_other_cards = models.BooleanField(_("Danach alle anderen Bausteine zeigen"), default=True)

    template = "pages/citizen/home.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    private_page_options: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("heading"), FieldPanel("heading_en"), FieldPanel("lead"), FieldPanel("lead_en")],
            heading=_("Kopf"),
        ),
        MultiFieldPanel(
            [FieldPanel("alert"), FieldPanel("alert_en"), FieldPanel("alert_page")], heading=_("Dringender Hinweis")
        ),
        FieldPanel("news"),
        MultiFieldPanel([FieldPanel("cards"), FieldPanel("show_other_cards")], heading=_("Bausteine der Anwendungen")),
    ]

    class Meta:
        verbose_name = _("Startseite")
        verbose_name_plural = _("Startseiten")

    @property
    def heading_label(self) -> Worded:
        """In the language of the reader, if the editors have written it."""
        return in_reader_language(self.heading, self.heading_en)

    @property
    def lead_label(self) -> Worded:
        return in_reader_language(self.lead, self.lead_en)

    @property
    def alert_label(self) -> Worded:
        return in_reader_language(self.alert, self.alert_en)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "ways": ways(),
            "news": [child.value for child in self.news],
            "cards": self.drawn_cards(request),
            "current_nav": "start",
        }

    def drawn_cards(self, request: HttpRequest) -> list[str]:
        """The cards the editors chose, in their order, then those that have come with new apps since."""
        keys = [child.value["card"] for child in self.cards]
        if self.show_other_cards:
            keys += [card.key for card in start_cards if card.key not in keys]
        return [drawn for key in keys if (drawn := render_card(key, request))]
