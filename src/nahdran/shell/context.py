# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The context processor of the layouts: ``shell`` in every template. Everything is worked out when a layout asks for it, so that answers without
a layout cost nothing and a guest's page costs no query.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from nahdran.shell import slots
from nahdran.shell.addresses import address
from nahdran.shell.easy import easy_is_on
from nahdran.shell.theme import current_stylesheet, keys_are_on, theme_of


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of a slot with its address."""

    key: str
    label: Any
    href: str
    icon: str = ""
    kern: str = ""
    badge: int | str | None = None
    alert: bool = False
    post: bool = False
    hotkey: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    label: Any
    links: list[Link]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a page: its template sees ``values`` under the name ``part``."""

    template: str
    values: dict[str, Any]


def links(items: Iterable[Any]) -> list[Link]:
    """Those that lead somewhere."""
    return [
        Link(
            key=item.key,
            label=item.label,
            href=href,
            icon=getattr(item, "icon", ""),
            kern=getattr(item, "kern", ""),
            post=getattr(item, "post", False),
        )
        for item in items
        if (href := address(item.url_name))
    ]


class Shell:
    """What the layouts know about the request and the house."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def demo(self) -> bool:
        return bool(settings.DEMO)

    @cached_property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @cached_property
    def other_language(self) -> dict[str, str]:
        """The language one could switch to, named in itself."""
        code, name = next((code, name) for code, name in settings.LANGUAGES if code != self.language)
        return {"code": code, "name": name}

    @cached_property
    def theme(self) -> str:
        return theme_of(self.request)

    @cached_property
    def is_easy(self) -> bool:
        """Whether this person reads in Leichte Sprache where it exists."""
        return easy_is_on(self.request)

    @cached_property
    def keys_are_on(self) -> bool:
        return keys_are_on(self.request)

    @cached_property
    def colours_version(self) -> str:
        return current_stylesheet()[1]

    @cached_property
    def back(self) -> str:
        """Where language and appearance lead back to. After a POST that is the page's own address, which can be asked for."""
        return self.request.get_full_path()

    @cached_property
    def nav(self) -> list[Link]:
        return links(slots.citizen_nav)

    @cached_property
    def bar(self) -> list[Link]:
        """The phone's bottom bar: start, up to three ways in, the account."""
        found = [
            Link(key=item.key, label=item.label, href=href, icon=item.icon)
            for item in slots.citizen_nav
            if item.in_bar and (href := address(item.bar_url_name or item.url_name))
        ]
        return found[:3]

    @cached_property
    def account(self) -> Link | None:
        return next(iter(links(slots.citizen_account)), None)

    @cached_property
    def search(self) -> Link | None:
        return next(iter(links(slots.citizen_search)), None)

    @cached_property
    def tools(self) -> list[Link]:
        return links(slots.tool_links)

    @cached_property
    def footer(self) -> list[Group]:
        return [Group(label, links(items)) for label, items in _grouped(slots.footer_links)]

    @cached_property
    def head_parts(self) -> list[Part]:
        return self._parts("head")

    @cached_property
    def header_parts(self) -> list[Part]:
        return self._parts("header")

    @cached_property
    def banner_parts(self) -> list[Part]:
        return self._parts("banner")

    def _parts(self, place: str) -> list[Part]:
        """The pieces that apps above put on every page of citizens."""
        found = [(part.template, part.context(self.request)) for part in slots.page_parts if part.place == place]
        return [Part(template, values) for template, values in found if values is not None]

    @cached_property
    def desk_nav(self) -> list[Group]:
        """What somebody made themselves stands right below the work."""
        work, *others = [
            Group(label, self._counted(items))
            for label, items in _grouped(item for item in slots.desk_nav if item.visible(self.request))
        ] or [Group("", [])]
        own = [
            Group(item.label, [Link(key, name, href, item.icon) for key, name, href in item.entries(self.request)])
            for item in slots.desk_lists
        ]
        return [group for group in (work, *own, *others) if group.links]

    def _counted(self, items: Iterable[slots.DeskNavItem]) -> list[Link]:
        return [
            Link(
                key=item.key,
                label=item.label,
                href=href,
                icon=item.icon,
                badge=item.badge(self.request) if item.badge else None,
                alert=item.alert,
                hotkey=item.hotkey,
            )
            for item in items
            if (href := address(item.url_name))
        ]

    @cached_property
    def desk_actions(self) -> list[Link]:
        return links(item for item in slots.desk_actions if item.visible(self.request))

    @cached_property
    def desk_search(self) -> dict[str, Any] | None:
        item = next(iter(slots.desk_search), None)
        href = address(item.url_name) if item else ""
        return {"label": item.label, "href": href, "placeholder": item.placeholder} if item and href else None

    @cached_property
    def desk_menu(self) -> list[Link]:
        return links(item for item in slots.desk_menu if item.visible(self.request))

    @cached_property
    def key_helps(self) -> list[dict[str, Any]]:
        """The shortcuts of the desk by where they work; each with its keys one by one."""
        return [
            {"label": label, "helps": [{"label": item.label, "keys": item.keys.split()} for item in items]}
            for label, items in _grouped(slots.key_helps)
        ]

    @cached_property
    def user_name(self) -> str:
        user = getattr(self.request, "user", None)
        return getattr(user, "name", "") or str(user or "")


def _grouped(items: Iterable[Any]) -> list[tuple[Any, list[Any]]]:
    """Entries by group; the groups stand in the order of their first entry."""
    found: dict[str, tuple[Any, list[Any]]] = {}
    for item in items:
        found.setdefault(str(item.group), (item.group, []))[1].append(item)
    return list(found.values())


def shell(request: HttpRequest) -> dict[str, Shell]:
    return {"shell": Shell(request)}
