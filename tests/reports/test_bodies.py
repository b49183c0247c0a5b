# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where somebody else than the town answers: found by kind and place, explained, passed on with one click, and never a dead end."""

import json
import re
from contextlib import suppress

import pytest
import time_machine
from django.db import IntegrityError
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nahdran.audit.models import Entry
from nahdran.cases.enums import PartyRole
from nahdran.cases.models import Case, Party
from nahdran.cases.operations import NewParty, change_status, forget_people
from nahdran.notices.models import Delivery
from nahdran.places.models import Area, Course
from nahdran.reports.draft_access import COOKIE, token_of
from nahdran.reports.enums import BodyDoes, BodyWhere
from nahdran.reports.geometry import UnreadableArea, read_area
from nahdran.reports.models import Body, HandOver, Report, ReportDraft
from nahdran.reports.operations import (
    NewReport,
    OutsideTown,
    confirm,
    open_report,
    pass_on,
    propose_bodies,
    save_body,
    submit,
)
from nahdran.reports.queries.bodies import body_for
from tests.factories.accounts import client_of, give_role, make_role, make_staff
from tests.factories.reports import IN_BIRK, INSIDE, OUTSIDE, make_category, make_draft, make_report

HOME = "/arbeitsplatz/einstellungen/maengel/andere/"
EMAIL = "erika.mustermann@example.org"


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as traveller:
        yield traveller


def make_body(name="Autobahn GmbH", *, groups=(), categories=(), districts=(), **fields):
    values = {"explanation": f"{name} ist dafür da.", "does": BodyDoes.CONTACT, **fields}
    body = Body(name=name, **values)
    return save_body(body=body, sets={"groups": groups, "categories": categories, "districts": districts}, actor=None)


def taking(name="Autobahn GmbH", **fields):
    return make_body(name, does=BodyDoes.HAND_OVER, email="meldung@autobahn.example", **fields)


def east(metres, start=INSIDE):
    return (start[0] + metres / 70_200, start[1])


def road(ref="A 3", kind="motorway"):
    """North to south through the place of the tests."""
    lines = {"type": "LineString", "coordinates": [[INSIDE[0], 50.81], [INSIDE[0], 50.89]]}
    return Course.objects.create(kind=kind, ref=ref, lines=lines, source=f"{kind}/{ref}")


def browser(draft):
    client = Client()
    client.cookies[COOKIE] = token_of(draft)
    return client


def text_of(response):
    return response.content.decode()


def place_at(lon, lat, **more):
    return {"place_lon": f"{lon}", "place_lat": f"{lat}", "place_state": "chosen", "place_source": "map", **more}


def test_a_body_for_everything_in_the_whole_town(lamp):
    body = make_body()

    assert body_for(lamp, *INSIDE) == body
    assert body_for(None, *INSIDE) == body
    assert body_for(lamp, *OUTSIDE) is None


def test_a_body_answers_for_its_kinds_and_groups_only(lamp, lighting):
    other, third = make_category("Loch"), make_category("Ast")
    body = make_body(groups=[lighting], categories=[other])

    assert body_for(lamp, *INSIDE) == body
    assert body_for(other, *INSIDE) == body
    assert body_for(third, *INSIDE) is None
    assert body_for(None, *INSIDE) is None


def test_a_body_answers_in_its_districts(lamp, districts):
    body = make_body(where=BodyWhere.DISTRICTS, districts=[districts["Birk"]])

    assert body_for(lamp, *IN_BIRK) == body
    assert body_for(lamp, *INSIDE) is None


def test_a_body_answers_along_its_roads(lamp):
    road()
    body = make_body(where=BodyWhere.COURSES, course_kind="motorway", width_m=20)

    assert body_for(lamp, *east(15)) == body
    assert body_for(lamp, *east(30)) is None


@pytest.mark.parametrize(("refs", "found"), [("", True), ("A 3", True), ("a3, A 560", True), ("A 560", False)])
def test_only_the_numbers_named_count(lamp, refs, found):
    road()
    make_body(where=BodyWhere.COURSES, course_kind="motorway", course_refs=refs)

    assert (body_for(lamp, *INSIDE) is not None) == found


def test_a_body_answers_in_an_area_as_it_is_and_beside_a_line(lamp):
    lon, lat = INSIDE
    square = {
        "type": "Polygon",
        "coordinates": [[[lon, lat], [lon + 0.01, lat], [lon + 0.01, lat + 0.01], [lon, lat + 0.01], [lon, lat]]],
    }
    line = {"type": "LineString", "coordinates": [[lon - 0.02, lat - 0.02], [lon - 0.01, lat - 0.02]]}
    body = make_body(where=BodyWhere.AREA, area=square, width_m=200)
    assert body_for(lamp, lon + 0.005, lat + 0.005) == body
    assert body_for(lamp, lon - 0.0005, lat + 0.005) is None, "an area is not made wider"

    body.area = line
    save_body(body=body, sets={}, actor=None)

    assert body_for(lamp, lon - 0.015, lat - 0.021) == body
    assert body_for(lamp, lon + 0.005, lat + 0.005) is None


def test_the_first_in_their_order_wins(lamp):
    make_body("Später", position=20)
    first = make_body("Zuerst", position=10)

    assert body_for(lamp, *INSIDE) == first


def test_a_body_out_of_use_answers_for_nothing(lamp):
    make_body(is_active=False)

    assert body_for(lamp, *INSIDE) is None


def test_outside_the_neighbour_answers_before_everybody_else(lamp):
    Area.objects.create(
        kind=Area.Kind.NEIGHBOUR, name="Much", source="test/much", lon=OUTSIDE[0], lat=OUTSIDE[1], version="x"
    )
    anybody = make_body("Kreisverwaltung", where=BodyWhere.OUTSIDE, position=1)
    make_body("Hennef", where=BodyWhere.OUTSIDE, neighbour="Hennef", position=2)
    much = make_body("Gemeinde Much", where=BodyWhere.OUTSIDE, neighbour="Much", position=3)

    assert body_for(lamp, *OUTSIDE) == much
    much.delete()
    assert body_for(lamp, *OUTSIDE) == anybody


def test_a_new_map_and_a_new_body_are_seen_at_once(lamp):
    body = make_body(where=BodyWhere.COURSES, course_kind="motorway")
    assert body_for(lamp, *INSIDE) is None
    road()
    Area.objects.filter(kind=Area.Kind.MUNICIPALITY).update(version="newer")

    assert body_for(lamp, *INSIDE) == body


def test_the_number_of_questions_is_constant(lamp, django_assert_max_num_queries):
    for number in range(5):
        make_body(f"Stelle {number}", where=BodyWhere.COURSES, course_kind="motorway")
    body_for(lamp, *INSIDE)
    with django_assert_max_num_queries(4):
        body_for(lamp, *INSIDE)


def test_the_form_explains_and_passes_on_with_one_click(lamp, stored, clock):
    taking()
    client = browser(make_draft(lamp))

    page = client.post("/maengel/neu/art/", {"art": "lampe"}, follow=True)
    assert page.redirect_chain[-1][0] == "/maengel/neu/zustaendig/"
    assert "Dafür ist zuständig: Autobahn GmbH" in text_of(page)
    assert "Autobahn GmbH ist dafür da." in text_of(page)
    onward = client.post("/maengel/neu/zustaendig/", {"weitergeben": "1"})
    assert onward.headers["Location"] == "/maengel/neu/angaben/"
    draft = ReportDraft.objects.get()
    draft.data["details_done"] = True
    draft.save()
    assert "Wir geben weiter an" in text_of(client.get("/maengel/neu/pruefen/"))
    client.post("/maengel/neu/pruefen/")

    case = Case.objects.get()
    assert case.status == "EXTERNAL"
    mail = Delivery.objects.get(template="reports/hand_over")
    assert mail.address == "meldung@autobahn.example"
    assert "Die Lampe vor der Bäckerei ist aus." in mail.text
    assert case.reference in mail.text
    assert Entry.objects.filter(action="reports.handed_over").count() == 1


def test_the_town_can_be_told_all_the_same(lamp, stored, clock):
    taking()
    client = browser(make_draft(lamp))

    client.post("/maengel/neu/zustaendig/", {"stadt": "1"})
    client.post("/maengel/neu/pruefen/")

    assert Case.objects.get().status == "NEW"
    assert not HandOver.objects.exists()


def test_who_only_has_a_contact_takes_nothing_from_us(lamp, stored, clock):
    make_body(url="https://melden.autobahn.example/", phone="0800 123")
    client = browser(make_draft(lamp))

    page = text_of(client.get("/maengel/neu/zustaendig/"))
    assert "https://melden.autobahn.example/" in page
    assert "0800 123" in page
    assert "weitergeben lassen" not in page
    client.post("/maengel/neu/zustaendig/", {"weitergeben": "1"})
    client.post("/maengel/neu/pruefen/")

    assert Case.objects.get().status == "NEW"


def test_where_the_town_takes_it_anyway_only_a_note_is_shown(lamp, stored, clock):
    make_body(does=BodyDoes.TOWN)
    client = browser(make_draft(lamp))

    assert client.post("/maengel/neu/art/", {"art": "lampe"}).headers["Location"] == "/maengel/neu/angaben/"
    assert "Autobahn GmbH ist dafür da." in text_of(client.get("/maengel/neu/angaben/"))


def test_decided_once_it_is_not_asked_again_until_it_is_another(lamp, stored, clock):
    taking()
    client = browser(make_draft(lamp))
    client.post("/maengel/neu/zustaendig/", {"stadt": "1"})
    assert client.post("/maengel/neu/art/", {"art": "lampe"}).headers["Location"] == "/maengel/neu/angaben/"

    taking("Deutsche Bahn", position=1)

    assert client.post("/maengel/neu/art/", {"art": "lampe"}).headers["Location"] == "/maengel/neu/zustaendig/"


def test_at_another_place_the_choice_is_forgotten(lamp, stored, clock):
    road()
    taking(where=BodyWhere.COURSES, course_kind="motorway")
    client = browser(make_draft(lamp))
    client.post("/maengel/neu/zustaendig/", {"weitergeben": "1"})

    client.post("/maengel/neu/ort/?weiter=pruefen", place_at(*IN_BIRK))
    client.post("/maengel/neu/pruefen/")

    assert Case.objects.get().status == "NEW"


def new_report(category, body, **fields):
    party = NewParty(name="Erika Mustermann", email=EMAIL, phone="0171 2345678")
    values = {"lon": INSIDE[0], "lat": INSIDE[1], "text": "Schild fehlt.", "party": party, **fields}
    return NewReport(category=category, body=body, **values)


def test_the_contact_goes_along_only_with_consent(lamp, stored):
    body = taking()
    open_report(new=new_report(lamp, body))
    open_report(new=new_report(lamp, body, shares_contact=True))

    without, with_contact = Delivery.objects.filter(template="reports/hand_over").order_by("pk")

    assert "Mustermann" not in without.text
    assert EMAIL not in without.text
    assert "Erika Mustermann" in with_contact.text
    assert "0171 2345678" in with_contact.text


def test_the_page_behind_the_link_shows_the_report_and_its_photos(lamp, stored, photo):
    body = taking()
    open_report(new=new_report(lamp, body, files=[photo()]))
    link = re.search(
        r"https?://[^/]+(/maengel/weitergabe/\S+)", Delivery.objects.get(template="reports/hand_over").text
    )[1]

    page = text_of(Client().get(link))

    assert "Schild fehlt." in page
    assert "Mustermann" not in page
    picture = re.search(r'src="(/maengel/weitergabe/[^"]+medium/)"', page)[1]
    assert Client().head(picture).status_code == 200


def test_without_the_secret_the_page_does_not_exist(lamp, stored):
    open_report(new=new_report(lamp, taking()))
    handed = HandOver.objects.get()

    assert Client().get(f"/maengel/weitergabe/{handed.token}/{'0' * 40}/").status_code == 404


def test_once_its_people_are_forgotten_the_link_shows_nothing(lamp, stored, clerk):
    case = open_report(new=new_report(lamp, taking())).case
    link = re.search(
        r"https?://[^/]+(/maengel/weitergabe/\S+)", Delivery.objects.get(template="reports/hand_over").text
    )[1]
    change_status(case=case, to="DONE", actor=clerk, public_text="Erledigt.")

    forget_people(case=case)

    assert Client().get(link).status_code == 404


def test_to_the_same_body_it_goes_once(lamp, stored):
    body, report = taking(), make_report(lamp)

    first = pass_on(case=report.case, body=body, shares_contact=False, actor=None)
    second = pass_on(case=report.case, body=body, shares_contact=True, actor=None)

    assert first == second
    assert Delivery.objects.filter(template="reports/hand_over").count() == 1


def test_beyond_the_boundary_the_neighbour_is_told(lamp, stored, clock):
    taking("Gemeinde Much", where=BodyWhere.OUTSIDE)
    client = browser(make_draft(lamp))

    refused = client.post("/maengel/neu/ort/", place_at(*OUTSIDE))
    assert refused.status_code == 422
    assert "Gemeinde Much ist dafür da." in text_of(refused)
    assert ReportDraft.objects.get().data["place"]["lon"] == INSIDE[0]
    onward = client.post("/maengel/neu/ort/", place_at(*OUTSIDE, weitergeben="1", kontakt="1"))
    assert onward.headers["Location"] == "/maengel/neu/art/"
    assert client.post("/maengel/neu/art/", {"art": "lampe"}).headers["Location"] == "/maengel/neu/angaben/"
    client.post("/maengel/neu/pruefen/")

    report = Report.objects.select_related("case").get()
    assert report.case.status == "EXTERNAL"
    assert (report.lon, report.lat) == OUTSIDE
    assert report.release == "HELD"
    assert HandOver.objects.get().shares_contact


def test_without_a_neighbour_that_takes_it_outside_stays_outside(lamp, stored, clock):
    make_body("Kreis", where=BodyWhere.OUTSIDE)
    client = browser(make_draft(lamp))

    assert client.post("/maengel/neu/ort/", place_at(*OUTSIDE, weitergeben="1")).status_code == 422
    with pytest.raises(OutsideTown):
        open_report(new=new_report(lamp, None, lon=OUTSIDE[0], lat=OUTSIDE[1]))
    with pytest.raises(OutsideTown):
        open_report(new=new_report(lamp, taking(), lon=OUTSIDE[0], lat=OUTSIDE[1]))


def test_what_waits_for_a_confirmation_is_passed_on_after_it(lamp, stored):
    sent = submit(new=new_report(lamp, taking(), shares_contact=True), key="x:1", confirm=True)
    assert not Delivery.objects.filter(template="reports/hand_over").exists()

    case = confirm(token=sent.token).case

    assert case.pk == HandOver.objects.get().report_id
    assert HandOver.objects.get().shares_contact
    assert Party.objects.filter(case=case, role=PartyRole.REQUESTER).exists()


def test_the_desk_is_told_who_answers_and_passes_on(lamp, stored, clerk):
    taking()
    desk = client_of(clerk)
    values = {"channel": "PHONE", "text": "Schild fehlt.", **place_at(*INSIDE)}

    asked = desk.post("/arbeitsplatz/neu/mangel/?art=lampe", values)
    assert asked.status_code == 422
    assert "Dafür ist zuständig: Autobahn GmbH" in text_of(asked)
    assert not Case.objects.exists()
    desk.post("/arbeitsplatz/neu/mangel/?art=lampe", values | {"trotzdem": "1", "weitergeben": "1"})

    assert Case.objects.get().status == "EXTERNAL"
    assert not HandOver.objects.get().shares_contact


def test_the_map_proposes_bodies_that_somebody_has_to_check(lamp):
    road()
    road("B 56", "federal")

    added = propose_bodies()

    assert [body.course_kind for body in added] == ["motorway", "federal"]
    assert not Body.objects.filter(is_active=True).exists()
    assert propose_bodies() == []


def test_a_body_that_takes_reports_must_be_reachable(db):
    with pytest.raises(IntegrityError):
        make_body(does=BodyDoes.HAND_OVER)


@pytest.fixture
def admin(lamp):
    person = make_staff()
    give_role(person, make_role(rights=["reports.manage"], name="Einrichtung"))
    return client_of(person)


def test_a_body_is_set_up_in_the_settings(admin, lighting):
    area = json.dumps(
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "LineString", "coordinates": [[7.21, 50.85], [7.22, 50.85]]},
        }
    )
    values = {
        "name": "Wasserverband",
        "sort": "UTILITY",
        "explanation": "Der Verband pflegt den Bach.",
        "where": "AREA",
        "area_text": area,
        "width_m": 30,
        "does": "CONTACT",
        "is_active": "on",
        "groups": [lighting.pk],
    }
    assert admin.post(HOME + "neu/", values).status_code == 302

    body = Body.objects.get()
    assert body.area["type"] == "LineString"
    assert list(body.groups.all()) == [lighting]
    assert "Wasserverband" in text_of(admin.get(HOME))
    assert admin.get(f"{HOME}{body.pk}/").status_code == 200
    admin.post(f"{HOME}{body.pk}/loeschen/")
    assert not Body.objects.exists()
    assert Entry.objects.filter(action="reports.body").count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"where": "AREA"}, "Fläche oder Linie ein"),
        ({"where": "AREA", "area_text": "kein JSON"}, "kein GeoJSON"),
        ({"where": "AREA", "area_text": '{"type": "Point", "coordinates": [7, 50]}'}, "Flächen oder Linien"),
        ({"where": "DISTRICTS"}, "mindestens einen Ortsteil"),
        ({"where": "COURSES"}, "woran entlang"),
        ({"does": "HAND_OVER"}, "Ohne E-Mail-Adresse"),
    ],
)
def test_what_is_missing_is_said(admin, changes, sentence):
    values = {"name": "X", "sort": "OTHER", "explanation": "Y", "where": "TOWN", "width_m": 10, "does": "CONTACT"}

    page = admin.post(HOME + "neu/", values | changes)

    assert page.status_code == 422
    assert sentence in text_of(page)
    assert not Body.objects.exists()


def test_proposals_come_from_the_page_too(admin):
    road()

    assert "1 Stelle ist vorgeschlagen" in text_of(admin.post(HOME + "vorschlagen/", follow=True))
    assert "noch niemand genannt" in text_of(admin.post(HOME + "vorschlagen/", follow=True))


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "features", "geometry", "geometries", "coordinates"]),
            inner | st.sampled_from(["FeatureCollection", "Feature", "Polygon", "LineString", "GeometryCollection"]),
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(json_values)
def test_whatever_is_pasted_as_an_area_is_read_or_refused(value):
    with suppress(UnreadableArea):
        assert read_area(json.dumps(value))["type"] in {
            "Polygon",
            "MultiPolygon",
            "LineString",
            "MultiLineString",
            "GeometryCollection",
        }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 100_000,
        "null",
        "NaN",
        '{"type": "Polygon", "coordinates": []}',
        '{"type": "LineString", "coordinates": [[0, 0], [5000000, 5000000]]}',
    ],
)
def test_odd_texts_are_refused_with_a_sentence(text):
    with pytest.raises(UnreadableArea):
        read_area(text)
