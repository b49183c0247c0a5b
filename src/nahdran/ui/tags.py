# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The nodes behind ``{% ui %}``, ``{% uiblock %}``, ``{% slot %}`` and ``{% icon %}``.

Names are checked when a page is compiled, so a typing mistake never reaches a reader. Rendering pushes the values on the page's context and
renders the compiled component in place: no file is looked up, no context copied.
"""

from typing import Any

from django.template import Context, NodeList, TemplateSyntaxError, Variable
from django.template.base import FilterExpression, Node, Parser, Token
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from nahdran.kit.registry import UnknownKey
from nahdran.ui.components import Component, ComponentError, components
from nahdran.ui.icons import UnknownIcon, check_icon, icon_svg

ATTR_PREFIXES = ("data_", "aria_", "hx_")
_WORDS = {"True": True, "False": False, "None": None}
_UNKNOWN = object()


def literal(expression: FilterExpression) -> Any:
    """The value of an expression that needs no context, else ``_UNKNOWN``."""
    if expression.filters:
        return _UNKNOWN
    if expression.token in _WORDS:
        return _WORDS[expression.token]
    if isinstance(expression.var, Variable):
        return _UNKNOWN if expression.var.literal is None or expression.var.translate else expression.var.literal
    return expression.var


def attributes(given: dict[str, Any]) -> SafeString:
    """`` data-kind="x"``: True is a bare attribute, False and None are none (an aria- state says "false")."""
    parts = []
    for key, value in given.items():
        name = key.replace("_", "-")
        if value is None or (value is False and not key.startswith("aria_")):
            continue
        if value is True and not key.startswith("aria_"):
            parts.append(f" {name}")
        else:
            text = str(value).lower() if isinstance(value, bool) else value
            parts.append(f' {name}="{escape(text)}"')
    return mark_safe("".join(parts))  # noqa: S308  names are checked when compiled, values escaped


class SlotNode(Node):
    """``{% slot "footer" %}…{% endslot %}``: stands directly in a ``uiblock``, which takes it out and places it."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        raise TemplateSyntaxError(f'The slot "{self.name}" must stand directly inside a uiblock.')


class ComponentNode(Node):
    """One use of a component."""

    child_nodelists = ("nodelist", "slot_nodes")

    def __init__(
        self, component: Component, given: dict[str, FilterExpression], nodelist: NodeList | None, var: str | None
    ) -> None:
        self.component = component
        self.compiled = component.nodelist
        self.var = var
        self.nodelist, self.slots = _split(component, nodelist)
        self.slot_nodes = NodeList(node for nodes in self.slots.values() for node in nodes)
        self.constants: dict[str, Any] = {}
        self.dynamic: list[tuple[str, FilterExpression]] = []
        self.attrs: list[tuple[str, FilterExpression]] = []
        for name, expression in given.items():
            self._take(name, expression)
        # The same use with the same words is always the same text: rendered once per language.
        self.constant = not (self.dynamic or self.attrs or self.nodelist or self.slots)
        self.rendered: dict[str | None, SafeString] = {}

    def _take(self, name: str, expression: FilterExpression) -> None:
        component = self.component
        if name not in component.props:
            if component.attrs and name.startswith(ATTR_PREFIXES):
                self.attrs.append((name, expression))
                return
            raise TemplateSyntaxError(
                f'The component "{component.name}" does not know "{name}". Known: {component.known()}.'
            )
        value = literal(expression)
        if value is _UNKNOWN:
            self.dynamic.append((name, expression))
        elif value is not None:
            try:
                component.props[name].check(component.name, value)
            except ComponentError as error:
                raise TemplateSyntaxError(str(error)) from error
            self.constants[name] = value

    def render(self, context: Context) -> SafeString:
        if self.constant:
            language = get_language()
            html = self.rendered.get(language)
            if html is None:
                html = self.rendered[language] = self._render(context)
        else:
            html = self._render(context)
        if self.var is None:
            return html
        context[self.var] = html
        return SafeString("")

    def _render(self, context: Context) -> SafeString:
        component = self.component
        values = {**component.defaults, **self.constants}
        for name, expression in self.dynamic:
            value = expression.resolve(context, ignore_failures=True)
            if value is not None:
                values[name] = value
        if self.dynamic:
            for prop in component.choosy:
                prop.check(component.name, values[prop.name])
        if self.attrs:
            values["attrs"] = attributes(
                {name: expression.resolve(context, ignore_failures=True) for name, expression in self.attrs}
            )
        if self.nodelist is not None:
            values["content"] = self.nodelist.render(context)
        for name, nodes in self.slots.items():
            values[name] = nodes.render(context)
        if component.prepare is not None:
            component.prepare(values)
        context.dicts.append(values)
        try:
            return self.compiled.render(context)
        finally:
            context.dicts.pop()


def _split(component: Component, nodelist: NodeList | None) -> tuple[NodeList | None, dict[str, NodeList]]:
    """The content of a block, and its slots by name."""
    if nodelist is None:
        return None, {}
    slots: dict[str, NodeList] = {}
    rest = NodeList()
    for node in nodelist:
        if isinstance(node, SlotNode):
            if node.name not in component.slots:
                known = ", ".join(component.slots) or "none"
                raise TemplateSyntaxError(
                    f'The component "{component.name}" has no slot "{node.name}". Known: {known}.'
                )
            slots[node.name] = node.nodelist
        else:
            rest.append(node)
    return rest, slots


def _read(parser: Parser, token: Token) -> tuple[Component, dict[str, FilterExpression], str | None]:
    """``ui "name" key=value … [as variable]``"""
    tag, *bits = token.split_contents()
    if not bits or bits[0][0] not in "\"'":
        raise TemplateSyntaxError(
            f'{tag} needs the name of a component in quotation marks: {{% {tag} "button" label="…" %}}.'
        )
    try:
        component = components.get(bits[0][1:-1])
    except UnknownKey as error:
        raise TemplateSyntaxError(str(error)) from error
    bits = bits[1:]
    var = None
    if len(bits) >= 2 and bits[-2] == "as":
        var, bits = bits[-1], bits[:-2]
    given: dict[str, FilterExpression] = {}
    for bit in bits:
        name, found, value = bit.partition("=")
        if not found or not name.isidentifier():
            raise TemplateSyntaxError(
                f'{tag} "{component.name}": {bit!r} is not of the form name=value. Known: {component.known()}.'
            )
        if name in given:
            raise TemplateSyntaxError(f'{tag} "{component.name}": "{name}" is given twice.')
        given[name] = parser.compile_filter(value)
    missing = [prop.name for prop in component.props.values() if prop.required and prop.name not in given]
    if missing:
        raise TemplateSyntaxError(
            f'The component "{component.name}" needs {", ".join(missing)}. Known: {component.known()}.'
        )
    return component, given, var


def do_ui(parser: Parser, token: Token) -> ComponentNode:
    component, given, var = _read(parser, token)
    return ComponentNode(component, given, None, var)


def do_uiblock(parser: Parser, token: Token) -> ComponentNode:
    component, given, var = _read(parser, token)
    if not component.content and not component.slots:
        raise TemplateSyntaxError(
            f'The component "{component.name}" takes no content: write {{% ui %}} instead of {{% uiblock %}}.'
        )
    nodelist = parser.parse(("enduiblock",))
    parser.delete_first_token()
    return ComponentNode(component, given, nodelist, var)


def do_slot(parser: Parser, token: Token) -> SlotNode:
    bits = token.split_contents()
    if len(bits) != 2 or bits[1][0] not in "\"'":
        raise TemplateSyntaxError('slot needs its name in quotation marks: {% slot "footer" %}.')
    nodelist = parser.parse(("endslot",))
    parser.delete_first_token()
    return SlotNode(bits[1][1:-1], nodelist)


class IconNode(Node):
    """``{% icon name size="s" label=… %}``. A name in quotation marks is checked when compiled; an empty name is no icon."""

    def __init__(self, name: FilterExpression, size: str, label: FilterExpression | None) -> None:
        self.name = name
        self.size = size
        self.label = label
        self.known = literal(name)
        if self.known is not _UNKNOWN:
            try:
                check_icon(str(self.known))
            except UnknownIcon as error:
                raise TemplateSyntaxError(str(error)) from error

    def render(self, context: Context) -> SafeString:
        name = self.known if self.known is not _UNKNOWN else self.name.resolve(context, ignore_failures=True)
        if not name:
            return SafeString("")
        label = escape(self.label.resolve(context, ignore_failures=True) or "") if self.label else ""
        return SafeString(icon_svg(str(name), self.size, str(label)))


def do_icon(parser: Parser, token: Token) -> IconNode:
    _tag, *bits = token.split_contents()
    if not bits:
        raise TemplateSyntaxError('icon needs a name: {% icon "search" %}.')
    size, label = "", None
    for bit in bits[1:]:
        key, _equals, value = bit.partition("=")
        if key == "size" and value.strip("\"'") in {"s", "l", "xs"}:
            size = value.strip("\"'")
        elif key == "label" and value:
            label = parser.compile_filter(value)
        else:
            raise TemplateSyntaxError(f'icon does not know {bit!r}. Known: size="s", size="l", size="xs", label=….')
    return IconNode(parser.compile_filter(bits[0]), size, label)
