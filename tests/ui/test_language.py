# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts in another language than the page say so."""

import copy
import pickle

import pytest
from django import forms
from django.template import engines
from django.utils.translation import gettext_lazy, override

from nahdran.kit.language import Worded, in_reader_language
from nahdran.ui.forms import LineField, UiForm


def shown(source, language="en", **values):
    with override(language):
        return engines["django"].from_string(source).render(values)


def test_a_text_without_an_english_version_says_that_it_is_german():
    with override("en"):
        name = in_reader_language("Straße", "")

    assert shown("{{ name|lang }}", name=name) == '<span lang="de">Straße</span>'
    assert shown("{{ name|lang }}", "de", name=name) == "Straße"


def test_the_english_version_needs_no_mark_in_english():
    with override("en"):
        name = in_reader_language("Straße", "Road")

    assert shown("{{ name|lang }}", name=name) == "Road"


def test_a_stored_text_is_marked_by_the_language_it_is_known_to_have():
    assert shown('{{ title|lang:"de" }}', title="Schlagloch") == '<span lang="de">Schlagloch</span>'
    assert shown('{{ title|lang:"de" }}', "de", title="Schlagloch") == "Schlagloch"


@pytest.mark.parametrize("text", ["Notiz", gettext_lazy("Start"), None, ""])
def test_a_text_of_unknown_language_stays_as_it_is(text):
    assert shown("{{ text|lang }}", text=text) == shown("{{ text }}", text=text)


def test_markup_in_a_text_stays_text():
    assert shown('{{ text|lang:"de" }}', text="<b>") == '<span lang="de">&lt;b&gt;</span>'
    assert shown('{{ text|lang:"de" }}', "de", text="<b>") == "&lt;b&gt;"


def test_an_element_with_paragraphs_carries_the_language_itself():
    assert shown('<div{{ text|lang_attr:"de" }}></div>', text="Ja") == '<div lang="de"></div>'
    assert shown('<div{{ text|lang_attr:"de" }}></div>', "de", text="Ja") == "<div></div>"
    assert shown('<div{{ text|lang_attr:"de" }}></div>', text="") == "<div></div>"


@pytest.mark.parametrize("again", [copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])
def test_a_copy_still_knows_its_language(again):
    text = again(Worded("Straße", "de"))

    assert (text, text.language) == ("Straße", "de")


class NamesForm(UiForm, forms.Form):
    languages = {"name": "de", "name_en": "en"}
    name = LineField(label=Worded("Bezeichnung", "de"))
    name_en = LineField(label="English")


def test_a_field_says_the_language_of_what_is_typed_into_it():
    page = shown("{% form_field form.name %}{% form_field form.name_en %}", form=NamesForm())

    assert '<span lang="de">Bezeichnung</span>' in page
    assert 'name="name" lang="de"' in page
    assert 'name="name_en" lang="en"' in page


class RowField(forms.ModelChoiceField):
    pass


class OwnWordsField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return "eigen"


class RowsForm(UiForm, forms.Form):
    row = RowField(queryset=None)
    own = OwnWordsField(queryset=None)


class Row:
    label = Worded("Straße", "de")


def test_rows_to_choose_from_are_named_in_the_language_of_the_reader():
    fields = RowsForm().fields

    assert fields["row"].label_from_instance(Row()).language == "de"
    assert fields["row"].label_from_instance("ohne") == "ohne"
    assert fields["own"].label_from_instance(Row()) == "eigen"
