# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a strict template component is: a name, a template and the props it knows.

The parts in ``nahdran.ui.parts`` declare them, the tags in ``nahdran.ui.tags`` use them. No words of a capability stand here.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.template import Engine, NodeList, Origin, Template

from nahdran.kit.registry import Registry
from nahdran.ui.minify import minified

Prepare = Callable[[dict[str, Any]], None]


class ComponentError(ValueError):
    """A component got a value that it does not accept; the message lists what it does."""


@dataclass(frozen=True, slots=True)
class Prop:
    """One value that a component takes. ``None`` always means "not given", and then the default holds."""

    name: str
    default: Any = None
    doc: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False

    def check(self, component: str, value: Any) -> None:
        if self.choices and str(value) not in self.choices:
            known = ", ".join(choice or '""' for choice in self.choices)
            raise ComponentError(f'The component "{component}" does not know {self.name}="{value}". Known: {known}.')


@dataclass(eq=False)
class Component:
    """A declared component. Its template is compiled once per process, when the first page that uses it is compiled.

    ``content`` allows the block form, ``slots`` names further places of it, ``attrs`` lets data-, aria- and hx- attributes through, and
    ``prepare`` works out values for the template (it changes the dictionary it gets). ``group`` is the module that declares it.
    """

    name: str
    template_name: str
    doc: str
    given: Iterable[Prop] = ()
    content: bool = False
    slots: tuple[str, ...] = ()
    attrs: bool = False
    prepare: Prepare | None = None
    group: str = ""

    def __post_init__(self) -> None:
        self.props = {prop.name: prop for prop in self.given}
        # Every name that the template may use is set at every use, so nothing of the page around leaks in.
        self.defaults: dict[str, Any] = {prop.name: prop.default for prop in self.props.values()}
        self.defaults |= dict.fromkeys(self.slots, "") | {"content": "", "attrs": ""}
        self.choosy = [prop for prop in self.props.values() if prop.choices]

    @cached_property
    def nodelist(self) -> NodeList:
        engine = Engine.get_default()
        plain = engine.get_template(self.template_name)
        origin = plain.origin or Origin(name=self.template_name)
        return Template(minified(plain.source), origin=origin, name=self.template_name, engine=engine).nodelist

    def known(self) -> str:
        """The props and slots in one line, for messages."""
        names = [f"{name} (required)" if prop.required else name for name, prop in self.props.items()]
        text = ", ".join(names) or "none"
        if self.attrs:
            text += "; and any data_…, aria_… or hx_… attribute"
        if self.slots:
            text += f"; slots: {', '.join(self.slots)}"
        return text


components: Registry[Component] = Registry("ui components")


def component(name: str, template_name: str, *, doc: str, props: Iterable[Prop] = (), **settings: Any) -> Component:
    """Declare a component; ``settings`` are the further fields of ``Component``."""
    group = sys._getframe(1).f_globals["__name__"]
    return components.register(name, Component(name, template_name, doc, given=props, group=group, **settings))
