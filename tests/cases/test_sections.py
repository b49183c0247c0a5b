# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What other apps add to the page of a case, and where a case is."""

import pytest
from django.urls import reverse

from nahdran.cases.enums import Direction
from nahdran.cases.models import Message
from nahdran.cases.operations import add_note
from nahdran.cases.queries import sites_of
from nahdran.cases.slots import Site
from tests.cases.kind import placed, section
from tests.cases.test_desk_pages import cost
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db


def notes(case, user):
    rows = Message.objects.filter(case=case, direction=Direction.NOTE).order_by("id")
    return {"messages": rows.values("id", "case_id", "text")}


def shown(case, user, rows):
    return {"heading": "Aus einer anderen App", "notes": rows["messages"]}


def address(case):
    return reverse("desk:case", args=[case.reference])


@pytest.mark.parametrize("part", ["main", "side"])
def test_a_section_shows_its_rows_in_its_part_of_the_page(desk, case, clerk, part):
    add_note(case=case, actor=clerk, text="Leiter nötig")
    with section(sets=notes, context=shown, part=part):
        html = desk.get(address(case)).content.decode()

    assert f"<h2>Aus einer anderen App</h2><p>{part}: {case.reference}, Leiter nötig</p>" in html
    assert (html.index("Aus einer anderen App") < html.index('id="verlauf"')) == (part == "main")


def test_sections_keep_their_order_and_their_rows_apart(desk, case, clerk):
    add_note(case=case, actor=clerk, text="Leiter nötig")
    early = section(
        key="z", sets=notes, context=lambda case, user, rows: {"heading": "Früh", "notes": rows["messages"]}, order=1
    )
    late = section(key="a", context=lambda case, user, rows: {"heading": f"Spät {len(rows)}"}, order=2)
    with early, late:
        html = desk.get(address(case)).content.decode()

    assert html.index("Früh") < html.index("Spät 0")


def test_a_section_with_nothing_to_say_is_not_there(desk, case):
    with section(sets=notes, context=lambda case, user, rows: None):
        assert "side: " not in desk.get(address(case)).content.decode()


def test_a_section_is_told_who_reads(desk, case, clerk):
    with section(context=lambda case, user, rows: {"heading": f"Für {user.name}"}):
        assert f"Für {clerk.name}" in desk.get(address(case)).content.decode()


def test_sections_cost_no_query(desk, case, clerk):
    plain = cost(desk, address(case))
    for _ in range(3):
        add_note(case=case, actor=clerk, text="Leiter nötig")
    with section(sets=notes, context=shown), section(key="more", sets=notes, context=shown, part="main"):
        assert cost(desk, address(case)) == plain


def test_the_places_of_many_cases_come_in_one_query(unit, django_assert_num_queries):
    cases = [make_case(unit) for _ in range(3)]
    with placed(), django_assert_num_queries(0):
        assert sites_of(cases) == {case.pk: Site(7.215, 50.84, "Hauptstraße 71", "Lohmar") for case in cases}


def test_a_kind_without_places_has_none(case):
    assert sites_of([case]) == {}
