# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The declared places of the two faces. Apps above fill them in their ``panels.py``; the layouts show what is there and name no app."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from nahdran.kit.registry import Registry


def _always(request: HttpRequest) -> bool:
    return True


def _by_order(item: Any) -> tuple[int, str]:
    return (item.order, item.key)


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the citizens' navigation. ``in_bar`` puts it into the bottom bar of the phone too, with ``bar_url_name`` if that leads elsewhere.

    ``text`` is the sentence below it among the ways of the start page.
    """

    key: str
    label: Any
    url_name: str
    icon: str
    order: int = 100
    in_bar: bool = False
    bar_url_name: str = ""
    text: Any = ""


@dataclass(frozen=True, slots=True)
class ToolLink:
    """A link of the tools bar above the header. ``kern`` names one of KERN's own signs (easy-language, sign-language) instead of an icon."""

    key: str
    label: Any
    url_name: str
    icon: str = ""
    kern: str = ""
    order: int = 100


@dataclass(frozen=True, slots=True)
class FooterLink:
    """``group`` is the heading of the footer's column."""

    key: str
    label: Any
    url_name: str
    group: Any
    order: int = 100


@dataclass(frozen=True, slots=True)
class Card:
    """A part of the start page or of the account page: a template and what it needs. ``context`` returns None where there is nothing to show."""

    key: str
    template: str
    context: Callable[[HttpRequest], dict[str, Any] | None]
    order: int = 100


@dataclass(frozen=True, slots=True)
class PagePart:
    """A piece of every page of citizens: a template in the ``head`` of the document, at the end of the visible ``header``, or as a ``banner`` below it.

    ``context`` brings what the template sees as ``part``, or None where there is nothing to show.
    """

    key: str
    template: str
    place: str
    context: Callable[[HttpRequest], dict[str, Any] | None]
    order: int = 100


@dataclass(frozen=True, slots=True)
class DeskNavItem:
    """An entry of the desk's rail. ``badge`` counts what waits there, ``alert`` paints it as overdue."""

    key: str
    label: Any
    url_name: str
    icon: str
    order: int = 100
    group: Any = ""
    badge: Callable[[HttpRequest], int | str | None] | None = None
    visible: Callable[[HttpRequest], bool] = _always
    alert: bool = False
    # The keys that lead here, one after the other: "g i".
    hotkey: str = ""


@dataclass(frozen=True, slots=True)
class DeskList:
    """Entries of the rail that this person made, under a heading of their own; ``entries`` names key, label and address of each."""

    key: str
    label: Any
    icon: str
    entries: Callable[[HttpRequest], Iterable[tuple[str, str, str]]]
    order: int = 100


@dataclass(frozen=True, slots=True)
class DeskAction:
    """A button in the head of the desk ("Neuer Vorgang")."""

    key: str
    label: Any
    url_name: str
    icon: str
    order: int = 100
    visible: Callable[[HttpRequest], bool] = _always


@dataclass(frozen=True, slots=True)
class DeskSearch:
    """The search field in the head of the desk: a GET form with ``q``."""

    key: str
    label: Any
    url_name: str
    placeholder: Any = ""
    order: int = 100


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the menu under the own name. ``post`` makes it a button of a form, as signing out has to be."""

    key: str
    label: Any
    url_name: str
    icon: str = ""
    order: int = 100
    post: bool = False
    visible: Callable[[HttpRequest], bool] = _always


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """A shortcut of the desk, for the dialog that lists them (the key "?"). ``keys`` as they are pressed, ``group`` where they work."""

    key: str
    keys: str
    label: Any
    group: Any
    order: int = 100


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """A page of ``/arbeitsplatz/einstellungen/``; ``right`` is the key of the right that opens it."""

    key: str
    label: Any
    url_name: str
    icon: str
    order: int = 100
    group: Any = ""
    description: Any = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class TownColours:
    """Hue (0 to 360) and chroma (0 to 0.15) of the town; lightness is the stylesheet's."""

    hue: float = 216
    chroma: float = 0.078


@dataclass(slots=True)
class ColourProvider:
    """Who knows the colours of the town. ``org`` puts its answer here; before that, and where it fails, ours hold."""

    ask: Callable[[], TownColours] = field(default=TownColours)


citizen_nav: Registry[NavItem] = Registry("citizen navigation", order=_by_order)
citizen_account: Registry[NavItem] = Registry("account link", order=_by_order)
citizen_search: Registry[NavItem] = Registry("search link", order=_by_order)
tool_links: Registry[ToolLink] = Registry("tool links", order=_by_order)
footer_links: Registry[FooterLink] = Registry("footer links", order=_by_order)
page_parts: Registry[PagePart] = Registry("page parts", order=_by_order)
start_cards: Registry[Card] = Registry("start cards", order=_by_order)
account_cards: Registry[Card] = Registry("account cards", order=_by_order)
desk_nav: Registry[DeskNavItem] = Registry("desk navigation", order=_by_order)
desk_lists: Registry[DeskList] = Registry("lists in the rail", order=_by_order)
desk_actions: Registry[DeskAction] = Registry("desk actions", order=_by_order)
desk_search: Registry[DeskSearch] = Registry("desk search", order=_by_order)
desk_menu: Registry[MenuItem] = Registry("desk menu", order=_by_order)
key_helps: Registry[KeyHelp] = Registry("keys of the desk", order=_by_order)
settings_pages: Registry[SettingsPage] = Registry("settings pages", order=_by_order)
colours = ColourProvider()
