# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The log is read by people: no keys, codes or numbers of rows, and in the language of the reader."""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from nahdran.accounts.models import Role
from nahdran.accounts.operations.people import change
from nahdran.audit.models import Entry
from nahdran.audit.operations import record, record_read
from nahdran.audit.registry import actions, detail_labels, value_words
from nahdran.audit.tables import lines
from nahdran.cases.models import ReplyTemplate
from nahdran.cases.operations import change_status, hand_over
from nahdran.org.models import Closure
from nahdran.org.operations import save_closure, save_text
from nahdran.places.models import District
from nahdran.reports.operations.routes import set_rule
from tests.factories.accounts import client_of, make_admin, make_citizen, make_staff
from tests.factories.cases import make_person, make_unit
from tests.factories.reports import make_category, make_group, make_map, make_report, make_routing_fallback

SOURCES = Path(__file__).resolve().parents[2] / "src" / "nahdran"


def said(entry, language="de"):
    """Everything a reader sees of the details."""
    with override(language):
        (line,) = lines([entry])
        return {str(label): ", ".join(map(str, values)) for label, values in line.details}


def opened(unit):
    """A case of a defect that has come to a unit."""
    make_map()
    make_routing_fallback(unit)
    return make_report(make_category("Schlagloch")).case


def last(action):
    return Entry.objects.filter(action=action).latest("id")


@pytest.mark.django_db
def test_a_hand_over_names_the_units() -> None:
    light, roads = make_unit("Team Licht"), make_unit("Straßenmeisterei")
    case = opened(light)
    clerk = make_person(light, rights=("cases.read", "cases.work"))

    hand_over(case=case, unit=roads, reason="Falsche Stelle", actor=clerk)

    assert said(last("cases.handed_over")) == {"vorher": "Team Licht", "nachher": "Straßenmeisterei"}
    assert list(said(last("cases.handed_over"), "en")) == ["before", "after"]


@pytest.mark.django_db
def test_a_status_is_named_as_the_desk_names_it() -> None:
    unit = make_unit()
    case, clerk = opened(unit), make_person(unit, rights=("cases.read", "cases.work"))
    end = case.of_kind.workflow.next_of(case.status)[0]
    before = case.state.label

    change_status(case=case, to=end.key, public_text="Wir sehen es uns an.", actor=clerk)

    assert said(last("cases.status")) == {"vorher": str(before), "nachher": str(end.label)}


@pytest.mark.django_db
def test_opening_a_case_says_kind_channel_and_unit_in_words() -> None:
    case = opened(make_unit("Bürgerbüro"))

    words = said(last("cases.opened"))

    assert words["Art"] == str(case.of_kind.label)
    assert words["Kanal"] == case.get_channel_display()
    assert words["Einheit"] == "Bürgerbüro"


@pytest.mark.django_db
def test_roles_and_rights_are_named() -> None:
    admin, person = make_admin(), make_staff()

    change(actor=admin, person=person, name=person.name, roles=list(Role.objects.filter(key="clerk")))

    assert said(last("accounts.roles_changed")) == {"hinzugefügt": "Sachbearbeitung"}
    assert said(last("accounts.roles_changed"), "en") == {"added": "Case worker"}

    record(action="accounts.role_removed", data={"rights": ["cases.read", "of_an_app_that_is_gone"]})
    assert said(last("accounts.role_removed"))["Rechte"].endswith(", of_an_app_that_is_gone")
    assert "cases.read" not in said(last("accounts.role_removed"))["Rechte"]


@pytest.mark.django_db
def test_a_closing_day_is_a_day_and_a_text_has_its_name() -> None:
    save_closure(day=date(2026, 12, 24), reason="Heiligabend", actor=None)
    save_text(key="org.footer_note", language="de", text="Rufen Sie an.", actor=None)

    assert said(last("org.closure")) == {"Datum": "24.12.2026"}
    assert said(last("org.closure"), "en") == {"Date": "24 Dec 2026"}
    assert said(last("org.text")) == {"Titel": "Satz im Fuß der Seite", "Sprache": "Deutsch"}
    with override("en"):
        (line,) = lines([last("org.closure")])
        assert (line.kind, line.thing, line.thing.language) == ("Closing day", "Heiligabend", "de")


@pytest.mark.django_db
def test_a_rule_names_group_and_district() -> None:
    make_map()
    district = District.objects.filter(is_current=True).first()
    group = make_group("Straßenbeleuchtung", key="beleuchtung", name_en="Street lighting")

    set_rule(unit=make_unit("Team Licht"), actor=None, group=group, district=district)

    assert said(last("reports.routing")) == {
        "Gruppe": "Straßenbeleuchtung",
        "Ortsteil": district.name,
        "Einheit": "Team Licht",
    }
    assert said(last("reports.routing"), "en")["Group"] == "Street lighting"


@pytest.mark.django_db
def test_yes_and_no_are_words_and_empty_details_are_left_out() -> None:
    category = make_category("Schlagloch")

    record(action="reports.category", obj=category, data={"name": "Schlagloch", "active": False, "group": None})

    assert said(last("reports.category")) == {"Name": "Schlagloch", "in Gebrauch": "nein"}


@pytest.mark.django_db
def test_what_is_no_longer_known_is_shown_as_it_was_stored() -> None:
    Entry.objects.create(at="2026-01-01T00:00Z", action="gone.done", object_type="gone.thing", data={"x": ["y", {}]})

    with override("en"):
        (line,) = lines(Entry.objects.filter(action="gone.done"))

    assert (line.action, line.kind, line.details) == ("gone.done", "gone.thing", [("x", ["y", "{}"])])


@pytest.mark.django_db
def test_a_citizen_is_a_number_in_every_language() -> None:
    citizen = make_citizen()
    record(action="accounts.data_exported", actor=citizen, obj=citizen)

    with override("en"):
        (line,) = lines([last("accounts.data_exported")])

    assert line.actor == line.thing == f"Citizen’s account {citizen.pk}"


@pytest.mark.django_db
def test_a_template_is_named_by_its_title() -> None:
    wording = ReplyTemplate.objects.create(title="Danke", text="Danke.")
    closure = Closure.objects.create(date="2026-12-24", reason="Heiligabend")

    assert (str(wording), str(closure)) == ("Danke", "Heiligabend")


@pytest.mark.django_db
def test_a_page_of_the_log_costs_the_same_for_one_and_thirty_entries() -> None:
    admin, client = make_admin(), client_of(make_admin())
    case = opened(make_unit())

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/arbeitsplatz/protokoll/").status_code == 200
        return len(asked)

    def work() -> None:
        record(action="cases.opened", obj=case, data={"unit": case.unit_id, "kind": "report"})
        record(action="cases.assigned", actor=admin, obj=case, data={"assignee": admin.pk})

    work()
    cost()
    first = cost()
    for _number in range(10):
        work()

    assert cost() == first <= 15


@pytest.mark.django_db
def test_the_page_and_the_export_speak_english() -> None:
    client = client_of(make_admin())
    client.cookies["django_language"] = "en"
    case = opened(make_unit("Bürgerbüro"))
    record_read(actor=make_staff(), obj=case, what="Vorgang")

    page = client.get("/arbeitsplatz/protokoll/").content.decode()
    sheet = b"".join(client.post("/arbeitsplatz/protokoll/export/", {}).streaming_content).decode()

    for text in (page, sheet):
        assert "Personal data viewed" in text
        assert "Vorgang" not in text


def dicts_of(function):
    """The literal dictionaries that a function keeps under a name."""
    return {
        target.id: node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def keys_recorded():
    """Each key of a ``data`` that stands in the code, with the place where it is recorded."""
    for file in sorted(SOURCES.rglob("*.py")):
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            named = dicts_of(function)
            for node in ast.walk(function):
                if (
                    not isinstance(node, ast.Call)
                    or getattr(node.func, "id", getattr(node.func, "attr", "")) != "record"
                ):
                    continue
                given = next((each.value for each in node.keywords if each.arg == "data"), None)
                data = named.get(given.id) if isinstance(given, ast.Name) else given
                for key in data.keys if isinstance(data, ast.Dict) else ():
                    if isinstance(key, ast.Constant):
                        yield key.value, f"{file.relative_to(SOURCES)}:{node.lineno}"


def test_every_detail_that_is_recorded_has_a_word() -> None:
    without = {key: place for key, place in keys_recorded() if key not in detail_labels}

    assert without == {}


def test_every_sort_that_an_action_names_is_known() -> None:
    unknown = {(action.key, sort) for action in actions for sort in action.sorts.values() if sort not in value_words}

    assert unknown == set()
