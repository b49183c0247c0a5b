# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be logged: each app registers its actions in its own ``actions.py``. An unknown action cannot be recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nahdran.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class ActionType:
    """``key`` is ``app.what_happened``; ``label`` says it in German, in the past, without naming the object."""

    key: str
    label: Any


actions: Registry[ActionType] = Registry("audit actions")

# From the type of an object ("cases.case") to the address of one of them at the desk, given its id.
object_links: Registry[Callable[[str], str]] = Registry("audit object links")


def register_actions(*types: ActionType) -> None:
    """The short way for an app's ``actions.py``."""
    for action in types:
        actions.register(action.key, action)
