# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Strict components: what is misspelt is found when a page is compiled, what is given arrives, and nothing leaks."""

import pytest
from django.template import Context, Engine, Node, Template, TemplateSyntaxError
from django.template.base import FilterExpression, Variable
from django.template.defaulttags import IfNode
from django.utils.safestring import mark_safe
from django.utils.translation import override

from nahdran.ui.components import Component, ComponentError, components
from nahdran.ui.describing import DOCUMENT, merged


def render(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


def test_an_unknown_component_is_refused_with_a_list_of_the_known_ones():
    with pytest.raises(TemplateSyntaxError, match=r"buton.*Known: .*button"):
        Template('{% ui "buton" label="Senden" %}')


def test_an_unknown_prop_is_refused_with_a_list_of_the_known_ones():
    with pytest.raises(TemplateSyntaxError, match=r'does not know "colour".*label \(required\), kind'):
        Template('{% ui "button" label="Senden" colour="red" %}')


def test_a_missing_required_prop_is_refused():
    with pytest.raises(TemplateSyntaxError, match="needs label"):
        Template('{% ui "button" kind="primary" %}')


def test_an_unknown_choice_is_refused_when_it_stands_in_the_page():
    with pytest.raises(TemplateSyntaxError, match="Known: primary, secondary, tertiary"):
        Template('{% ui "button" label="Senden" kind="huge" %}')


def test_an_unknown_choice_from_a_variable_is_refused_when_rendered():
    with pytest.raises(ComponentError, match="Known: "):
        render('{% ui "button" label="Senden" kind=kind %}', kind="huge")


def test_a_prop_twice_is_refused():
    with pytest.raises(TemplateSyntaxError, match="given twice"):
        Template('{% ui "button" label="a" label="b" %}')


def test_a_component_name_must_stand_in_the_page():
    with pytest.raises(TemplateSyntaxError, match="in quotation marks"):
        Template("{% ui name %}")


def test_data_attributes_pass_only_where_the_component_lets_them():
    assert ' data-row="7"' in render('{% ui "button" label="x" data_row=row %}', row=7)
    with pytest.raises(TemplateSyntaxError, match="data_row"):
        Template('{% ui "status" label="x" data_row="7" %}')


def test_attributes_are_escaped_and_true_false_and_none_have_their_meaning():
    html = render(
        '{% ui "button" label="x" data_a=a data_b=True data_c=None data_d=False aria_expanded=False %}', a='"><script>'
    )
    assert "<script>" not in html
    assert " data-b" in html
    assert "data-c" not in html
    assert "data-d" not in html
    assert ' aria-expanded="false"' in html


def test_text_is_escaped_and_markup_of_a_component_stays_markup():
    html = render(
        '{% ui "status" label=label as badge %}{% uiblock "row" title="Zeile" %}{{ badge }}{% enduiblock %}',
        label="<b>neu</b>",
    )
    assert "&lt;b&gt;neu&lt;/b&gt;" in html
    assert '<span class="nd-status">' in html


def test_none_and_a_missing_variable_mean_the_default():
    html = render('{% ui "button" label="x" kind=nothing icon=missing %}', nothing=None)
    assert "kern-btn--secondary" in html
    assert "<svg" not in html


def test_nothing_of_the_page_around_leaks_into_a_component():
    html = render('{% ui "button" label="x" %}', kind="primary", icon="search", extra="leaked", disabled=True)
    assert (
        html == '<button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">x</span></button>'
    )


def test_the_page_around_is_unchanged_after_a_component():
    html = render('{% uiblock "panel" title="Innen" %}{{ title }}{% enduiblock %}{{ title }}', title="Außen")
    assert html.count("Außen") == 2
    assert html.count("Innen") == 1


def test_slots_are_placed_and_unknown_ones_refused():
    html = render('{% uiblock "row" title="x" %}Mitte{% slot "end" %}Ende{% endslot %}{% enduiblock %}')
    assert html.index("Mitte") < html.index("Ende")
    with pytest.raises(TemplateSyntaxError, match=r'no slot "ende".*start, end'):
        Template('{% uiblock "row" title="x" %}{% slot "ende" %}{% endslot %}{% enduiblock %}')


def test_a_component_without_content_refuses_the_block_form():
    with pytest.raises(TemplateSyntaxError, match="takes no content"):
        Template('{% uiblock "status" label="x" %}…{% enduiblock %}')


def test_fixed_words_are_rendered_once_per_language():
    template = Template('{% ui "demo" %}{% ui "save-note" text=_("Seite nicht gefunden") %}')
    with override("de"):
        german = template.render(Context())
        assert template.render(Context()) == german
    nodes = template.nodelist
    assert all(set(node.rendered) == {"de"} for node in nodes)
    with override("en"):
        template.render(Context())
    assert all(set(node.rendered) == {"de", "en"} for node in nodes)


def test_an_unknown_icon_is_an_error_that_lists_the_known_ones():
    with pytest.raises(TemplateSyntaxError, match=r'no icon "serch".*search'):
        Template('{% icon "serch" %}')
    assert render("{% icon name %}", name="") == ""


def test_an_icon_is_decoration_unless_it_has_a_label():
    assert 'aria-hidden="true"' in render('{% icon "search" %}')
    assert 'role="img" aria-label="Achtung &amp; Halt"' in render(
        '{% icon "alert" label=label %}', label="Achtung & Halt"
    )


@pytest.mark.parametrize("component", components, ids=lambda component: component.name)
def test_a_template_uses_only_what_its_component_declares(component: Component):
    known = {*component.defaults, *_prepared(component), "csrf_token", "True", "False", "None"}
    unknown = {name for name in _names(component.nodelist) if name not in known}
    assert unknown <= _local(component), f"{component.template_name} uses {unknown}"


def _prepared(component: Component) -> set[str]:
    """What ``prepare`` may add; the names stand in the code of the few components that have one."""
    code = getattr(component.prepare, "__code__", None)
    found: set[str] = set()
    if code:
        for constant in code.co_consts:
            found |= (
                set(constant) if isinstance(constant, tuple) else {constant} if isinstance(constant, str) else set()
            )
        found |= set(code.co_names)
    return found


def _nodes(nodelist: object) -> list[Node]:
    return list(nodelist.get_nodes_by_type(Node))  # type: ignore[attr-defined]


def _names(nodelist: object) -> set[str]:
    found: set[str] = set()
    for node in _nodes(nodelist):
        expressions = [value for value in vars(node).values() if isinstance(value, FilterExpression)]
        if isinstance(node, IfNode):
            expressions += [
                leaf.value for condition, _body in node.conditions_nodelists if condition for leaf in _leaves(condition)
            ]
        for name in ("dynamic", "attrs"):
            expressions += [
                expression for _name, expression in getattr(node, name, []) if isinstance(expression, FilterExpression)
            ]
        found |= {
            item.var.var.split(".")[0]
            for item in expressions
            if isinstance(item.var, Variable) and item.var.literal is None
        }
    return found


def _leaves(condition: object) -> list[object]:
    children = [
        child for child in (getattr(condition, "first", None), getattr(condition, "second", None)) if child is not None
    ]
    return [leaf for child in children for leaf in _leaves(child)] if children else [condition]


def _local(component: Component) -> set[str]:
    """Loop variables and the like."""
    names = {"forloop"}
    for node in _nodes(component.nodelist):
        names |= set(getattr(node, "loopvars", []))
    return names


def test_every_component_stands_on_the_component_page():
    source = "".join(
        Engine.get_default().get_template(f"shell/samples/{name}.html").source
        for name in (
            "colour",
            "actions",
            "forms",
            "feedback",
            "state",
            "lists",
            "choosing",
            "exchange",
            "maps",
            "icons",
        )
    )
    source += Engine.get_default().get_template("shell/components.html").source
    # Those that only stand inside others, or that a whole page is made of.
    elsewhere = {"upload", "fieldset", "chip", "pin", "date", "desk-head", "place-field", "draft-note"}
    names = {component.name for component in components}
    shown = {name for name in names if f'"{name}"' in source}
    assert names - shown - elsewhere == set()


def test_the_guide_describes_the_components_as_they_are():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert merged(text) == text, "Run manage.py ui_docs"


def test_safe_markup_may_stand_in_a_prop():
    assert "<b>fett</b>" in render('{% ui "row" title=title %}', title=mark_safe("<b>fett</b>"))
