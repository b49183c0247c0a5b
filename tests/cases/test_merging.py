# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Merging two concerns: one closes and goes on in the other, its people hear of the other's steps, and it can be taken apart again."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from nahdran.audit.models import Entry
from nahdran.cases import access
from nahdran.cases.enums import Confidentiality, Direction, LinkKind
from nahdran.cases.models import Case, CaseLink, Message, Revisit
from nahdran.cases.operations import (
    NewParty,
    OutdatedView,
    UnableToMerge,
    add_note,
    change_status,
    hand_over,
    merge,
    receive_message,
    separate,
    separate_joined,
    set_confidential,
)
from nahdran.cases.queries import inbox, timeline
from nahdran.cases.queries.due_to_forget import due_to_forget
from nahdran.cases.queries.merged import goes_on_in, joined_ids
from nahdran.cases.slots import Proposal, merge_proposals
from nahdran.notices.models import Delivery
from tests.factories.accounts import sign_in
from tests.factories.cases import READER, make_case, make_person, make_unit

pytestmark = pytest.mark.django_db

MAX = NewParty(name="Max Mustermann", email="max.mustermann@example.org")


@pytest.fixture
def older(unit):
    return make_case(unit)


@pytest.fixture
def newer(unit):
    return make_case(unit, requester=MAX, title="Laterne kaputt")


def text_of(answer):
    return answer.content.decode()


def fresh(case):
    return Case.objects.select_related("access", "unit").get(pk=case.pk)


def url(name, case):
    return reverse(f"desk:{name}", args=[case.reference])


def mails(template):
    return list(Delivery.objects.filter(template=f"cases/{template}").order_by("id"))


def public(monkeypatch, kind):
    monkeypatch.setattr(type(kind), "public_address", lambda self, case: f"/oeffentlich/{case.reference}/")


def test_one_closes_and_goes_on_in_the_other(older, newer, clerk):
    merge(case=newer, into=older, actor=clerk)

    assert (fresh(newer).status, fresh(older).status) == ("DUPLICATE", "NEW")
    assert goes_on_in(newer) == older
    assert joined_ids(older.pk) == [newer.pk]
    assert newer.reference in Message.objects.get(case=older, direction=Direction.NOTE).text
    actions = Entry.objects.filter(action__in=["cases.merged", "cases.joined"]).order_by("id")
    assert [(entry.action, entry.object_id) for entry in actions] == [
        ("cases.merged", str(newer.pk)),
        ("cases.joined", str(older.pk)),
    ]


def test_the_public_reason_names_the_other_only_if_everybody_may_see_it(older, newer, clerk, kind, monkeypatch, unit):
    change = merge(case=newer, into=older, actor=clerk, public_reason="Danke, dass Sie hinsehen.")
    assert older.reference not in change.public_text
    assert change.public_text.endswith("Danke, dass Sie hinsehen.")

    public(monkeypatch, kind)
    change = merge(case=make_case(unit), into=older, actor=clerk)
    assert older.reference in change.public_text


def test_the_person_of_the_closed_one_hears_the_steps_of_the_other(older, newer, clerk, kind, monkeypatch):
    merge(case=newer, into=older, actor=clerk)
    change_status(case=fresh(older), to="WORK", actor=clerk, public_text="Nur für Erika")
    public(monkeypatch, kind)
    change_status(case=fresh(older), to="DONE", actor=clerk, public_text="Die Lampe leuchtet.")

    first, last = mails("elsewhere")
    assert {first.address, last.address} == {MAX.email}
    # What is not public is not for them, and never the number, the link or the name of the other.
    assert "Nur für Erika" not in first.text
    assert "Die Lampe leuchtet." in last.text
    for mail in (first, last):
        assert newer.reference in mail.text
        assert older.reference not in mail.text + mail.html + mail.subject
        assert "Erika" not in mail.text


def test_a_step_that_the_public_cannot_tell_from_the_one_before_tells_nobody(older, newer, clerk):
    merge(case=newer, into=older, actor=clerk)
    for status in ("WORK", "ASKED", "ANSWERED"):
        change_status(case=fresh(older), to=status, actor=clerk)
    before = len(mails("elsewhere"))
    change_status(case=fresh(older), to="WORK", actor=clerk)  # In Arbeit, as before

    assert len(mails("elsewhere")) == before == 3


def test_who_has_reported_both_gets_one_mail(unit, older, clerk):
    twin = make_case(unit)
    merge(case=twin, into=older, actor=clerk)
    change_status(case=fresh(older), to="WORK", actor=clerk)

    assert mails("elsewhere") == []


def test_what_the_person_writes_reaches_the_other_and_opens_nothing(older, newer, clerk):
    merge(case=newer, into=older, actor=clerk)
    receive_message(case=fresh(newer), text="Es sind zwei Lampen.", label="Max Mustermann")

    assert not fresh(newer).is_open
    event = timeline(fresh(older), public=False)[-1]
    assert (event.text, event.source) == ("Es sind zwei Lampen.", newer.reference)
    assert [row.is_unread for row in inbox(clerk).rows] == [True]
    # The person of the other reads nothing of it.
    assert "Es sind zwei Lampen." not in [event.text for event in timeline(fresh(older), public=True)]


def test_a_question_to_one_is_not_answered_by_the_other(older, newer, clerk):
    merge(case=newer, into=older, actor=clerk)
    change_status(case=fresh(older), to="ASKED", actor=clerk)
    receive_message(case=fresh(newer), text="Danke.")

    assert fresh(older).status == "ASKED"


def test_writing_after_the_end_is_a_matter_for_the_desk_at_the_other(older, newer, clerk):
    merge(case=newer, into=older, actor=clerk)
    change_status(case=fresh(older), to="DONE", actor=clerk, public_text="Repariert.")
    receive_message(case=fresh(newer), text="Sie ist wieder aus.")

    assert (fresh(older).status, fresh(newer).status) == ("DONE", "DUPLICATE")
    assert [row.case_id for row in Revisit.objects.all()] == [older.pk]


def test_chains_are_followed(unit, older, newer, clerk):
    third = make_case(unit)
    merge(case=newer, into=older, actor=clerk)
    merge(case=fresh(older), into=third, actor=clerk)
    receive_message(case=fresh(newer), text="Hallo?")

    assert goes_on_in(newer) == third
    assert sorted(joined_ids(third.pk)) == sorted([older.pk, newer.pk])
    assert [(row.case.pk, row.is_unread) for row in inbox(clerk).rows] == [(third.pk, True)]
    change_status(case=fresh(third), to="WORK", actor=clerk)
    assert [mail.address for mail in mails("elsewhere")] == [MAX.email]


@pytest.mark.parametrize("code", ["closed", "target_closed", "merged", "confidential"])
def test_what_cannot_be_merged_is_refused(code, unit, older, newer, clerk):
    if code == "closed":
        change_status(case=newer, to="DONE", actor=clerk, public_text="Fertig.")
    elif code == "target_closed":
        change_status(case=older, to="DONE", actor=clerk, public_text="Fertig.")
    elif code == "merged":
        merge(case=newer, into=make_case(unit), actor=clerk)
    else:
        set_confidential(case=older, confidential=True, actor=clerk, reason="Streit")
    with pytest.raises(UnableToMerge) as refused:
        merge(case=newer, into=older, actor=clerk)
    assert refused.value.code == code


def test_an_outdated_view_merges_nothing(older, newer, clerk):
    seen = newer.changed_at
    add_note(case=newer, actor=clerk, text="Es ist eine andere Lampe.")
    with pytest.raises(OutdatedView):
        merge(case=newer, into=older, actor=clerk, base=seen)
    assert fresh(newer).is_open


def test_taken_apart_each_stands_for_itself(older, newer, clerk):
    merge(case=newer, into=older, actor=clerk)
    separate(case=fresh(newer), actor=clerk, reason="Zwei verschiedene Lampen.")

    assert fresh(newer).status == "WORK"
    assert goes_on_in(newer) is None
    for case in (older, newer):
        assert Message.objects.filter(case=case, direction=Direction.NOTE, text__contains="verschiedene").exists()
    change_status(case=fresh(older), to="WORK", actor=clerk)
    assert mails("elsewhere") == []


def test_opening_again_ends_the_merge(older, newer, clerk):
    merge(case=newer, into=older, actor=clerk)
    change_status(case=fresh(newer), to="WORK", actor=clerk)

    assert not CaseLink.objects.filter(kind=LinkKind.MERGED).exists()


def test_who_takes_theirs_back_does_not_take_back_those_of_others(older, newer, clerk):
    merge(case=newer, into=older, actor=clerk)
    change_status(case=fresh(older), to="WITHDRAWN", actor=None, public_text="Zurückgezogen.")
    separate_joined(case_id=older.pk)

    assert fresh(newer).status == "WORK"
    assert mails("elsewhere") == []


def test_the_people_are_not_forgotten_before_the_other_is_settled(older, newer, clerk):
    merge(case=newer, into=older, actor=clerk)
    late = fresh(newer).retain_until + timedelta(days=1)
    assert due_to_forget(late) == []
    change_status(case=fresh(older), to="DONE", actor=clerk, public_text="Fertig.")
    assert due_to_forget(late) != []


class TestDesk:
    def test_proposals_are_offered_and_one_click_merges(self, desk, older, newer, kind, monkeypatch):
        monkeypatch.setitem(merge_proposals._items, kind.key, lambda case: [Proposal(older, "35 m entfernt")])
        page = desk.get(url("merge", newer)).content.decode()
        assert "35 m entfernt" in page
        answer = desk.post(
            url("merge", newer), {"other": older.reference, "keep": "other", "base": newer.changed_at.isoformat()}
        )
        assert answer["Location"].startswith(url("case", older))
        assert goes_on_in(newer) == older

    def test_a_typed_number_works_in_both_directions(self, desk, older, newer):
        desk.post(url("merge", newer), {"reference": older.reference.lower(), "keep": "this"})
        assert goes_on_in(older) == newer

    def test_the_other_is_followed_to_where_it_goes_on(self, desk, unit, older, newer, clerk):
        third = make_case(unit)
        merge(case=older, into=third, actor=clerk)
        desk.post(url("merge", newer), {"reference": older.reference, "keep": "other"})
        assert goes_on_in(newer) == third

    @pytest.mark.parametrize("reference", ["", "LOH-2026-999999-X", "quatsch"])
    def test_bad_numbers_come_back_with_a_sentence(self, desk, newer, reference):
        answer = desk.post(url("merge", newer), {"reference": reference, "keep": "other", "reason": "Danke!"})
        assert answer.status_code == 422
        assert "Danke!" in answer.content.decode()
        assert fresh(newer).is_open

    def test_a_circle_is_refused(self, desk, older, newer, clerk):
        merge(case=newer, into=older, actor=clerk)
        answer = desk.post(url("merge", older), {"reference": newer.reference, "keep": "other"})
        assert "geht schon in diesem" in text_of(answer)
        assert fresh(older).is_open

    def test_an_outdated_form_shows_what_has_happened(self, desk, older, newer, clerk):
        seen = newer.changed_at.isoformat()
        add_note(case=newer, actor=clerk, text="Andere Lampe!")
        answer = desk.post(url("merge", newer), {"reference": older.reference, "keep": "other", "base": seen})
        assert answer.status_code == 409
        assert "Andere Lampe!" in answer.content.decode()

    def test_a_case_of_another_unit_needs_the_right_there_too(self, desk, newer):
        foreign = make_case(make_unit("Ordnungsamt"))
        answer = desk.post(url("merge", newer), {"reference": foreign.reference, "keep": "other"})
        assert answer.status_code == 422
        assert foreign.title not in text_of(answer).replace(newer.title, "")

    def test_reading_there_is_not_enough(self, client, newer, unit):
        other_unit = make_unit("Ordnungsamt")
        person = make_person(unit)
        from nahdran.accounts.models import Role
        from nahdran.org.models import Membership

        role = Role.objects.create(key="liest", name="Liest", rights=list(READER))
        Membership.objects.create(user=person, unit=other_unit, role=role)
        foreign = make_case(other_unit)
        answer = sign_in(client, person).post(url("merge", newer), {"reference": foreign.reference, "keep": "other"})
        assert answer.status_code == 422
        assert fresh(newer).is_open

    def test_a_confidential_one_is_not_there_for_who_may_not_read_it(self, desk, older, newer, clerk):
        set_confidential(case=older, confidential=True, actor=clerk, reason="Streit")
        answer = desk.post(url("merge", newer), {"reference": older.reference, "keep": "other"})
        assert "dürfen ihn nicht lesen" in text_of(answer)

    def test_what_became_confidential_is_not_shown_in_the_thread_of_the_other(self, desk, older, newer, clerk):
        merge(case=newer, into=older, actor=clerk)
        Case.objects.filter(pk=newer.pk).update(confidentiality=Confidentiality.CONFIDENTIAL)
        receive_message(case=fresh(newer), text="Mein Nachbar war es.")
        page = text_of(desk.get(url("case", older)))
        assert "Mein Nachbar" not in page
        assert "ein vertraulicher Vorgang" in page

    def test_taking_apart_asks_for_a_reason(self, desk, older, newer, clerk):
        merge(case=newer, into=older, actor=clerk)
        assert "Wieder trennen" in text_of(desk.get(url("case", newer)))
        assert desk.post(url("separate", newer), {"reason": ""}).status_code == 422
        desk.post(url("separate", newer), {"reason": "Zwei Lampen."})
        assert fresh(newer).is_open
        # Twice, or never merged: back to the case with a sentence.
        assert desk.post(url("separate", newer), {"reason": "Zwei Lampen."}).status_code == 302

    def test_without_the_right_to_work_nothing_is_merged(self, client, unit, older, newer):
        reader = sign_in(client, make_person(unit, rights=READER))
        assert reader.post(url("merge", newer), {"reference": older.reference, "keep": "other"}).status_code == 403


class TestStatusPage:
    def page(self, client, case):
        session = client.session
        access.grant(session, fresh(case))
        session.save()
        return text_of(client.get(reverse("cases:status", args=[case.reference])))

    def test_says_how_the_other_stands_without_naming_it(self, client, older, newer, clerk):
        merge(case=newer, into=older, actor=clerk)
        change_status(case=fresh(older), to="WORK", actor=clerk)
        page = self.page(client, newer)
        assert "So steht es jetzt" in page
        assert "In Arbeit" in page
        assert older.reference not in page

    def test_takes_an_answer_that_reaches_the_other(self, client, older, newer, clerk):
        merge(case=newer, into=older, actor=clerk)
        self.page(client, newer)
        client.post(reverse("cases:answer", args=[newer.reference]), {"text": "Noch etwas."})
        assert timeline(fresh(older), public=False)[-1].text == "Noch etwas."


def test_handing_over_the_other_hands_over_the_messages(older, newer, clerk):
    other_unit = make_unit("Ordnungsamt")
    merge(case=newer, into=older, actor=clerk)
    with time_machine.travel(fresh(older).changed_at + timedelta(hours=1)):
        hand_over(case=fresh(older), unit=other_unit, actor=clerk, reason="Dort richtig.")
        receive_message(case=fresh(newer), text="Danke")
    colleague = make_person(other_unit)
    assert [row.is_unread for row in inbox(colleague).rows] == [True]
