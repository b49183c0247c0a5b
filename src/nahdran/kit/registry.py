# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A registry: named things that apps offer to each other, filled while the apps start.

Every extension point of the house is one of these: slots, case kinds, rights, audit actions, delivery channels.
"""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")


class UnknownKey(LookupError):
    """Asked for something nobody registered. The message lists what there is."""


class Registry(Generic[Item]):
    """Keeps items under unique keys, in the order given by ``order`` (default: the key)."""

    def __init__(self, name: str, *, order: Callable[[Item], Any] | None = None) -> None:
        self.name = name
        self._order = order
        self._items: dict[str, Item] = {}

    def register(self, key: str, item: Item) -> Item:
        """Add an item. The same key twice is a programming error, unless it is the very same item."""
        if self._items.get(key, item) is not item:
            raise ValueError(f"{self.name}: the key {key!r} is taken by {self._items[key]!r}.")
        self._items[key] = item
        return item

    def get(self, key: str) -> Item:
        try:
            return self._items[key]
        except KeyError:
            known = ", ".join(sorted(self._items)) or "nothing"
            raise UnknownKey(f"{self.name}: nothing is registered as {key!r}. Known: {known}.") from None

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[Item]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self._items)

    def keys(self) -> list[str]:
        return sorted(self._items)

    def all(self) -> list[Item]:
        by_key = [self._items[key] for key in sorted(self._items)]
        return by_key if self._order is None else sorted(by_key, key=self._order)
