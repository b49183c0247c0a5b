# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a field of a Django form becomes KERN markup: label, hint, input and error, tied together for screen readers.

The tags ``{% form_field %}`` and ``{% error_summary %}`` call this. Fields and the mixin for forms live in ``nahdran.ui.forms``.
"""

from functools import cache
from typing import Any

from django import forms
from django.forms import BoundField
from django.template import Context, Engine, NodeList, Template, TemplateSyntaxError
from django.template.base import FilterExpression, Node, Parser, Token
from django.utils.safestring import SafeString

from nahdran.ui.minify import minified

OPTIONS = {
    "label": "another label",
    "hint": "another hint than help_text",
    "autocomplete": "the autocomplete token of HTML",
    "inputmode": "the keyboard of a phone",
    "rows": "height of a text area",
    "cards": "choices as large buttons with text (choice_texts, choice_icons of the field)",
    "inline": "choices side by side",
    "hide_label": "the label is only read out",
    "wide": "takes the whole width of a form grid",
    "describedby": "further ids that describe the field",
    "optional": "False leaves out the word freiwillig",
    "attrs": "a dictionary of further attributes of the input",
}


@cache
def _template(name: str) -> NodeList:
    engine = Engine.get_default()
    plain = engine.get_template(f"ui/field/{name}.html")
    return Template(minified(plain.source), origin=plain.origin, name=plain.name, engine=engine).nodelist


# The first class that fits decides; a CheckboxSelectMultiple is a RadioSelect to Django.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.RadioSelect, "choices"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
)


def kind_of(bound: BoundField) -> str:
    """Which of the templates in ``ui/field/`` shows the field."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if hasattr(widget, "render_field"):
        return "whole"
    return next((kind for cls, kind in KINDS if isinstance(widget, cls)), "input")


def first_id(bound: BoundField) -> str:
    """Where a link in the error summary leads: the input, or the first of a group."""
    if kind_of(bound) == "whole":
        return bound.id_for_label
    return f"{bound.auto_id}_0" if kind_of(bound) == "choices" else bound.auto_id


def _input_class(kind: str, *, invalid: bool) -> str:
    name = {"select": "kern-form-input__select", "checkbox": "kern-form-check__checkbox"}.get(
        kind, "kern-form-input__input"
    )
    return f"{name} {name}--error" if invalid else name


def field_values(bound: BoundField, options: dict[str, Any]) -> dict[str, Any]:
    """What the templates in ``ui/field/`` need to know."""
    kind = kind_of(bound)
    base = bound.auto_id
    errors = [str(error) for error in bound.errors]
    hint = options.get("hint") or bound.help_text
    length = getattr(bound.field, "max_length", None)
    counted = bool(length) and isinstance(bound.field.widget, forms.Textarea)
    described = [
        name for name, there in ((f"{base}_hint", hint), (f"{base}_error", errors), (f"{base}_count", counted)) if there
    ]
    if options.get("describedby"):
        described.append(str(options["describedby"]))
    optional = not bound.field.required and kind != "checkbox" and options.get("optional") is not False
    return {
        "bound": bound,
        "kind": kind,
        "id": base,
        "label": options.get("label") or bound.label,
        "hint": hint,
        "error": " ".join(errors),
        "described": " ".join(described),
        "optional": optional and not getattr(bound.field, "unmarked", False),
        "max_length": length if counted else None,
        "options": options,
    }


def widget_attrs(values: dict[str, Any]) -> dict[str, Any]:
    """The attributes of the input itself."""
    bound, options = values["bound"], values["options"]
    attrs: dict[str, Any] = {"class": _input_class(values["kind"], invalid=bool(values["error"]))}
    # Our own messages stand at the fields and in the summary, so the browser's bubbles stay away: aria-required instead of required.
    if bound.field.required and not bound.field.widget.attrs.get("aria-required"):
        attrs["aria-required"] = "true"
    if values["error"]:
        attrs["aria-invalid"] = "true"
    # Always set, so that Django does not add ids of its own that our markup has not.
    attrs["aria-describedby"] = values["described"] or False
    if values["max_length"]:
        attrs["data-count"] = f"{values['id']}_count"
    for name in ("autocomplete", "inputmode", "rows"):
        if options.get(name):
            attrs[name] = options[name]
    return attrs | (options.get("attrs") or {})


def choice_values(values: dict[str, Any]) -> list[dict[str, Any]]:
    """The inputs of a group of choices, one by one."""
    field = values["bound"].field
    texts, icons = getattr(field, "choice_texts", {}), getattr(field, "choice_icons", {})
    # CheckboxSelectMultiple is a RadioSelect to Django.
    single = not isinstance(field.widget, forms.CheckboxSelectMultiple)
    found = []
    for sub in values["bound"].subwidgets:
        data = sub.data
        found.append(
            {
                "type": "radio" if single else "checkbox",
                "name": data["name"],
                "value": data["value"],
                "label": data["label"],
                "id": data["attrs"].get("id", ""),
                "checked": data["selected"],
                "disabled": bool(data["attrs"].get("disabled")),
                "text": texts.get(str(data["value"]), ""),
                "icon": icons.get(str(data["value"]), ""),
            }
        )
    return found


def render_field(context: Context, bound: BoundField, options: dict[str, Any]) -> SafeString:
    values = field_values(bound, options)
    kind = values["kind"]
    if kind == "hidden":
        return SafeString(bound.as_hidden())
    if kind == "whole":
        # A widget of several parts places label, hint and error itself.
        return bound.field.widget.render_field(bound, values)
    if kind == "choices":
        values["choices"] = choice_values(values)
    elif kind == "file":
        widget = bound.field.widget
        values["accept"] = widget.attrs.get("accept", "image/*")
        values["multiple"] = getattr(widget, "allow_multiple_selected", False)
        values["name"] = bound.html_name
        values["max_files"] = getattr(bound.field, "max_files", 5)
        values["max_mb"] = getattr(bound.field, "max_mb", 20)
    else:
        values["widget"] = bound.as_widget(attrs=widget_attrs(values))
    context.dicts.append(values)
    try:
        return _template(kind).render(context)
    finally:
        context.dicts.pop()


class FormFieldNode(Node):
    def __init__(self, field: FilterExpression, options: dict[str, FilterExpression]) -> None:
        self.field = field
        self.options = options

    def render(self, context: Context) -> SafeString:
        bound = self.field.resolve(context)
        if not isinstance(bound, BoundField):
            raise TemplateSyntaxError(f"form_field: {self.field.token} is not a field of a form.")
        return render_field(context, bound, {name: value.resolve(context) for name, value in self.options.items()})


def do_form_field(parser: Parser, token: Token) -> FormFieldNode:
    """``{% form_field form.email autocomplete="email" %}``"""
    _tag, *bits = token.split_contents()
    if not bits:
        raise TemplateSyntaxError("form_field needs a field: {% form_field form.email %}.")
    options = {}
    for bit in bits[1:]:
        name, _equals, value = bit.partition("=")
        if name not in OPTIONS or not value:
            raise TemplateSyntaxError(f"form_field does not know {bit!r}. Known: {', '.join(OPTIONS)}.")
        options[name] = parser.compile_filter(value)
    return FormFieldNode(parser.compile_filter(bits[0]), options)


class ErrorSummaryNode(Node):
    def __init__(self, forms_given: list[FilterExpression]) -> None:
        self.forms_given = forms_given

    def render(self, context: Context) -> SafeString:
        found: list[dict[str, Any]] = []
        for expression in self.forms_given:
            form = expression.resolve(context, ignore_failures=True)
            if form is not None and form.is_bound:
                found += errors_of(form)
        if not found:
            return SafeString("")
        context.dicts.append({"errors": found})
        try:
            return _template("errors").render(context)
        finally:
            context.dicts.pop()


def errors_of(form: forms.BaseForm) -> list[dict[str, Any]]:
    """The errors of a form in the order of its fields: first what concerns it as a whole."""
    found: list[dict[str, Any]] = [{"text": str(error), "href": "", "label": ""} for error in form.non_field_errors()]
    for bound in form:
        href = "" if bound.is_hidden else f"#{first_id(bound)}"
        found += [
            {"text": str(error), "href": href, "label": "" if bound.is_hidden else bound.label}
            for error in bound.errors
        ]
    return found


def do_error_summary(parser: Parser, token: Token) -> ErrorSummaryNode:
    """``{% error_summary form %}``, with more forms if the page has more."""
    bits = token.split_contents()[1:]
    if not bits:
        raise TemplateSyntaxError("error_summary needs a form: {% error_summary form %}.")
    return ErrorSummaryNode([parser.compile_filter(bit) for bit in bits])
