# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Confidential cases: who closes and opens the curtain, who sees what behind it, and what it says in the thread and in the log."""

import pytest
from django.urls import reverse

from nahdran.accounts.models import User
from nahdran.audit.models import Entry
from nahdran.cases.enums import Confidentiality, Direction
from nahdran.cases.models import Case, Message
from nahdran.cases.operations import MissingReason, OutdatedView, answer, assign, link, set_confidential
from nahdran.cases.queries import Filters, inbox
from nahdran.cases.queries.sheet import sheet_of
from nahdran.cases.rules import may_read, may_set_confidential
from tests.factories.accounts import client_of
from tests.factories.cases import LEAD, READER, make_case, make_person, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(unit):
    return make_person(unit, rights=LEAD, name="Lea Leitung")


def close_curtain(case, actor, reason="Es geht um ein Kind."):
    set_confidential(case=case, confidential=True, actor=actor, reason=reason)
    return Case.objects.get(pk=case.pk)


def url(case):
    return reverse("desk:confidential", args=[case.reference])


def listed(person):
    return [row.case.pk for row in inbox(User.objects.get(pk=person.pk), filters=Filters()).rows]


def test_only_the_assignee_and_those_with_the_right_go_on_seeing_it(case, unit, clerk, lead):
    colleague = make_person(unit)
    assign(case=case, assignee=clerk, actor=clerk)
    case = close_curtain(case, clerk)
    assert [bool(may_read(person, case)) for person in (clerk, lead, colleague)] == [True, True, False]
    assert [case.pk in listed(person) for person in (clerk, lead, colleague)] == [True, True, False]


def test_the_right_in_another_unit_is_worth_nothing_here(case, clerk):
    stranger = make_person(make_unit("Jugendamt"), rights=LEAD)
    assert not may_read(stranger, close_curtain(case, clerk))


def test_the_reason_is_a_note_and_the_log_says_who(case, clerk, lead):
    close_curtain(case, clerk)
    note = Message.objects.get(case=case, direction=Direction.NOTE)
    assert "Es geht um ein Kind." in note.text
    assert note.author == clerk
    set_confidential(case=case, confidential=False, actor=lead, reason="Geklärt.")
    entries = Entry.objects.filter(action__startswith="cases.confidential").order_by("id")
    assert [(entry.action, entry.actor_id) for entry in entries] == [
        ("cases.confidential", clerk.pk),
        ("cases.confidential_lifted", lead.pk),
    ]
    assert not any("Kind" in str(entry.data) for entry in entries)


def test_twice_is_once_and_a_reason_is_needed(case, clerk):
    close_curtain(case, clerk)
    assert set_confidential(case=case, confidential=True, actor=clerk, reason="Noch einmal.") is None
    with pytest.raises(MissingReason):
        set_confidential(case=case, confidential=False, actor=clerk, reason=" ")
    assert Message.objects.filter(case=case, direction=Direction.NOTE).count() == 1


def test_an_outdated_view_is_stopped(case, clerk):
    seen = case.changed_at
    answer(case=case, actor=clerk, text="Wir kümmern uns.")
    with pytest.raises(OutdatedView):
        set_confidential(case=case, confidential=True, actor=clerk, reason="Grund", base=seen)


def test_whoever_works_on_it_may_close_the_curtain_but_not_open_it(case, unit, clerk, lead):
    reader = make_person(unit, rights=READER)
    assert may_set_confidential(clerk, case)
    assert not may_set_confidential(reader, case)
    assign(case=case, assignee=clerk, actor=clerk)
    case = close_curtain(case, clerk)
    assert may_set_confidential(clerk, case).code == "not_lifting"
    assert may_set_confidential(lead, case)


def test_the_kind_hears_of_it_in_the_same_transaction(case, clerk, kind):
    close_curtain(case, clerk)
    assert kind.told[-1] == (case.pk, case.status)


def test_the_page_says_beforehand_who_will_see_it(desk, case, lead):
    html = desk.get(url(case)).content.decode()
    assert lead.name in html
    assert "Sie selbst sehen ihn danach nicht mehr." in html


def test_the_page_warns_where_nobody_would_see_it(desk, case):
    assert "In dieser Einheit darf niemand vertrauliche Vorgänge sehen." in desk.get(url(case)).content.decode()


def test_a_clerk_makes_it_confidential_and_is_led_to_where_they_may_be(desk, case, clerk):
    response = desk.post(
        url(case), {"reason": "Es geht um ein Kind.", "wanted": "on", "base": case.changed_at.isoformat()}
    )
    assert response["Location"].startswith(reverse("desk:inbox"))
    assert Case.objects.get(pk=case.pk).confidentiality == Confidentiality.CONFIDENTIAL
    assert desk.get(reverse("desk:case", args=[case.reference])).status_code == 403
    assert desk.get(url(case)).status_code == 403


def test_the_lead_lifts_it_again(case, clerk, lead):
    case = close_curtain(case, clerk)
    browser = client_of(lead)
    assert "Vertraulichkeit aufheben" in browser.get(reverse("desk:case", args=[case.reference])).content.decode()
    response = browser.post(url(case), {"reason": "Geklärt.", "wanted": "off"})
    assert response["Location"].startswith(reverse("desk:case", args=[case.reference]))
    assert Case.objects.get(pk=case.pk).confidentiality == Confidentiality.NORMAL


def test_two_leads_at_once_do_not_turn_it_back_and_forth(case, clerk, lead):
    """The form says what its button said; whoever comes second finds it done."""
    case = close_curtain(case, clerk)
    client_of(lead).post(url(case), {"reason": "Auch ich finde das.", "wanted": "on"})
    assert Case.objects.get(pk=case.pk).confidentiality == Confidentiality.CONFIDENTIAL


def test_without_a_reason_the_page_comes_back(desk, case):
    response = desk.post(url(case), {"reason": " ", "wanted": "on"})
    assert response.status_code == 422
    assert Case.objects.get(pk=case.pk).confidentiality == Confidentiality.NORMAL


def test_an_outdated_form_comes_back_with_what_was_typed(desk, case, clerk):
    seen = case.changed_at.isoformat()
    answer(case=case, actor=clerk, text="Inzwischen geschrieben.")
    response = desk.post(url(case), {"reason": "Mein Grund", "wanted": "on", "base": seen})
    assert response.status_code == 409
    html = response.content.decode()
    assert "Mein Grund" in html
    assert "Inzwischen geschrieben." in html


def test_a_linked_confidential_case_is_not_named_to_others(case, unit, clerk, lead):
    secret = make_case(unit, title="Beschwerde über eine Erzieherin")
    link(case=case, other=secret, kind="RELATED", actor=lead)
    close_curtain(secret, lead)
    names = {
        person: sheet_of(case, person, view="team", filters=Filters()).links[0].is_readable for person in (clerk, lead)
    }
    assert names == {clerk: False, lead: True}
    html = client_of(clerk).get(reverse("desk:case", args=[case.reference])).content.decode()
    assert "Erzieherin" not in html
    assert secret.reference not in html


def test_it_is_not_handed_to_a_unit_where_nobody_could_see_it(case, clerk, lead):
    other = make_unit("Jugendamt")
    browser = client_of(lead)
    close_curtain(case, clerk)
    given = {"unit": other.pk, "reason": "Gehört dorthin."}
    response = browser.post(reverse("desk:hand_over", args=[case.reference]), given)
    assert response.status_code == 422
    assert "In dieser Einheit darf niemand vertrauliche Vorgänge sehen." in response.content.decode()
    make_person(other, rights=LEAD)
    assert browser.post(reverse("desk:hand_over", args=[case.reference]), given).status_code == 302
