# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fields of forms: label, hint, input and error belong together for everybody."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template, TemplateSyntaxError
from django.utils.datastructures import MultiValueDict

from nahdran.ui.forms import CardField, DateField, EmailField, FilesField, LineField, TextField, UiForm


class AnswerForm(UiForm, forms.Form):
    name = LineField(label="Name", help_text="Wie im Ausweis")
    phone = LineField(label="Telefon", required=False)
    text = TextField(label="Text", max_length=20)
    mail = EmailField(label="E-Mail", required=False)
    day = DateField(label="Tag", required=False)
    count = forms.IntegerField(label="Anzahl", required=False)
    place = forms.ChoiceField(label="Ort", choices=[("", "Bitte wählen"), ("b", "Birk")])
    way = forms.ChoiceField(label="Weg", choices=[("mail", "E-Mail"), ("post", "Brief")], widget=forms.RadioSelect)
    news = forms.MultipleChoiceField(
        label="Neues", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    card = CardField(label="Karte", choices=[("x", "X")], texts={"x": "Ein Text"}, icons={"x": "pin"}, required=False)
    agreed = forms.BooleanField(label="Gelesen")
    files = FilesField(label="Foto", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def first(self, *tags: str) -> dict[str, str | None]:
        return next(attrs for tag, attrs in self.found if tag in tags)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag]


def show(form: forms.Form, name: str, options: str = "") -> tuple[str, Elements]:
    html = Template("{% form_field form." + name + " " + options + " %}").render(Context({"form": form}))
    return html, Elements(html)


def wrong() -> AnswerForm:
    return AnswerForm({"text": "x" * 21, "day": "31.02.2026", "mail": "erika", "count": "viele"})


def test_label_and_input_belong_together():
    _html, found = show(AnswerForm(), "name")
    assert found.first("label")["for"] == found.first("input")["id"] == "id_name"


def test_the_hint_describes_the_input():
    html, found = show(AnswerForm(), "name")
    assert found.first("input")["aria-describedby"] == "id_name_hint"
    assert 'id="id_name_hint"' in html


def test_a_text_area_is_as_high_as_its_field_says_and_low_where_nobody_says():
    class Letter(UiForm, forms.Form):
        own = TextField(rows=3)
        plain = forms.CharField(widget=forms.Textarea)

    letter = Letter()

    assert 'rows="3"' in str(letter["own"])
    assert 'rows="4"' in str(letter["plain"])


def test_required_is_said_to_screen_readers_and_not_to_the_browser():
    _html, found = show(AnswerForm(), "name")
    field = found.first("input")
    assert field["aria-required"] == "true"
    assert "required" not in field


def test_only_optional_fields_say_that_they_are():
    assert "freiwillig" in show(AnswerForm(), "phone")[0]
    assert "freiwillig" not in show(AnswerForm(), "name")[0]
    assert "freiwillig" not in show(AnswerForm(), "phone", "optional=False")[0]
    assert "freiwillig" not in show(AnswerForm(), "agreed")[0]


def test_an_error_is_tied_to_the_input():
    html, found = show(wrong(), "name")
    field = found.first("input")
    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"] == "id_name_hint id_name_error"
    assert 'id="id_name_error"' in html
    assert "Bitte füllen Sie dieses Feld aus." in html


def test_every_described_id_exists():
    form = wrong()
    for name in form.fields:
        html, found = show(form, name)
        for _tag, attrs in found.found:
            for described in (attrs.get("aria-describedby") or "").split():
                assert f'id="{described}"' in html, (name, described)


def test_every_input_has_a_label():
    form = AnswerForm()
    for name in form.fields:
        _html, found = show(form, name)
        labels = {attrs.get("for") for attrs in found.all("label")}
        for attrs in [*found.all("input"), *found.all("select"), *found.all("textarea")]:
            # A card is a label around its input.
            assert attrs.get("type") == "hidden" or attrs["id"] in labels or name == "card", name


def test_a_group_is_a_fieldset_with_its_error():
    html, found = show(wrong(), "way")
    assert found.first("fieldset")["aria-describedby"] == "id_way_error"
    assert "<legend" in html
    assert [attrs["type"] for attrs in found.all("input")] == ["radio", "radio"]
    assert "Bitte wählen Sie etwas aus." in html


def test_several_choices_are_checkboxes():
    _html, found = show(AnswerForm(initial={"news": ["b"]}), "news")
    assert [attrs["type"] for attrs in found.all("input")] == ["checkbox", "checkbox"]
    assert ["checked" in attrs for attrs in found.all("input")] == [False, True]


def test_a_tick_is_asked_for_in_words():
    assert "Bitte kreuzen Sie das an." in show(wrong(), "agreed")[0]


def test_cards_show_text_and_icon():
    html, _found = show(AnswerForm(), "card", "cards=True")
    assert "Ein Text" in html
    assert "#pin" in html


def test_what_was_typed_wrong_still_stands_there():
    form = wrong()
    assert show(form, "day")[1].first("input")["value"] == "31.02.2026"
    assert show(form, "day")[1].first("input")["type"] == "text"
    assert show(form, "count")[1].first("input")["value"] == "viele"
    assert "x" * 21 in show(form, "text")[0]


def test_a_day_in_german_spelling_is_understood_and_shown_by_the_browsers_field():
    form = AnswerForm({"day": "24.12.2026"})
    form.is_valid()
    assert form.cleaned_data["day"].isoformat() == "2026-12-24"
    field = show(form, "day")[1].first("input")
    assert (field["type"], field["value"]) == ("date", "2026-12-24")


def test_a_text_counts_its_characters_and_cuts_nothing_off():
    html, found = show(AnswerForm(), "text")
    field = found.first("textarea")
    assert "maxlength" not in field
    assert field["data-count"] == "id_text_count"
    assert "Höchstens 20 Zeichen" in html
    assert "Bitte höchstens 20 Zeichen. Jetzt sind es 21." in show(wrong(), "text")[0]


def test_control_characters_are_taken_out():
    form = AnswerForm({"name": "Eri\x00ka\u202e  Muster\n\nmann", "text": " Zeile\r\nzwei\x07 "})
    form.is_valid()
    assert form.cleaned_data["name"] == "Erika Muster mann"
    assert form.cleaned_data["text"] == "Zeile\nzwei"


def test_files_are_a_list_with_a_limit():
    def given(count: int) -> AnswerForm:
        return AnswerForm({}, MultiValueDict({"files": [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(count)]}))

    form = given(2)
    form.is_valid()
    assert [file.name for file in form.cleaned_data["files"]] == ["0.jpg", "1.jpg"]
    form = given(6)
    assert form.errors["files"] == ["Hier gehen höchstens 5 Dateien."]
    form = AnswerForm({})
    form.is_valid()
    assert form.cleaned_data["files"] == []


def test_an_unknown_option_is_refused():
    with pytest.raises(TemplateSyntaxError, match="Known: label, hint"):
        Template("{% form_field form.name placeholder='x' %}")


def test_something_else_than_a_field_is_refused():
    with pytest.raises(TemplateSyntaxError, match="is not a field"):
        Template("{% form_field form.nothing %}").render(Context({"form": AnswerForm()}))


def summary(form: forms.Form) -> str:
    return Template("{% error_summary form %}").render(Context({"form": form}))


def test_the_summary_leads_to_the_fields_in_their_order():
    html = summary(wrong())
    links = re.findall(r'href="#([^"]+)"', html)
    assert links == ["id_name", "id_text", "id_mail", "id_day", "id_count", "id_place", "id_way_0", "id_agreed"]
    assert 'role="alert" tabindex="-1"' in html
    assert "8 Angaben fehlen noch oder stimmen nicht" in html
    for name in links:
        assert f'id="{name}"' in "".join(show(wrong(), field)[0] for field in AnswerForm().fields)


def test_without_errors_there_is_no_summary():
    assert summary(AnswerForm()) == ""


def test_an_error_of_the_whole_form_stands_without_a_link():
    class Whole(UiForm, forms.Form):
        name = LineField(label="Name", required=False)

        def clean(self) -> None:
            raise forms.ValidationError("Das geht <b>heute</b> nicht.")

    html = summary(Whole({}))
    assert "Das geht &lt;b&gt;heute&lt;/b&gt; nicht." in html
    assert "<a " not in html
    assert "Eine Angabe fehlt noch oder stimmt nicht" in html


def test_a_widget_of_several_parts_draws_itself():
    class Whole(forms.TextInput):
        def render_field(self, bound, values) -> str:
            return f"{values['label']}|{values['id']}|{values['error']}|{values['optional']}"

        def id_for_label(self, id_: str) -> str:
            return f"{id_}_first"

    class PlaceForm(UiForm, forms.Form):
        place = LineField(label="Ort", widget=Whole())

    form = PlaceForm({})
    assert show(form, "place")[0] == "Ort|id_place|Bitte füllen Sie dieses Feld aus.|False"
    assert 'href="#id_place_first"' in summary(form)
