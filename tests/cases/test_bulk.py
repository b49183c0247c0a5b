# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One step for many cases: chosen, looked over, carried out once, each case for itself, with a result that says what failed and why."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nahdran.audit.models import Entry
from nahdran.cases.enums import BulkState, Direction, ItemState
from nahdran.cases.models import Bulk, Case, FollowUp, Message, ReplyTemplate
from nahdran.cases.operations import add_note, change_status, set_confidential
from nahdran.cases.operations.bulk import begin_bulk, describe_bulk, run_bulk, start_bulk, sweep_bulks
from nahdran.cases.queries.merged import joined_ids
from nahdran.kit import clock
from tests.factories.accounts import client_of
from tests.factories.cases import READER, make_case, make_person, make_unit

pytestmark = pytest.mark.django_db


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def cases(unit):
    return [make_case(unit) for _ in range(3)]


def chosen(cases):
    return [(case, case.changed_at) for case in cases]


def post_values(cases):
    return [f"{case.reference}|{case.changed_at.isoformat()}" for case in cases]


def start(clerk, action, cases, **params):
    """Chosen, described, carried out."""
    bulk = begin_bulk(actor=clerk, action=action, chosen=chosen(cases))
    describe_bulk(bulk=bulk, params=params)
    assert start_bulk(bulk=bulk)
    bulk.refresh_from_db()
    return bulk


def reasons(bulk):
    return list(bulk.items.order_by("id").values_list("reason", flat=True))


def fresh(case):
    return Case.objects.get(pk=case.pk)


class TestTheWay:
    def test_from_the_inbox_to_the_result(self, desk, cases, clerk):
        page = text_of(desk.get(reverse("desk:inbox")))
        assert f"{cases[0].reference}|{cases[0].changed_at.isoformat()}" in page
        answer = desk.post(reverse("desk:bulk_begin"), {"action": "STATUS", "case": post_values(cases)})
        here = answer["Location"]
        assert "Für 3 Vorgänge" in text_of(desk.get(here))
        assert desk.post(here, {"do": "describe", "status": "WORK"})["Location"] == here
        looked_over = text_of(desk.get(here))
        assert "3 Vorgänge werden bearbeitet" in looked_over
        assert "<dd>In Arbeit</dd>" in looked_over
        assert all(fresh(case).status == "NEW" for case in cases)
        desk.post(here, {"do": "run"})
        assert all(fresh(case).status == "WORK" for case in cases)
        assert "Bei 3 von 3 Vorgängen erledigt." in text_of(desk.get(here))
        assert Entry.objects.filter(action="cases.status").count() == 3

    def test_what_will_not_happen_is_said_beforehand_with_its_reason(self, desk, cases, clerk):
        change_status(case=cases[0], to="DONE", actor=clerk, public_text="Fertig.")
        done = fresh(cases[0])
        bulk = begin_bulk(actor=clerk, action="STATUS", chosen=chosen([done, *cases[1:]]))
        describe_bulk(bulk=bulk, params={"status": "CHECKED"})
        add_note(case=cases[1], actor=clerk, text="Moment.")
        page = text_of(desk.get(reverse("desk:bulk", args=[bulk.pk])))
        assert "1 Vorgang wird bearbeitet" in page
        assert "Aus seinem Stand heraus geht das nicht." in page
        assert "seit Sie ihn ausgewählt haben" in page

    def test_words_can_be_changed_before_it_starts(self, desk, cases, clerk):
        bulk = begin_bulk(actor=clerk, action="HAND_OVER", chosen=chosen(cases))
        here = reverse("desk:bulk", args=[bulk.pk])
        other = make_unit("Ordnungsamt")
        assert desk.post(here, {"do": "describe", "unit": other.pk, "reason": ""}).status_code == 422
        desk.post(here, {"do": "describe", "unit": other.pk, "reason": "Falschparker"})
        assert "Falschparker" in text_of(desk.post(here, {"do": "change"}))

    def test_the_whole_list_is_taken_up_to_the_limit(self, desk, cases, clerk, monkeypatch):
        monkeypatch.setattr("nahdran.cases.views.staff.bulk.MOST_AT_ONCE", 2)
        desk.post(f"{reverse('desk:bulk_begin')}?liste=team", {"action": "FOLLOW_UP", "scope": "all"})
        assert Bulk.objects.get().items.count() == 3  # one more than the page says, the operation cuts at its own limit

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"action": "ASSIGN"},
            {"action": "NIX", "case": ["x"]},
            {"action": "ASSIGN", "case": ["LOH-2026-000001-X|gestern", "|", "²|2026-13-45T99:99:99Z", "\x00"]},
        ],
    )
    def test_nonsense_begins_nothing(self, desk, sent):
        assert desk.post(reverse("desk:bulk_begin"), sent).status_code == 302
        assert not Bulk.objects.exists()

    def test_it_belongs_to_who_has_begun_it(self, desk, cases, unit, clerk):
        bulk = begin_bulk(actor=make_person(unit), action="ASSIGN", chosen=chosen(cases))
        assert desk.get(reverse("desk:bulk", args=[bulk.pk])).status_code == 404

    def test_who_may_only_read_sees_no_boxes(self, unit, cases):
        page = text_of(client_of(make_person(unit, rights=READER)).get(reverse("desk:inbox")))
        assert 'name="case"' not in page

    def test_the_pages_ask_as_much_for_three_as_for_thirty(self, desk, unit, cases, clerk):
        def cost(rows):
            bulk = begin_bulk(actor=clerk, action="ASSIGN", chosen=chosen(rows))
            describe_bulk(bulk=bulk, params={"person": clerk.pk})
            with CaptureQueriesContext(connection) as asked:
                desk.get(reverse("desk:bulk", args=[bulk.pk]))
            return len(asked)

        cost(cases)
        few = cost(cases)
        assert cost([make_case(unit) for _ in range(30)]) == few <= 15


class TestActions:
    def test_assign(self, cases, clerk):
        bulk = start(clerk, "ASSIGN", cases, person=clerk.pk)
        assert all(fresh(case).assignee == clerk for case in cases)
        assert bulk.state == BulkState.DONE

    def test_a_person_of_another_unit_gets_nothing(self, cases, clerk):
        stranger = make_person(make_unit("Ordnungsamt"))
        assert reasons(start(clerk, "ASSIGN", cases, person=stranger.pk)) == ["other_unit"] * 3

    def test_hand_over(self, cases, clerk):
        other = make_unit("Ordnungsamt")
        set_confidential(case=cases[0], confidential=True, actor=clerk, reason="Streit")
        clerk = make_person(cases[0].unit, rights=(*READER, "cases.work", "cases.confidential"))
        bulk = start(clerk, "HAND_OVER", [fresh(case) for case in cases], unit=other.pk, reason="Falschparker")
        assert reasons(bulk) == ["confidential", "", ""]
        assert fresh(cases[1]).unit == other

    def test_close_with_a_public_reason(self, cases, clerk):
        start(clerk, "CLOSE", cases, status="DONE", reason="Alle Lampen leuchten wieder.")
        assert all(fresh(case).status == "DONE" for case in cases)

    def test_follow_up(self, cases, clerk):
        start(clerk, "FOLLOW_UP", cases, date="2030-01-02")
        assert FollowUp.objects.count() == 3

    def test_answer_fills_in_each_case(self, cases, clerk):
        start(clerk, "ANSWER", cases, text="Guten Tag {Name}, zu {Vorgangsnummer}: wir kommen.")
        texts = set(Message.objects.filter(direction=Direction.OUT).values_list("text", flat=True))
        assert texts == {f"Guten Tag Erika Mustermann, zu {case.reference}: wir kommen." for case in cases}

    def test_answer_by_a_wording(self, desk, cases, clerk):
        wording = ReplyTemplate.objects.create(title="Danke", text="Danke, {Name}.")
        bulk = begin_bulk(actor=clerk, action="ANSWER", chosen=chosen(cases))
        here = reverse("desk:bulk", args=[bulk.pk])
        assert desk.post(here, {"do": "describe", "text": "{unsinn}"}).status_code == 422
        assert desk.post(here, {"do": "describe", "text": ""}).status_code == 422
        desk.post(here, {"do": "describe", "wording": wording.pk, "text": "Bis bald."})
        assert Bulk.objects.get().params == {"text": "Danke, {Name}.\n\nBis bald."}

    def test_merge_into_one(self, cases, clerk):
        bulk = start(clerk, "MERGE", cases, keep=cases[0].pk, reason="")
        assert reasons(bulk) == ["stays", "", ""]
        assert sorted(joined_ids(cases[0].pk)) == [cases[1].pk, cases[2].pk]


class TestOnceAndAlone:
    def test_started_twice_it_happens_once(self, cases, clerk):
        bulk = start(clerk, "ANSWER", cases, text="Danke.")
        assert not start_bulk(bulk=bulk)
        run_bulk(bulk_id=bulk.pk)
        assert Message.objects.filter(direction=Direction.OUT).count() == 3

    def test_without_words_nothing_starts(self, cases, clerk):
        bulk = begin_bulk(actor=clerk, action="ANSWER", chosen=chosen(cases))
        assert not start_bulk(bulk=bulk)

    def test_what_one_case_refuses_holds_up_no_other(self, cases, clerk, monkeypatch):
        from nahdran.cases.operations import bulk as module

        real = module.set_follow_up

        def breaks(*, case, **more):
            if case.pk == cases[1].pk:
                raise RuntimeError("boom")
            real(case=case, **more)

        monkeypatch.setattr(module, "set_follow_up", breaks)
        assert reasons(start(clerk, "FOLLOW_UP", cases, date="2030-01-02")) == ["", "failed", ""]
        assert FollowUp.objects.count() == 2

    def test_a_right_that_is_gone_meanwhile_counts(self, cases, clerk):
        bulk = begin_bulk(actor=clerk, action="FOLLOW_UP", chosen=chosen(cases))
        describe_bulk(bulk=bulk, params={"date": "2030-01-02"})
        Case.objects.filter(pk=cases[0].pk).update(unit=make_unit("Ordnungsamt"))
        start_bulk(bulk=bulk)
        assert reasons(bulk) == ["not_readable", "", ""]

    def test_many_go_to_the_worker_and_the_page_shows_how_far_it_is(self, desk, unit, clerk):
        cases = [make_case(unit) for _ in range(21)]
        bulk = start(clerk, "FOLLOW_UP", cases, date="2030-01-02")
        here = reverse("desk:bulk", args=[bulk.pk])
        assert bulk.state == BulkState.RUNNING
        page = text_of(desk.get(here))
        assert "0 von 21 bearbeitet" in page
        run_bulk(bulk_id=bulk.pk)
        assert desk.get(here, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
        assert bulk.items.filter(state=ItemState.DONE).count() == 21

    def test_a_case_that_one_may_no_longer_read_is_not_named_in_the_result(self, desk, cases, clerk):
        bulk = start(clerk, "HAND_OVER", cases, unit=make_unit("Ordnungsamt").pk, reason="Falschparker")
        page = text_of(desk.get(reverse("desk:bulk", args=[bulk.pk])))
        assert cases[0].reference not in page
        assert "ein anderer Vorgang" in page

    def test_the_list_of_it_is_deleted_after_a_week(self, cases, clerk):
        bulk = start(clerk, "FOLLOW_UP", cases, date="2030-01-02")
        Bulk.objects.filter(pk=bulk.pk).update(created_at=clock.now() - timedelta(days=8))
        sweep_bulks()
        assert not Bulk.objects.exists()
