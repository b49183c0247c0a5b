# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changing the status, closing, opening again, handing over, forgetting."""

from datetime import date

import pytest

from nahdran.audit.models import Entry
from nahdran.cases import access
from nahdran.cases.models import Assignment, Attachment, Case, CaseSearch, FollowUp, Message, Party
from nahdran.cases.operations import (
    ForbiddenChange,
    MissingReason,
    OutdatedView,
    add_note,
    assign,
    attach,
    change_contact,
    change_status,
    close_case,
    forget_people,
    hand_over,
    link,
    renew_access,
    set_follow_up,
)
from nahdran.cases.queries import timeline
from nahdran.cases.texts import FORGOTTEN
from nahdran.files.models import StoredFile
from nahdran.files.operations import ingest
from nahdran.notices.models import Delivery
from tests.factories.cases import make_case, make_person, make_unit
from tests.factories.files import encoded, upload

pytestmark = pytest.mark.django_db


def fresh(case):
    return Case.objects.select_related("access", "unit").get(pk=case.pk)


def test_a_change_outside_the_table_is_refused(case, clerk):
    with pytest.raises(ForbiddenChange):
        change_status(case=case, to="ANSWERED", actor=clerk)
    assert fresh(case).status == "NEW"


def test_closing_needs_words_for_the_public(case, clerk):
    with pytest.raises(MissingReason):
        close_case(case=case, to="DONE", actor=clerk, public_reason="  ")
    assert fresh(case).is_open


def test_closing_sets_the_end_the_retention_and_tells_the_person(unit, clerk, settings, time_machine):
    time_machine.move_to("2026-12-01 10:00+01:00", tick=False)
    settings.FORGET_PEOPLE_AFTER_DAYS = 180
    case = make_case(unit)
    close_case(case=case, to="DONE", actor=clerk, public_reason="Die Lampe leuchtet wieder.")
    closed = fresh(case)
    assert closed.closed_at is not None
    assert closed.retain_until == date(2027, 5, 30)
    assert "Die Lampe leuchtet wieder." in Delivery.objects.get(template="cases/status").text


def test_closing_ends_the_follow_up(case, clerk):
    set_follow_up(case=case, day=date(2026, 12, 1), actor=clerk)
    close_case(case=case, to="DONE", actor=clerk, public_reason="Fertig.")
    assert not FollowUp.objects.exists()


def test_opening_again_starts_new_promises(unit, clerk, time_machine):
    time_machine.move_to("2026-11-17 10:00+01:00", tick=False)
    case = make_case(unit)
    close_case(case=case, to="DONE", actor=clerk, public_reason="Fertig.")
    time_machine.move_to("2026-12-01 10:00+01:00", tick=False)
    change_status(case=case, to="WORK", actor=clerk)
    again = fresh(case)
    assert again.is_open
    assert again.retain_until is None
    assert again.due_at.date() > date(2026, 12, 1)


def test_a_silent_change_sends_no_mail(case, clerk):
    change_status(case=case, to="WORK", actor=clerk, silent=True)
    assert not Delivery.objects.filter(template="cases/status").exists()


def test_the_kind_hears_of_status_and_unit(case, clerk, kind):
    change_status(case=case, to="WORK", actor=clerk)
    hand_over(case=case, unit=make_unit("Ordnungsamt"), actor=clerk, reason="Falsch geparkt.")
    assert kind.told == [(case.pk, "WORK"), (case.pk, "WORK")]


def test_handing_over_needs_a_reason_and_frees_the_person(case, clerk):
    assign(case=case, assignee=clerk, actor=clerk)
    with pytest.raises(MissingReason):
        hand_over(case=case, unit=make_unit(), actor=clerk, reason="")
    other = make_unit("Ordnungsamt")
    hand_over(case=case, unit=other, actor=clerk, reason="Gehört zum ruhenden Verkehr.")
    moved = fresh(case)
    assert (moved.unit, moved.assignee) == (other, None)
    assert Assignment.objects.filter(case=case).latest("at").unit_before_id == case.unit_id


def test_an_outdated_handing_over_is_stopped(case, clerk):
    seen = case.changed_at
    assign(case=case, assignee=clerk, actor=clerk, base=seen)
    with pytest.raises(OutdatedView):
        hand_over(case=case, unit=make_unit(), actor=clerk, reason="Weiter.", base=seen)


def test_assigning_to_the_same_person_is_nothing(case, clerk):
    assert assign(case=case, assignee=clerk, actor=clerk) is not None
    assert assign(case=case, assignee=clerk, actor=clerk) is None


def test_a_link_is_noted_once(case, unit, clerk):
    other = make_case(unit)
    link(case=case, other=other, kind="DUPLICATE", actor=clerk)
    link(case=case, other=other, kind="DUPLICATE", actor=clerk)
    assert case.links.count() == 1
    assert Entry.objects.filter(action="cases.linked").count() == 1


def test_a_new_address_is_kept_but_not_logged(case, clerk):
    change_contact(case=case, name="Erika Neu", email="neu@example.org", phone="02246 15", actor=clerk)
    assert Party.objects.get(case=case).email == "neu@example.org"
    assert "neu@example.org" not in str(list(Entry.objects.values()))


def test_renewing_the_access_ends_the_old_link_and_code(case, clerk):
    code, token = access.code_of(case), access.link_of(case).rstrip("/").rsplit("/", 1)[-1]
    renew_access(case=case, actor=clerk)
    renewed = fresh(case)
    assert not access.is_code(renewed, code)
    assert not access.is_token(renewed, token)
    assert Delivery.objects.filter(template="cases/access").count() == 1


def test_forgetting_takes_the_person_and_leaves_what_was_done(case, clerk, kind):
    file = ingest(upload=upload(encoded())).file
    attach(case=case, file=file, actor=None)
    close_case(case=case, to="DONE", actor=clerk, public_reason="Die Lampe leuchtet wieder.")
    token = access.link_of(case).rstrip("/").rsplit("/", 1)[-1]
    forget_people(case=case)
    left = fresh(case)
    assert not Party.objects.filter(case=case).exists()
    assert not Attachment.objects.filter(case=case).exists()
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    assert set(Message.objects.filter(case=case).values_list("text", "author_label")) == {(FORGOTTEN, "")}
    assert left.status_changes.latest("at").public_text == "Die Lampe leuchtet wieder."
    assert left.retain_until is None
    assert not access.is_token(left, token)
    assert kind.forgotten == [case.pk]


def test_forgetting_takes_what_colleagues_wrote_about_the_person(case, unit, clerk):
    other = make_unit("Ordnungsamt")
    add_note(case=case, actor=clerk, text="Frau Mustermann ist schwerhörig, bitte laut sprechen.")
    add_note(case=case, actor=clerk, text="Herr Mustermann hat angerufen.")
    hand_over(case=case, unit=other, reason="Frau Mustermann wohnt dort.", actor=clerk)
    close_case(case=case, to="DONE", actor=clerk, public_reason="Erledigt.")
    forget_people(case=case)
    said = [event.text for event in timeline(fresh(case), public=False)]
    assert not any("Mustermann" in text for text in said)
    assert said.count("Gelöscht, weil die Aufbewahrungszeit vorbei ist.") == 4
    assert "Beleuchtung gehört zum Bauhof." in said, "the routing names nobody"
    entry = Entry.objects.get(action="cases.forgotten")
    assert entry.data == {"notes": 2, "reasons": 1, "files": 0}
    assert "Mustermann" not in str(CaseSearch.objects.get(case=case).document)


def test_a_person_is_forgotten_once(case, clerk):
    add_note(case=case, actor=clerk, text="Ruft zurück.")
    close_case(case=case, to="DONE", actor=clerk, public_reason="Erledigt.")
    forget_people(case=case)
    forget_people(case=case)
    assert set(Message.objects.filter(case=case).values_list("text", flat=True)) == {FORGOTTEN}


def test_a_kept_file_stays_after_its_form_was_sent(case, unit):
    from datetime import timedelta

    from nahdran.kit import clock

    file = ingest(upload=upload(encoded()), keep_until=clock.now() + timedelta(hours=1)).file
    attach(case=case, file=file, actor=None)
    file.refresh_from_db()
    assert file.keep_until is None


def test_a_person_of_another_unit_can_be_named_by_the_factory(unit):
    """Guards the factory: rights hold in the units given and nowhere else."""
    from nahdran.accounts.rules import has_right

    person = make_person(unit)
    assert has_right(person, "cases.work", unit.pk)
    assert not has_right(person, "cases.work", make_unit().pk)
