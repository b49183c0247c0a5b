# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Laying the start page and the pages that the law asks for, and letting editors into the editorial office.

What is there already stays as the editors have written it.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from wagtail.models import GroupPagePermission, Locale, Page, Site

from nahdran.accounts.models import User
from nahdran.pages.models import HomePage, StandardPage
from nahdran.pages.texts import HOME, PAGES, StartText

EDITORS = "nahdran: Redaktion"
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")


@transaction.atomic
def ensure_home() -> HomePage:
    """The start page as the root of the site, and the pages below it that are missing. Runs as often as one likes."""
    home = HomePage.objects.first() or _lay_home()
    there = set(home.get_children().values_list("slug", flat=True))
    for text in PAGES:
        if text.slug not in there:
            home.add_child(instance=_page(text))
    return home


def _lay_home() -> HomePage:
    """Wagtail's own welcome page makes room."""
    Locale.objects.get_or_create(language_code="de")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    sites = Site.objects.filter(is_default_site=True)
    welcome = list(Page.objects.filter(depth=2, slug="home").exclude(pk__in=HomePage.objects.values("pk")))
    home = HomePage(title="Startseite", slug="start", show_in_menus=False, **HOME._asdict())
    root.add_child(instance=home)
    if not sites.update(root_page=home, site_name="nahdran"):
        Site.objects.create(hostname="localhost", port=80, is_default_site=True, root_page=home, site_name="nahdran")
    for page in welcome:
        Page.objects.get(pk=page.pk).delete()
    Site.clear_site_root_paths_cache()
    return home


def _page(text: StartText) -> StandardPage:
    blocks: list[tuple[str, Any]] = [("note", {"title": title, "text": note}) for title, note in text.notes]
    blocks += [("text", paragraphs) for paragraphs in text.body]
    return StandardPage(
        title=text.title,
        slug=text.slug,
        lead=text.lead,
        body=blocks,
        is_demo=text.is_demo,
        is_easy=text.is_easy,
        show_in_menus=False,
        first_published_at=timezone.now(),
    )


@transaction.atomic
def let_in(person: User) -> None:
    """Make a person with the right ``pages.edit`` an editor in Wagtail's own tables. The gate asks for the right every time;
    this only translates it, so nothing has to be taken back here.
    """
    if person.groups.filter(name=EDITORS).exists():
        return
    person.groups.add(_editors())


def _editors() -> Group:
    group, _new = Group.objects.get_or_create(name=EDITORS)
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    root = Page.get_first_root_node()
    for codename in PAGE_PERMISSIONS:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    return group
