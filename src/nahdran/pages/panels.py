# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the pages put into both faces: the editorial office at the desk, the pages of the law in the footer and above the header."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from nahdran.accounts.rights import register_default_rights
from nahdran.accounts.rules import has_right
from nahdran.org.texts import Text, texts
from nahdran.pages import easy
from nahdran.shell.slots import DeskNavItem, FooterLink, ToolLink, desk_nav, footer_links, tool_links

register_default_rights("pages", editor=["pages.edit"])


def _may_edit(request: HttpRequest) -> bool:
    return has_right(request.user, "pages.edit")


desk_nav.register(
    "pages",
    DeskNavItem(
        key="pages",
        label=_("Redaktion"),
        url_name="wagtailadmin_home",
        icon="edit",
        order=800,
        group=_("Stadt"),
        visible=_may_edit,
    ),
)

FOR_ALL = _("Für alle")
for order, (key, label, slug) in enumerate(
    (
        ("easy_language", _("Leichte Sprache"), "/leichte-sprache/"),
        ("accessibility", _("Barrierefreiheit"), "/barrierefreiheit/"),
        ("privacy", _("Datenschutz"), "/datenschutz/"),
        ("imprint", _("Impressum"), "/impressum/"),
    )
):
    footer_links.register(key, FooterLink(key=key, label=label, url_name=slug, group=FOR_ALL, order=500 + order))
tool_links.register(
    "easy_language",
    ToolLink(
        key="easy_language", label=_("Leichte Sprache"), url_name="/leichte-sprache/", kern="easy-language", order=10
    ),
)

texts.register(
    "pages.home_easy",
    Text("pages.home_easy", _("Die Startseite in Leichter Sprache"), _("oben auf der Startseite"), easy=easy.HOME),
)
