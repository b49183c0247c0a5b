# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form field for a place: three equal ways, one of them without any script, and nothing believed that a browser claims."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict

from nahdran.places.chosen import MAX_DETAIL, ChosenPlace
from nahdran.places.fields import PlaceField, PlaceFormMixin, PlaceSource
from tests.factories.places import make_address, make_area, make_district, make_street

pytestmark = pytest.mark.django_db


class Report(PlaceFormMixin, forms.Form):
    place = PlaceField(label="Wo ist es?", detail=True)
    title = forms.CharField(label="Titel")


class Idea(forms.Form):
    place = PlaceField(label="Ort", required=False)


@pytest.fixture
def town(db: None) -> None:
    """Musterstadt with two streets; the Hauptstraße has three houses."""
    make_area()
    make_area("Nachbarort", kind="neighbour", boundary=None, lon=7.3, lat=50.05)
    district = make_district("Dorf")
    main = make_street("Hauptstraße", lon=7.05, lat=50.05, district=district)
    for number, lon in (("1", 7.05), ("3", 7.051), ("3a", 7.052)):
        make_address(main, number, lon=lon, lat=50.05)
    make_street("Birkenweg", lon=7.08, lat=50.08, district=district)


def sent(**values: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(MultiValueDict({f"place_{key}": [value] for key, value in values.items()}))
    data["title"] = "Loch"
    return data


def errors(form: forms.Form) -> list[str]:
    return [error.code for error in form.errors.as_data().get("place", [])]


def html(form: forms.Form) -> str:
    return Template("{% form_field form.place %}").render(Context({"form": form}))


def test_a_place_from_the_map_gets_its_label_from_our_own_tables(town: None) -> None:
    form = Report(
        sent(lon="7.051", lat="50.05", source="map", label="Rathaus des Bösen", state="chosen", detail=" am  Zaun ")
    )
    assert form.is_valid(), form.errors
    place = form.cleaned_data["place"]
    assert (place.label, place.source, place.detail, place.district) == (
        "Hauptstraße 3, Musterstadt",
        "map",
        "am Zaun",
        "Dorf",
    )


def test_a_chosen_street_keeps_its_own_label_although_a_house_is_near(town: None) -> None:
    form = Report(sent(lon="7.05", lat="50.05", source="address", label="Hauptstraße, Musterstadt", state="chosen"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["place"].label == "Hauptstraße, Musterstadt"


def test_a_label_that_belongs_elsewhere_is_not_kept(town: None) -> None:
    form = Report(sent(lon="7.051", lat="50.05", source="address", label="Birkenweg, Musterstadt", state="chosen"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["place"].label == "Hauptstraße 3, Musterstadt"


def test_an_unknown_source_counts_as_the_map(town: None) -> None:
    form = Report(sent(lon="7.051", lat="50.05", source="satellite", state="chosen"))
    assert form.is_valid()
    assert form.cleaned_data["place"].source == PlaceSource.MAP


def test_the_search_button_brings_the_form_back_with_choices_and_without_errors(town: None) -> None:
    data = sent(query="haupt 3", find="1")
    data["title"] = ""
    form = Report(data)
    assert not form.is_valid()
    assert form.errors == {}
    page = html(form)
    assert 'value="7.051000;50.050000;Hauptstraße 3, Musterstadt"' in page
    assert "Hauptstraße 3a, Musterstadt" in page
    assert 'value="haupt 3"' in page


def test_a_choice_from_the_list_is_the_place(town: None) -> None:
    form = Report(sent(query="haupt 3", searched="haupt 3", choice="7.051000;50.050000;Hauptstraße 3, Musterstadt"))
    assert form.is_valid(), form.errors
    place = form.cleaned_data["place"]
    assert (place.label, place.source) == ("Hauptstraße 3, Musterstadt", PlaceSource.ADDRESS)


def test_another_text_after_the_choice_is_searched_anew(town: None) -> None:
    form = Report(sent(query="birkenweg", searched="haupt 3", choice="7.051000;50.050000;Hauptstraße 3, Musterstadt"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["place"].label == "Birkenweg, Musterstadt"


def test_a_complete_address_needs_no_choice(town: None) -> None:
    form = Report(sent(query="Hauptstraße 3, Musterstadt"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["place"].lon == pytest.approx(7.051)


def test_a_text_with_several_meanings_asks_which(town: None) -> None:
    form = Report(sent(query="hauptstr 3"))
    assert not form.is_valid()
    assert errors(form) == ["searching"]
    assert html(form).count('type="radio"') == 2


def test_an_address_that_is_nowhere_says_so_and_keeps_what_was_typed(town: None) -> None:
    form = Report(sent(query="Zwergengasse 9"))
    assert not form.is_valid()
    assert errors(form) == ["nothing"]
    assert "Zu „Zwergengasse 9“ haben wir keine Adresse gefunden." in html(form)
    assert 'value="Zwergengasse 9"' in html(form)


def test_nothing_found_is_said_after_the_search_button_too(town: None) -> None:
    form = Report(sent(query="Zwergengasse 9", find="1"))
    assert not form.is_valid()
    assert errors(form) == ["nothing"]


def test_a_text_that_was_typed_after_the_map_counts_more_than_the_old_position(town: None) -> None:
    """Without a script the old position comes along again with every request."""
    form = Report(sent(query="Birkenweg", lon="7.051", lat="50.05", label="Hauptstraße 3, Musterstadt", source="map"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["place"].label == "Birkenweg, Musterstadt"


def test_a_settled_position_counts_although_the_name_has_not_arrived_yet(town: None) -> None:
    form = Report(sent(query="Birkenweg", lon="7.051", lat="50.05", label="", source="map", state="chosen"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["place"].label == "Hauptstraße 3, Musterstadt"


def test_outside_there_is_an_explanation_and_the_way_onward(town: None) -> None:
    form = Report(sent(lon="7.3", lat="50.05", source="position", state="chosen"))
    assert not form.is_valid()
    assert errors(form) == ["outside"]
    sentence = form.errors["place"][0]
    assert "außerhalb von Musterstadt" in sentence
    assert "Nachbarort" in sentence
    assert "115" in sentence


@pytest.mark.parametrize(
    "position", [("NaN", "50"), ("7,05", "50,05"), ("inf", "inf"), ("999", "50"), ("x" * 500, "1")]
)
def test_a_position_that_is_none_is_refused_plainly(town: None, position: tuple[str, str]) -> None:
    form = Report(sent(lon=position[0], lat=position[1], state="chosen"))
    assert not form.is_valid()
    assert errors(form) == ["required"]


def test_markup_and_control_signs_do_no_harm(town: None) -> None:
    form = Report(sent(query='<script>alert("1")</script>\x00', detail="<b>da</b>"))
    assert not form.is_valid()
    assert "<script>" not in html(form)


def test_a_long_refinement_is_refused_and_kept(town: None) -> None:
    form = Report(sent(lon="7.051", lat="50.05", state="chosen", detail="x" * (MAX_DETAIL + 1)))
    assert errors(form) == ["long"]
    assert "x" * (MAX_DETAIL + 1) in html(form)


def test_an_optional_place_may_stay_empty(town: None) -> None:
    form = Idea(sent())
    assert form.is_valid()
    assert form.cleaned_data["place"] is None


def test_a_required_place_says_what_to_do(town: None) -> None:
    form = Report(sent())
    assert errors(form) == ["required"]
    assert "suchen Sie die Adresse" in form.errors["place"][0]


def test_the_place_of_a_photo_is_a_proposal(town: None) -> None:
    page = html(Report(initial={"place": {"lon": 7.051, "lat": 50.05, "source": "photo"}}))
    assert "Wir haben den Ort aus dem Foto gelesen. Stimmt er?" in page
    assert "Hauptstraße 3, Musterstadt" in page
    assert 'value="photo"' in page


def test_the_proposal_of_a_photo_from_elsewhere_is_not_offered_as_a_place(town: None) -> None:
    page = html(Report(initial={"place": {"lon": 7.3, "lat": 50.05, "source": "photo"}}))
    assert "Stimmt er?" not in page
    assert "außerhalb von Musterstadt" in page


def test_a_known_place_is_shown_and_comes_back_unchanged(town: None) -> None:
    initial = {"place": ChosenPlace(7.051, 50.05, "Hauptstraße 3, Musterstadt", PlaceSource.ADDRESS)}
    assert 'value="Hauptstraße 3, Musterstadt"' in html(Report(initial=initial))
    again = {
        "query": "Hauptstraße 3, Musterstadt",
        "label": "Hauptstraße 3, Musterstadt",
        "lon": "7.051000",
        "lat": "50.050000",
    }
    form = Report(sent(**again, source="address"), initial=initial)
    assert form.is_valid(), form.errors
    assert form.changed_data == ["title"]


def test_numbers_stand_with_a_point_in_german_pages(town: None) -> None:
    page = html(Report(initial={"place": {"lon": 7.051, "lat": 50.05}}))
    assert 'value="7.051000"' in page
    assert 'data-bounds="7.000000,50.000000,7.100000,50.100000"' in page


def test_the_error_summary_leads_to_the_search_field(town: None) -> None:
    page = Template("{% error_summary form %}").render(Context({"form": Report(sent())}))
    assert 'href="#id_place_query"' in page


def test_an_unknown_layout_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="block, step"):
        PlaceField(layout="round")


def test_the_page_has_neither_styles_nor_scripts_in_it(town: None) -> None:
    page = html(Report(initial={"place": {"lon": 7.051, "lat": 50.05}}))
    assert "<script" not in page
    assert " style=" not in page
    assert " onclick" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_showing_the_field_costs_a_constant_number_of_queries(
    town: None, rows: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows):
        make_street(f"Weg {number}")
    form = Report(initial={"place": {"lon": 7.051, "lat": 50.05}})
    with django_assert_max_num_queries(10):
        html(form)


def test_maps_in_pages_know_their_points_and_their_list(town: None) -> None:
    source = '{% load places %}{% point_map label="Karte der Mängel" src="/maengel/karte.geojson?stand=offen" list="#liste" kind="twin" %}'
    page = Template(source).render(Context())
    assert 'data-src="/maengel/karte.geojson?stand=offen"' in page
    assert 'data-list="#liste"' in page
    assert "nd-twin__map" in page


def test_a_map_of_one_place_names_it(town: None) -> None:
    page = Template('{% load places %}{% pin_map lon=7.05 lat=50.05 label="Hauptstraße 1" tone="work" %}').render(
        Context()
    )
    assert 'data-lon="7.050000"' in page
    assert 'data-tone="work"' in page
