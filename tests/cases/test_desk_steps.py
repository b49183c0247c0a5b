# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Steering at the desk: status, closing, handing over, assigning, follow-ups, links, contact, settings of wordings."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nahdran.cases import access
from nahdran.cases.kinds import Decision
from nahdran.cases.models import Case, CaseLink, FollowUp, Party, ReplyTemplate
from nahdran.cases.operations import add_note, change_status
from nahdran.kit import clock
from tests.factories.accounts import sign_in
from tests.factories.cases import LEAD, make_case, make_person, make_unit

pytestmark = pytest.mark.django_db


def url(name, case, *more):
    return reverse(f"desk:{name}", args=[case.reference, *more])


def fresh(case):
    return Case.objects.select_related("access").get(pk=case.pk)


def base(case):
    return fresh(case).changed_at.isoformat()


def test_an_open_step_is_one_click(desk, case):
    desk.post(url("status", case, "WORK"), {"base": base(case)})
    assert fresh(case).status == "WORK"


def test_a_step_reached_by_a_link_asks_first(desk, case):
    assert "In Arbeit nehmen" in desk.get(url("status", case, "WORK")).content.decode()
    assert fresh(case).status == "NEW"


def test_closing_needs_a_reason_and_keeps_what_was_typed(desk, case):
    response = desk.post(url("status", case, "DONE"), {"reason": "", "base": base(case)})
    assert response.status_code == 422
    assert fresh(case).is_open
    desk.post(url("status", case, "DONE"), {"reason": "Die Lampe leuchtet wieder.", "base": base(case)})
    assert not fresh(case).is_open


def test_an_outdated_closing_shows_what_has_happened_and_keeps_the_reason(desk, case, clerk):
    seen = base(case)
    add_note(case=case, actor=clerk, text="Falsche Lampe!")
    response = desk.post(url("status", case, "DONE"), {"reason": "Repariert.", "base": seen})
    html = response.content.decode()
    assert response.status_code == 409
    assert "Falsche Lampe!" in html
    assert "Repariert." in html
    assert fresh(case).is_open


def test_an_outdated_step_changes_nothing_and_shows_the_newest_state(desk, case, clerk):
    seen = base(case)
    add_note(case=case, actor=clerk, text="Ich fahre hin")
    response = desk.post(url("status", case, "WORK"), {"base": seen})
    assert response.status_code == 409
    assert "Ich fahre hin" in response.content.decode()
    assert fresh(case).status == "NEW"


@pytest.mark.parametrize("key", ["ANSWERED", "WITHDRAWN", "ASKED", "NOWHERE"])
def test_steps_that_are_not_offered_lead_back(desk, case, key):
    assert desk.post(url("status", case, key), {"base": base(case)}).status_code == 302
    assert fresh(case).status == "NEW"


def test_handing_over_proposes_what_the_kind_proposes(desk, case, kind):
    target = make_unit("Ordnungsamt")
    kind.proposal = Decision(target.pk, "Falschparker gehören zum Ordnungsamt.")
    html = desk.get(url("hand_over", case)).content.decode()
    assert "Falschparker gehören zum Ordnungsamt." in html
    assert f'value="{target.pk}" selected' in html
    assert desk.post(url("hand_over", case), {"unit": target.pk, "reason": "", "base": base(case)}).status_code == 422
    response = desk.post(
        url("hand_over", case), {"unit": target.pk, "reason": "Steht im Halteverbot.", "base": base(case)}
    )
    assert response["Location"].startswith(reverse("desk:inbox"))
    assert fresh(case).unit == target


def test_a_unit_out_of_service_cannot_be_chosen(desk, case):
    closed = make_unit(is_active=False)
    response = desk.post(url("hand_over", case), {"unit": closed.pk, "reason": "x", "base": base(case)})
    assert response.status_code == 422


def test_assigning_to_oneself_to_a_colleague_and_to_nobody(desk, case, clerk, unit):
    colleague = make_person(unit)
    for value, expected in ((clerk.pk, clerk), (colleague.pk, colleague), ("", None)):
        desk.post(url("assign", case), {"assignee": value, "base": base(case)})
        assert fresh(case).assignee == expected


def test_nobody_from_another_unit_can_be_assigned(desk, case):
    stranger = make_person(make_unit())
    assert desk.post(url("assign", case), {"assignee": stranger.pk, "base": base(case)}).status_code == 422
    assert fresh(case).assignee is None


def test_a_follow_up_is_set_refused_for_the_past_and_cleared(desk, case):
    day = clock.today() + timedelta(days=3)
    desk.post(url("follow_up", case), {"date": day.isoformat()})
    assert FollowUp.objects.get(case=case).date == day
    past = (clock.today() - timedelta(days=1)).isoformat()
    response = desk.post(url("follow_up", case), {"date": past})
    assert response.status_code == 422
    assert "schon vorbei" in response.content.decode()
    desk.post(url("follow_up", case), {"date": day.isoformat(), "do": "clear"})
    assert not FollowUp.objects.exists()


def test_cases_are_linked_by_number_if_one_may_read_both(desk, case, unit):
    other, foreign = make_case(unit), make_case(make_unit())
    for reference in (foreign.reference, case.reference, "LOH-2026-1-X"):
        assert desk.post(url("link", case), {"kind": "PART", "reference": reference}).status_code == 422
    desk.post(url("link", case), {"kind": "PART", "reference": other.reference.lower()})
    assert CaseLink.objects.get().other == other
    assert "umfasst" in desk.get(url("case", other)).content.decode().lower()


def test_contact_data_are_changed_and_bad_addresses_refused(desk, case):
    bad = {"name": "E", "email": "ü@example.org", "phone": ""}
    assert desk.post(url("contact", case), bad).status_code == 422
    desk.post(url("contact", case), {"name": "Erika Neu", "email": "neu@example.org", "phone": "02246 1"})
    assert Party.objects.get(case=case).email == "neu@example.org"


def test_a_new_link_ends_the_old_one(desk, case):
    code = access.code_of(case)
    desk.post(url("renew_access", case))
    assert not access.is_code(fresh(case), code)


def test_the_list_is_kept_in_the_address_through_a_step(desk, case):
    response = desk.post(url("status", case, "WORK") + "?liste=meine&kanal=WEB", {"base": base(case)})
    assert response["Location"].endswith("?liste=meine&kanal=WEB")


def test_a_closed_case_offers_to_open_it_again(desk, case, clerk):
    change_status(case=case, to="DONE", actor=clerk, public_text="Fertig.")
    html = desk.get(url("case", case)).content.decode()
    assert "wieder öffnen" in html
    desk.post(url("status", case, "WORK"), {"base": base(case)})
    assert fresh(case).is_open


def test_wordings_are_kept_by_those_who_may(client, desk, unit):
    assert desk.get(reverse("desk:templates")).status_code == 403
    sign_in(client, make_person(unit, rights=(*LEAD,)))
    assert client.get(reverse("desk:templates")).status_code in {200, 403}


def test_a_wording_with_an_unknown_placeholder_is_refused(client, town):
    sign_in(client, make_person(is_superuser=True))
    address = reverse("desk:template_new")
    form = {"title": "Danke", "text": "Hallo {vorname}", "kind": "", "unit": "", "is_active": "on"}
    response = client.post(address, form)
    assert response.status_code == 422
    assert "{vorname}" in response.content.decode()
    client.post(address, {**form, "text": "Hallo {name}"})
    wording = ReplyTemplate.objects.get()
    assert "Danke" in client.get(reverse("desk:templates")).content.decode()
    client.post(reverse("desk:template", args=[wording.pk]), {**form, "title": "Dank", "text": "x"})
    assert ReplyTemplate.objects.get().title == "Dank"
    client.post(reverse("desk:template_remove", args=[wording.pk]))
    assert not ReplyTemplate.objects.exists()
